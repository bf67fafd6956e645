import type { Collected, Paths } from '../plan/relation.ts';
import { arrayJson, toElement } from './dynamic.ts';
import type { RelationEmitter } from './relation.ts';
import { columnOf, render, type Select, selectFrom } from './select.ts';
import { columnAlias, identifier, integer, joined, list, type Sql, sql } from './sql.ts';
import { unsteady } from './value.ts';

const [from, to, edge] = [identifier('f'), identifier('t'), identifier('i')];
const [start, seen, length] = [identifier('s'), identifier('seen'), identifier('n')];
const [path, next] = [identifier('p'), identifier('e')];

/** What a path of one edge has passed, what one more edge adds, and whether that edge may follow. */
const PASSED: Readonly<
  Record<
    Paths['once'],
    { readonly first: Sql; readonly added: Sql; readonly test: Sql; readonly mayBegin: Sql }
  >
> = {
  edges: {
    first: sql`[${edge}]`,
    added: edge,
    test: sql`NOT has(${path}.${seen}, ${next}.${edge})`,
    mayBegin: sql`1`,
  },
  nodes: {
    first: sql`[${from}, ${to}]`,
    added: to,
    test: sql`NOT has(${path}.${seen}, ${next}.${to})`,
    mayBegin: sql`${from} != ${to}`,
  },
  nothing: { first: sql`['']`, added: sql``, test: sql`1`, mayBegin: sql`1` },
};

const element = (place: number): Sql => identifier(`v${place}`);
const elements = (place: number): Sql => identifier(`a${place}`);

/** The edges, with every column that a path needs as a plain text. */
const edgesSql = (
  { input, ...relation }: Paths,
  collected: readonly Collected[],
  emitter: RelationEmitter,
): Sql => {
  const ends = [relation.from, relation.to, ...(relation.once === 'edges' ? [relation.edge] : [])];
  const used = new Set([...ends, ...collected.map(item => item.element)].map(({ id }) => id));
  const select = emitter.select(input, used);
  const texts = [from, to, edge].slice(0, ends.length);
  const outputs = ends.map(
    (column, place) => sql`toString(${columnOf(select, column.id).sql}) AS ${texts[place] ?? edge}`,
  );
  const values = collected.map(
    (item, place) => sql`toString(${toElement(columnOf(select, item.element.id))}) AS ${element(place)}`,
  );
  return sql`(${render(select, [...outputs, ...values])})`;
};

/** The paths of one edge, then those that one more edge makes longer, round by round. */
const recursion = (name: Sql, edges: Sql, { once, longest }: Paths, places: readonly number[]): Sql => {
  const { first, added, test, mayBegin } = PASSED[once];
  const beginnings = places.map(place => sql`[${element(place)}] AS ${elements(place)}`);
  const begin = list([
    sql`${from} AS ${start}, ${to}, ${first} AS ${seen}, toUInt32(1) AS ${length}`,
    ...beginnings,
  ]);
  const passed =
    once === 'nothing' ? sql`${path}.${seen}` : sql`arrayPushBack(${path}.${seen}, ${next}.${added})`;
  const longer = list([
    sql`${path}.${start}, ${next}.${to}, ${passed}, toUInt32(${path}.${length} + 1)`,
    ...places.map(place => sql`arrayPushBack(${path}.${elements(place)}, ${next}.${element(place)})`),
  ]);
  return sql`${name} AS (SELECT ${begin} FROM ${edges} WHERE ${mayBegin} UNION ALL \
SELECT ${longer} FROM ${name} AS ${path} INNER JOIN ${edges} AS ${next} ON ${path}.${to} = ${next}.${from} \
WHERE ${path}.${length} < ${integer(longest)} AND ${test})`;
};

/** A graph's paths, by a recursive common table expression of their own. */
export const emitPaths = (relation: Paths, needed: ReadonlySet<number>, emitter: RelationEmitter): Select => {
  const collected = relation.collected.filter(({ column }) => needed.has(column.id));
  const name = identifier(`w${relation.start.id}`);
  const edges = edgesSql(relation, collected, emitter);
  const arrays = collected.map(({ column, isInner }, place) => {
    const all = elements(place);
    return sql`${arrayJson(isInner ? sql`arrayPopBack(${all})` : all)} AS ${columnAlias(column.id)}`;
  });
  const outputs = [
    sql`${start} AS ${columnAlias(relation.start.id)}`,
    sql`${to} AS ${columnAlias(relation.end.id)}`,
    ...arrays,
  ];
  const walked = recursion(name, edges, relation, [...collected.keys()]);
  const body = joined(
    [
      sql`WITH RECURSIVE ${walked}`,
      sql`SELECT ${list(outputs)} FROM ${name} WHERE ${length} BETWEEN ${integer(relation.shortest)} AND ${integer(relation.longest)}`,
    ],
    sql` `,
  );
  const columns = [relation.start, relation.end, ...collected.map(({ column }) => column)];
  return selectFrom(
    sql`(${body})`,
    new Map(columns.map(column => [column.id, unsteady(columnAlias(column.id), column.type)])),
  );
};
