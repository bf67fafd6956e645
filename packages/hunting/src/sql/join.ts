import { isTextual } from '../kusto-type.ts';
import type { Join, JoinKey, JoinKind, Relation } from '../plan/relation.ts';
import { columnsUsed } from '../plan/walk.ts';
import type { RelationEmitter } from './relation.ts';
import { columnOf, render, type Select, selectFrom } from './select.ts';
import { columnAlias, joined, type Sql, sql } from './sql.ts';
import { plain, renamed, type SqlValue } from './value.ts';

const WORDS: Readonly<Record<JoinKind, Sql>> = {
  inner: sql`INNER JOIN`,
  leftouter: sql`LEFT JOIN`,
  rightouter: sql`RIGHT JOIN`,
  fullouter: sql`FULL JOIN`,
  leftsemi: sql`LEFT SEMI JOIN`,
  leftanti: sql`LEFT ANTI JOIN`,
  rightsemi: sql`RIGHT SEMI JOIN`,
  rightanti: sql`RIGHT ANTI JOIN`,
};

interface Side {
  readonly text: Sql;
  readonly columns: ReadonlyMap<number, SqlValue>;
}

const isTextLike = ({ type }: SqlValue): boolean => isTextual(type) || type === 'dynamic';

/**
 * One side as a subquery. Where the join may leave it without a match, every value but text becomes Nullable: the
 * engine then fills in NULL, and the empty text for the types that have no null.
 */
const sideOf = (
  relation: Relation,
  ids: ReadonlySet<number>,
  mayMiss: boolean,
  emitter: RelationEmitter,
): Side => {
  const select: Select = emitter.select(relation, ids);
  const outputs: Sql[] = [];
  const columns = new Map<number, SqlValue>();
  for (const id of ids) {
    const value = columnOf(select, id);
    const widens = mayMiss && !value.nullable && !isTextLike(value);
    outputs.push(sql`${widens ? sql`toNullable(${value.sql})` : value.sql} AS ${columnAlias(id)}`);
    columns.set(id, { ...renamed(value, columnAlias(id)), nullable: value.nullable || widens });
  }
  const isOrdered = select.limit !== undefined || select.limitBy !== undefined;
  return { text: render(isOrdered ? select : { ...select, orderBy: [] }, outputs), columns };
};

const keyTest = ({ left, right }: JoinKey, sides: { left: Side; right: Side }): Sql => {
  const pick = (side: Side, key: JoinKey['left']): SqlValue | undefined =>
    key.kind === 'column' ? side.columns.get(key.column.id) : undefined;
  const [one, other] = [pick(sides.left, left), pick(sides.right, right)];
  if (!one || !other) throw new Error('a join key is a column of its side');
  const [a, b] = one.stored === other.stored ? [one.sql, other.sql] : [plain(one), plain(other)];
  // Null matches null (reference: kql, section 6, 4); plain equality where no null can be.
  return one.nullable || other.nullable ? sql`${a} <=> ${b}` : sql`${a} = ${b}`;
};

const idsOf = (
  relation: Relation,
  needed: ReadonlySet<number>,
  keys: readonly JoinKey['left'][],
  condition: Join['condition'],
): Set<number> => {
  const keyIds = columnsUsed(keys).map(({ id }) => id);
  const wanted = new Set([...needed, ...columnsUsed(condition ? [condition] : []).map(({ id }) => id)]);
  const own = relation.columns.map(({ id }) => id).filter(id => wanted.has(id));
  return new Set([...own, ...keyIds]);
};

/** `left JOIN right ON keys`. */
export const emitJoin = (
  { join, left, right, keys, condition }: Join,
  needed: ReadonlySet<number>,
  emitter: RelationEmitter,
): Select => {
  const leftIds = idsOf(
    left,
    needed,
    keys.map(key => key.left),
    condition,
  );
  const rightIds = idsOf(
    right,
    needed,
    keys.map(key => key.right),
    condition,
  );
  const sides = {
    left: sideOf(left, leftIds, join === 'rightouter' || join === 'fullouter', emitter),
    right: sideOf(right, rightIds, join === 'leftouter' || join === 'fullouter', emitter),
  };
  const columns = new Map([...sides.left.columns, ...sides.right.columns]);
  const pairs = emitter.expressions(selectFrom(sql``, columns));
  const tests = condition ? [sql`ifNull(${pairs.predicate(condition)}, false)`] : [];
  const on = joined([...keys.map(key => keyTest(key, sides)), ...tests], sql` AND `);
  const from = sql`(${sides.left.text}) AS l ${WORDS[join]} (${sides.right.text}) AS r ON ${on}`;
  return selectFrom(from, columns);
};
