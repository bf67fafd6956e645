import type { BoundNode } from '../../bind/bound-node.ts';
import { columnReference, comparison, type Expression } from '../../plan/expression.ts';
import { filter, limit, type Relation, type SortKey, sort } from '../../plan/relation.ts';
import { constantOf } from '../constants.ts';
import { convert } from '../conversion.ts';
import type { Lowering, RowScope } from '../lowering.ts';
import { noRow } from '../lowering.ts';
import { meaningless } from '../refusal.ts';
import { numbered } from '../windows.ts';
import { onlyColumns } from './project.ts';

/** `expression [asc|desc] [nulls first|last]`: descending unless said, nulls first exactly when ascending. */
export const directionOf = (node: BoundNode): Omit<SortKey, 'value'> => {
  const isOrdered = node.kind === 'OrderedExpression';
  const words = isOrdered
    ? (node.child('Ordering')?.children.map(({ text }) => text.toLowerCase()) ?? [])
    : [];
  const descending = !words.some(word => word.startsWith('asc'));
  const nulls = words.find(word => word.startsWith('nulls'));
  return { descending, nullsFirst: nulls ? nulls.endsWith('first') : !descending };
};

/** What is sorted by, without its direction. */
export const sortedExpression = (node: BoundNode): BoundNode =>
  (node.kind === 'OrderedExpression' && node.child('Expression')) || node;

const sortKey = (node: BoundNode, row: RowScope, lowering: Lowering): SortKey => ({
  value: lowering.expression(sortedExpression(node), row),
  ...directionOf(node),
});

/** `sort by a asc, b`. */
export const lowerSort = (node: BoundNode, input: Relation, lowering: Lowering): Relation =>
  sort(
    input,
    node.list('Expressions').map(item => sortKey(item, input, lowering)),
  );

/** The first rows of `input`, so many as a value says that is known only when the query runs. */
const upTo = (input: Relation, count: Expression, { ids }: Lowering): Relation => {
  const { rows, number } = numbered(input, ids);
  return onlyColumns(filter(rows, comparison('<=', columnReference(number), count)), input.columns);
};

/** The first rows of `input`, as many as the operator asks for. */
export const firstRows = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const expression = node.child('Expression');
  if (!expression) throw meaningless('A number of rows is missing.', node);
  const value = lowering.expression(expression, noRow);
  const count = constantOf(value, 'long')?.value;
  if (typeof count === 'bigint') return limit(input, count < 0n ? 0n : count);
  return upTo(input, convert(value, 'long', expression), lowering);
};

/** `take n`: any n rows, the first ones after a sort. */
export const lowerTake = (node: BoundNode, input: Relation, lowering: Lowering): Relation =>
  firstRows(node, input, lowering);

/** `top n by a`. */
export const lowerTop = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const by = node.child('ByExpression');
  if (!by) throw meaningless('top needs an expression to sort by.', node);
  return firstRows(node, sort(input, [sortKey(by, input, lowering)]), lowering);
};
