import type { Column, ColumnIds } from '../plan/column.ts';
import { call, columnReference, constant } from '../plan/expression.ts';
import { withNewColumns } from '../plan/new-columns.ts';
import { type Aggregate, filter, type Output, project, type Relation } from '../plan/relation.ts';

/** Whether rows of `source` may be missing in what was made of it, so that nothing may be left of a group. */
export const mayLoseRows = (relation: Relation, source: Relation): boolean => {
  if (relation === source) return false;
  const isSameRows = relation.kind === 'project' || relation.kind === 'sort' || relation.kind === 'window';
  return isSameRows ? mayLoseRows(relation.input, source) : true;
};

/** Rows, and the column in which they have the key of groups. */
export interface Keyed {
  readonly rows: Relation;
  readonly key: Column;
}

/** The values of the key, each once. */
export const distinctKeys = ({ rows, key }: Keyed, ids: ColumnIds): Keyed => {
  const copy = withNewColumns(project(rows, [{ column: key, value: columnReference(key) }]), ids);
  const [own] = copy.columns;
  if (!own) throw new Error('groups have a key');
  const column = ids.column(key.name, key.type);
  const keys = [{ column, value: columnReference(own) }];
  return {
    rows: { kind: 'aggregate', columns: [column], input: copy, keys, calls: [], picks: [] },
    key: column,
  };
};

const withConstant = (rows: Relation, column: Column): Relation =>
  project(rows, [
    ...rows.columns.map((own): Output => ({ column: own, value: columnReference(own) })),
    { column, value: constant('long', 1n) },
  ]);

/** Each row of one relation beside each of the other. */
export const crossed = (one: Relation, other: Relation, ids: ColumnIds): Relation => {
  const [first, second] = [ids.column('', 'long'), ids.column('', 'long')];
  const [left, right] = [withConstant(one, first), withConstant(other, second)];
  const keys = [{ left: columnReference(first), right: columnReference(second) }];
  return { kind: 'join', columns: [...one.columns, ...other.columns], join: 'inner', left, right, keys };
};

/**
 * An aggregate of each group, also of those of which no row is left: these have what the aggregate is over nothing.
 * `whole` is the aggregate without groups, `grouped` the same with the key, which is its last column.
 */
export const withEmptyGroups = (
  whole: Aggregate,
  grouped: Relation,
  every: Keyed,
  key: Column,
  ids: ColumnIds,
): Relation => {
  const keys = distinctKeys(every, ids);
  const found = withNewColumns(grouped, ids);
  const nothing = withNewColumns({ ...whole, input: filter(whole.input, constant('bool', false)) }, ids);
  const there = ids.column('', 'long');
  const everywhere = crossed(keys.rows, nothing, ids);
  const marked = withConstant(found, there);
  const foundKey = found.columns.at(-1);
  if (!foundKey) throw new Error('a grouped aggregate has its key');
  const joined: Relation = {
    kind: 'join',
    columns: [...everywhere.columns, ...marked.columns],
    join: 'leftouter',
    left: everywhere,
    right: marked,
    keys: [{ left: columnReference(keys.key), right: columnReference(foundKey) }],
  };
  const outputs = whole.columns.map((column, place): Output => {
    const [value, otherwise] = [found.columns[place], nothing.columns[place]];
    if (!value || !otherwise) throw new Error('copies have the same columns');
    const isMissing = call('isnull', 'bool', columnReference(there));
    return {
      column,
      value: call('iff', column.type, isMissing, columnReference(otherwise), columnReference(value)),
    };
  });
  return project(joined, [...outputs, { column: key, value: columnReference(keys.key) }]);
};
