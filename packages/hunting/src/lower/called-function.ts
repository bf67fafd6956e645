import type { BoundNode } from '../bind/bound-node.ts';
import type { Lowering, RowScope, Variable } from './lowering.ts';
import { noRow } from './lowering.ts';
import { Refusal, unsupported } from './refusal.ts';
import { enterBody } from './statements.ts';

const parameterName = (parameter: BoundNode): string =>
  parameter.child('NameAndType')?.child('Name')?.simpleName ?? '';

const argumentFor = (
  parameter: BoundNode,
  index: number,
  given: readonly BoundNode[],
): BoundNode | undefined => {
  const name = parameterName(parameter);
  const named = given.find(
    argument => argument.kind === 'SimpleNamedExpression' && argument.child('Name')?.simpleName === name,
  );
  const positional = given[index]?.kind === 'SimpleNamedExpression' ? undefined : given[index];
  return named?.child('Expression') ?? positional ?? parameter.child('DefaultValue')?.child('Value');
};

const bindArgument = (argument: BoundNode, row: RowScope, lowering: Lowering): Variable =>
  argument.isTabular
    ? { kind: 'tabular', lower: () => lowering.relation(argument) }
    : { kind: 'scalar', expression: lowering.expression(argument, row) };

/**
 * Lowers a call of a function declared with `let`: its body, as the binder expanded it for this call, in the environment
 * of the declaration plus the arguments. Failures inside the body are reported at the call, because positions in the
 * expanded body do not count in the query's text.
 */
export const lowerFunctionCall = <Lowered>(
  node: BoundNode,
  lowering: Lowering,
  lower: (body: BoundNode, inner: Lowering) => Lowered,
  row: RowScope = noRow,
): Lowered => {
  const name = node.child('Name')?.simpleName ?? node.text;
  const declared = lowering.environment.get(name);
  const body = node.calledBody();
  if (declared?.kind !== 'function' || !body) throw unsupported(`The function '${name}'`, node);
  const given = node.child('ArgumentList')?.list('Expressions') ?? [];
  const environment = new Map(declared.environment);
  declared.parameters.forEach((parameter, index) => {
    const argument = argumentFor(parameter, index, given);
    if (!argument) throw unsupported(`A missing argument of '${name}'`, node);
    environment.set(parameterName(parameter), bindArgument(argument, row, lowering));
  });
  try {
    const { result, inner } = enterBody(body, lowering.within(environment));
    return lower(result, inner);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.kind, error.message, node);
    throw error;
  }
};
