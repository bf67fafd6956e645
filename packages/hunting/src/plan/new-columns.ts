import type { Column, ColumnIds } from './column.ts';
import type { Relation } from './relation.ts';

const isColumn = (value: object): value is Column =>
  'id' in value && typeof value.id === 'number' && 'name' in value && 'type' in value;

/** A copy of `relation` in which every column is a new one: the same rows twice in one plan need different columns. */
export const withNewColumns = (relation: Relation, ids: ColumnIds): Relation => {
  const renamed = new Map<number, Column>();
  const renew = (column: Column): Column => {
    const known = renamed.get(column.id) ?? ids.column(column.name, column.type);
    renamed.set(column.id, known);
    return known;
  };
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    if (isColumn(value)) return renew(value);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)]));
  };
  return copy(relation) as Relation;
};
