import type { BoundNode } from '../../bind/bound-node.ts';

const parameterValue = (node: BoundNode, name: string): BoundNode | undefined =>
  node
    .list('Parameters')
    .find(parameter => parameter.child('Name')?.simpleName === name)
    ?.child('Expression');

/** The value of `name=value` before an operator's operands; hints are such parameters and mean nothing here. */
export const operatorParameter = (node: BoundNode, name: string): string | undefined =>
  parameterValue(node, name)?.text.toLowerCase();

/** The name that `parameter=name` gives to a column; it may stand in quotes. */
export const operatorName = (node: BoundNode, parameter: string): string | undefined => {
  const value = parameterValue(node, parameter);
  return value?.stringValue ?? value?.simpleName;
};
