import type { Column } from './column.ts';
import { call, columnReference, type Expression } from './expression.ts';
import { type Relation, type SortKey, sort } from './relation.ts';
import { transformRelation } from './transform.ts';
import { isArbitrary } from './walk.ts';

const comparable = (column: Column): Expression =>
  column.type === 'dynamic' ? call('tostring', 'string', columnReference(column)) : columnReference(column);

/** Rows that are equal in every column are the same row to whoever asks: behind this order nothing is left to chance. */
const byEveryColumn = (columns: readonly Column[]): SortKey[] =>
  columns.map(column => ({ value: comparable(column), descending: false, nullsFirst: true }));

const fixed = (relation: Relation): Relation => {
  if (relation.kind === 'first-per-key')
    return { ...relation, order: [...relation.order, ...byEveryColumn(relation.input.columns)] };
  if (relation.kind !== 'limit') return relation;
  const { input } = relation;
  const [rows, keys] = input.kind === 'sort' ? [input.input, input.keys] : [input, []];
  return { ...relation, input: sort(rows, [...keys, ...byEveryColumn(rows.columns)]) };
};

/**
 * The same query where it is left open which rows are taken (`take`, the one left row a key of `join kind=innerunique`), with
 * the same ones each time it is evaluated. Any rows would be right; a query that reads them twice needs the same.
 */
export const withFixedRows = (relation: Relation): Relation =>
  isArbitrary(relation) ? transformRelation(relation, fixed) : relation;
