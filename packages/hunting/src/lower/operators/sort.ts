import type { BoundNode } from '../../bind/bound-node.ts';
import { limit, type Relation, type SortKey, sort } from '../../plan/relation.ts';
import { constantOf } from '../constants.ts';
import type { Lowering, RowScope } from '../lowering.ts';
import { noRow } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';

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

/** A number of rows is known before the query runs. */
export const countOf = (node: BoundNode, lowering: Lowering): bigint => {
  const expression = node.child('Expression');
  if (!expression) throw meaningless('A number of rows is missing.', node);
  const count = constantOf(lowering.expression(expression, noRow), 'long')?.value;
  if (typeof count !== 'bigint') throw unsupported('A number of rows that is not a literal', expression);
  return count < 0n ? 0n : count;
};

/** `take n`: any n rows, the first ones after a sort. */
export const lowerTake = (node: BoundNode, input: Relation, lowering: Lowering): Relation =>
  limit(input, countOf(node, lowering));

/** `top n by a`. */
export const lowerTop = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const by = node.child('ByExpression');
  if (!by) throw meaningless('top needs an expression to sort by.', node);
  return limit(sort(input, [sortKey(by, input, lowering)]), countOf(node, lowering));
};
