import type { BoundNode } from '../../bind/bound-node.ts';
import { columnReference } from '../../plan/expression.ts';
import {
  type AggregateCall,
  type AggregateOutput,
  countRows,
  type Output,
  type Relation,
  sort,
} from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { meaningless } from '../refusal.ts';
import { firstRows } from './sort.ts';

const valuesOf = (node: BoundNode, input: Relation, lowering: Lowering): Output => {
  const of = node.child('OfExpression');
  if (!of) throw meaningless('The operator needs an expression.', node);
  const value = lowering.expression(of, input);
  return { column: lowering.ids.column(node.columns?.[0]?.name ?? '', value.type), value };
};

const distinct = (key: Output, input: Relation, calls: readonly AggregateOutput[] = []): Relation => ({
  kind: 'aggregate',
  columns: [key.column, ...calls.map(({ column }) => column)],
  input,
  keys: [key],
  calls,
  picks: [],
});

/** `sample n`: any n rows. */
export const lowerSample = (node: BoundNode, input: Relation, lowering: Lowering): Relation =>
  firstRows(node, input, lowering);

/** `sample-distinct n of a`: any n of its values. */
export const lowerSampleDistinct = (node: BoundNode, input: Relation, lowering: Lowering): Relation =>
  firstRows(node, distinct(valuesOf(node, input, lowering), input), lowering);

/** `top-hitters n of a by b`: the values with the largest sums, or that are there most often; counted exactly. */
export const lowerTopHitters = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const by = node.child('ByClause')?.child('Expression');
  const argument = by && lowering.expression(by, input);
  const total: AggregateCall = argument
    ? { ...countRows, name: 'sum', type: argument.type, argument }
    : countRows;
  const column = lowering.ids.column(node.columns?.[1]?.name ?? '', total.type);
  const hitters = distinct(valuesOf(node, input, lowering), input, [{ column, call: total }]);
  const key = { value: columnReference(column), descending: true, nullsFirst: false };
  return firstRows(node, sort(hitters, [key]), lowering);
};
