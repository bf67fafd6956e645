import type { Expand } from '../plan/relation.ts';
import { columnsUsed } from '../plan/walk.ts';
import { memberBags, memberPairs, plainElements } from './dynamic.ts';
import type { RelationEmitter } from './relation.ts';
import { inOrder, type Select, seal } from './select.ts';
import { computedAlias, identifier, integer, list, type Sql, sql } from './sql.ts';
import { type SqlValue, unsteady } from './value.ts';

const arrayName = (id: number): Sql => identifier(`a${id}`);

/** The elements of a dynamic value as JSON texts: one, itself, where it is neither array nor bag; null is one too. */
const elements = (dynamic: Sql, members: Expand['members']): Sql =>
  sql`multiIf(JSONType(${dynamic}) = 'Array', ${plainElements(dynamic)}, JSONType(${dynamic}) = 'Object', \
${members === 'bags' ? memberBags(dynamic) : memberPairs(dynamic)}, [${dynamic}])`;

/** `input ARRAY JOIN elements`: shorter arrays are filled up with nulls, the order of rows and elements is kept. */
export const emitExpand = (
  { input, items, index, members, limit }: Expand,
  needed: ReadonlySet<number>,
  emitter: RelationEmitter,
): Select => {
  const own = new Set([...items.map(({ column }) => column.id), ...(index ? [index.id] : [])]);
  const passing = new Set([...needed].filter(id => !own.has(id)));
  const used = new Set([...passing, ...columnsUsed(items.map(({ value }) => value)).map(({ id }) => id)]);
  const source = emitter.open(input, used, ['groupBy', 'limitBy', 'limit']);
  const expressions = emitter.expressions(source);
  const arrays = items.map(
    ({ column, value }) => sql`${elements(expressions.value(value).sql, members)} AS ${arrayName(column.id)}`,
  );
  const sealed = seal(source, passing, arrays);
  const lengths = items.map(({ column }) => sql`length(${arrayName(column.id)})`);
  const longest = lengths.length === 1 ? list(lengths) : sql`greatest(${list(lengths)})`;
  const count = limit === undefined ? longest : sql`least(${longest}, ${integer(limit)})`;
  const position = identifier('position');
  const joins = items.map(
    ({ column: { id } }) => sql`arrayResize(${arrayName(id)}, ${count}, '') AS ${computedAlias(id)}`,
  );
  const place = unsteady(sql`toInt64(${position})`, 'long');
  const columns = new Map<number, SqlValue>([
    ...sealed.columns,
    ...items.map(({ column: { id } }) => [id, unsteady(computedAlias(id), 'dynamic')] as const),
    ...(index ? [[index.id, place] as const] : []),
  ]);
  return {
    ...sealed,
    from: sql`${sealed.from} ARRAY JOIN ${list([...joins, sql`range(${count}) AS ${position}`])}`,
    columns,
    orderBy: sealed.orderBy.length > 0 ? [...sealed.orderBy, ...inOrder(place)] : [],
  };
};
