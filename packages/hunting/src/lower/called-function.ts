import type { BoundNode } from '../bind/bound-node.ts';
import { constant } from '../plan/expression.ts';
import { withNewColumns } from '../plan/new-columns.ts';
import type { Relation } from '../plan/relation.ts';
import type { Lowering, RowScope, Variable } from './lowering.ts';
import { noRow } from './lowering.ts';
import { NeedsSchema, Refusal, unsupported } from './refusal.ts';
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

/** An argument of a function that is invoked on rows: a column stands for its name (reference: kql, section 2.4). */
const bindInvoked = (argument: BoundNode, lowering: Lowering): Variable => {
  const isColumn = argument.kind === 'NameReference' && !argument.reference;
  if (!isColumn) return bindArgument(argument, noRow, lowering);
  return { kind: 'scalar', expression: constant('string', argument.simpleName) };
};

const declarationOf = (node: BoundNode, lowering: Lowering) => {
  const name = node.child('Name')?.simpleName ?? node.text;
  const declared = lowering.environment.get(name);
  const body = node.calledBody();
  if (declared?.kind !== 'function' || !body) throw unsupported(`The function '${name}'`, node);
  return { name, declared, body };
};

type LowerBody<Lowered> = (body: BoundNode, inner: Lowering) => Lowered;

/**
 * Lowers the body of the function that `node` calls, as the binder expanded it for this call, in the environment of the
 * declaration plus the arguments. Failures inside the body are reported at the call, because positions in the expanded
 * body do not count in the query's text.
 */
const lowerCallWith = <Lowered>(
  node: BoundNode,
  lowering: Lowering,
  lower: LowerBody<Lowered>,
  piped: readonly Variable[],
  bind: (argument: BoundNode) => Variable,
): Lowered => {
  const { name, declared, body } = declarationOf(node, lowering);
  const given = node.child('ArgumentList')?.list('Expressions') ?? [];
  const environment = new Map(declared.environment);
  declared.parameters.forEach((parameter, index) => {
    const argument = argumentFor(parameter, index - piped.length, given);
    const variable = piped[index] ?? (argument && bind(argument));
    if (!variable) throw unsupported(`A missing argument of '${name}'`, node);
    environment.set(parameterName(parameter), variable);
  });
  try {
    const { result, inner } = enterBody(body, lowering.within(environment));
    return lower(result, inner);
  } catch (error) {
    if (error instanceof NeedsSchema)
      throw unsupported('An operator in a function whose columns depend on the rows', node);
    if (error instanceof Refusal) throw new Refusal(error.kind, error.message, node);
    throw error;
  }
};

/** Lowers a call of a function declared with `let`. */
export const lowerFunctionCall = <Lowered>(
  node: BoundNode,
  lowering: Lowering,
  lower: LowerBody<Lowered>,
  row: RowScope = noRow,
): Lowered => lowerCallWith(node, lowering, lower, [], argument => bindArgument(argument, row, lowering));

/** Lowers `input | invoke f(…)`: the rows are the function's first argument. */
export const lowerInvoke = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const called = node.child('Function');
  if (!called) throw unsupported('invoke without a function', node);
  let isUsed = false;
  const rows = (): Relation => {
    // Rows that are used twice must not meet themselves under the same columns.
    const relation = isUsed ? withNewColumns(input, lowering.ids) : input;
    isUsed = true;
    return relation;
  };
  return lowerCallWith(
    called,
    lowering,
    (body, inner) => inner.relation(body),
    [{ kind: 'tabular', lower: rows }],
    argument => bindInvoked(argument, lowering),
  );
};
