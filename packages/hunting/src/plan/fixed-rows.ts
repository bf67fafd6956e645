import type { Column } from './column.ts';
import { call, columnReference, type Expression } from './expression.ts';
import {
  type Aggregate,
  type AggregateOutput,
  type Relation,
  type RowPick,
  type SortKey,
  sort,
} from './relation.ts';
import { transformRelation } from './transform.ts';
import { isArbitrary } from './walk.ts';

const comparable = (column: Column): Expression =>
  column.type === 'dynamic' ? call('tostring', 'string', columnReference(column)) : columnReference(column);

/** Rows that are equal in every column are the same row to whoever asks: behind this order nothing is left to chance. */
const byEveryColumn = (columns: readonly Column[]): SortKey[] =>
  columns.map(column => ({ value: comparable(column), descending: false, nullsFirst: true }));

/** The last row by the texts of what is taken of it: one that has something, if there is one. */
const fixedPick = (pick: RowPick): RowPick => {
  if (pick.extreme !== 'any') return pick;
  const texts = pick.outputs.map(({ value }) => call('tostring', 'string', value));
  return { ...pick, extreme: 'max', by: call('strcat', 'string', ...texts) };
};

const fixedCall = (output: AggregateOutput): AggregateOutput =>
  output.call.name === 'take_any' && output.call.type !== 'dynamic'
    ? { ...output, call: { ...output.call, name: 'max' } }
    : output;

const fixedAggregate = (relation: Aggregate): Aggregate => ({
  ...relation,
  calls: relation.calls.map(fixedCall),
  picks: relation.picks.map(fixedPick),
});

const fixed = (relation: Relation): Relation => {
  if (relation.kind === 'aggregate') return fixedAggregate(relation);
  if (relation.kind === 'first-per-key')
    return { ...relation, order: [...relation.order, ...byEveryColumn(relation.input.columns)] };
  if (relation.kind !== 'limit') return relation;
  const { input } = relation;
  const [rows, keys] = input.kind === 'sort' ? [input.input, input.keys] : [input, []];
  return { ...relation, input: sort(rows, [...keys, ...byEveryColumn(rows.columns)]) };
};

/**
 * The same query where it is left open which rows are taken (`take`, `take_any`, the one left row a key of `join kind=innerunique`), with
 * the same ones each time it is evaluated. Any rows would be right; a query that reads them twice needs the same.
 */
export const withFixedRows = (relation: Relation): Relation =>
  isArbitrary(relation) ? transformRelation(relation, fixed) : relation;
