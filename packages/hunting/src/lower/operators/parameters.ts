import type { BoundNode } from '../../bind/bound-node.ts';

/** The value of `name=value` before an operator's operands; hints are such parameters and mean nothing here. */
export const operatorParameter = (node: BoundNode, name: string): string | undefined =>
  node
    .list('Parameters')
    .find(parameter => parameter.child('Name')?.simpleName === name)
    ?.child('Expression')
    ?.text.toLowerCase();
