import type { BoundNode } from '../bind/bound-node.ts';
import { columnReference, type Expression } from '../plan/expression.ts';
import type { Output, Relation, RowPick } from '../plan/relation.ts';
import { type Lowering, visible } from './lowering.ts';
import { meaningless } from './refusal.ts';

const EXTREMES: Readonly<Record<string, RowPick['extreme']>> = {
  arg_max: 'max',
  argmax: 'max',
  arg_min: 'min',
  argmin: 'min',
  take_any: 'any',
  any: 'any',
};

const isColumn = (value: Expression | undefined, id: number): boolean =>
  value?.kind === 'column' && value.column.id === id;

/** What `*` returns: every column of the input that is neither a key nor the maximised expression itself. */
const starOutputs = (input: Relation, keys: readonly Output[], by: Expression | undefined): Expression[] =>
  visible(input.columns)
    .filter(({ id }) => !isColumn(by, id) && !keys.some(({ value }) => isColumn(value, id)))
    .map(columnReference);

/** What a list item calls: the expression behind its names. */
export const called = (item: BoundNode): BoundNode => {
  const named = item.kind === 'SimpleNamedExpression' || item.kind === 'CompoundNamedExpression';
  return (named && item.child('Expression')) || item;
};

/**
 * Lowers `arg_max(by, …)`, `arg_min` and `take_any` of several columns: aggregates that return values of one row.
 * `undefined` for every other expression.
 */
export const lowerRowPick = (
  item: BoundNode,
  input: Relation,
  keys: readonly Output[],
  lowering: Lowering,
): RowPick | undefined => {
  const node = called(item);
  const name = node.kind === 'FunctionCallExpression' ? (node.child('Name')?.simpleName ?? '') : '';
  const extreme = EXTREMES[name];
  const given = node.child('ArgumentList')?.list('Expressions') ?? [];
  if (!extreme) return undefined;
  const [first, ...others] = given;
  if (!first) throw meaningless(`${name} needs an argument.`, node);
  const by = extreme === 'any' ? undefined : lowering.expression(first, input);
  const returned = (by ? others : given).flatMap(argument =>
    argument.kind === 'StarExpression'
      ? starOutputs(input, keys, by)
      : [lowering.expression(argument, input)],
  );
  const values = by ? [by, ...returned] : returned;
  const outputs = values.map(value => ({ column: lowering.ids.column(name, value.type), value }));
  return { kind: 'row-pick', extreme, by, outputs };
};
