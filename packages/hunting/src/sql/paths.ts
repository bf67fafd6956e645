import type { Collected, Paths } from '../plan/relation.ts';
import { arrayJson, toElement } from './dynamic.ts';
import type { RelationEmitter } from './relation.ts';
import { columnOf, render, type Select, selectFrom } from './select.ts';
import { columnAlias, identifier, integer, joined, list, type Sql, sql } from './sql.ts';
import { unsteady } from './value.ts';

const [from, to, edge] = [identifier('f'), identifier('t'), identifier('i')];
const [start, seen, length] = [identifier('s'), identifier('seen'), identifier('n')];
const [path, next] = [identifier('p'), identifier('e')];

/** How paths get longer: at their end or, where their end is what is known of them, at their start. */
const GROWTH = {
  forwards: {
    follows: sql`${path}.${to} = ${next}.${from}`,
    ends: sql`${path}.${start}, ${next}.${to}`,
    node: to,
    push: sql`arrayPushBack`,
  },
  backwards: {
    follows: sql`${path}.${start} = ${next}.${to}`,
    ends: sql`${next}.${from}, ${path}.${to}`,
    node: from,
    push: sql`arrayPushFront`,
  },
} as const;

type Growth = (typeof GROWTH)[keyof typeof GROWTH];

/** What a path of one edge has passed, whether it may begin so, and what one more edge adds. */
const passing = (once: Paths['once'], { node }: Growth): { first: Sql; mayBegin: Sql; added?: Sql } => {
  switch (once) {
    case 'edges':
      return { first: sql`[${edge}]`, mayBegin: sql`1`, added: edge };
    case 'nodes':
      return { first: sql`[${from}, ${to}]`, mayBegin: sql`${from} != ${to}`, added: node };
    case 'nothing':
      return { first: sql`['']`, mayBegin: sql`1` };
  }
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

/** The nodes at which paths have to begin or to end. */
const boundTest = ({ bound }: Paths, emitter: RelationEmitter): Sql => {
  if (!bound) return sql`1`;
  const select = emitter.select(bound.nodes, new Set([bound.node.id]));
  const nodes = render(select, [
    sql`${columnOf(select, bound.node.id).sql} AS ${columnAlias(bound.node.id)}`,
  ]);
  return sql`${bound.at === 'start' ? from : to} IN (${nodes})`;
};

/** The paths of one edge, then those that one more edge makes longer, round by round. */
const recursion = (
  name: Sql,
  edges: Sql,
  relation: Paths,
  { bound, places }: { readonly bound: Sql; readonly places: readonly number[] },
): Sql => {
  const growth = relation.bound?.at === 'end' ? GROWTH.backwards : GROWTH.forwards;
  const { first, mayBegin, added } = passing(relation.once, growth);
  const begin = list([
    sql`${from} AS ${start}, ${to}, ${first} AS ${seen}, toUInt32(1) AS ${length}`,
    ...places.map(place => sql`[${element(place)}] AS ${elements(place)}`),
  ]);
  const before = sql`${path}.${seen}`;
  const passed = added ? sql`arrayPushBack(${before}, ${next}.${added})` : before;
  const isNew = added ? sql`NOT has(${before}, ${next}.${added})` : sql`1`;
  const longer = list([
    sql`${growth.ends}, ${passed}, toUInt32(${path}.${length} + 1)`,
    ...places.map(place => sql`${growth.push}(${path}.${elements(place)}, ${next}.${element(place)})`),
  ]);
  return sql`${name} AS (SELECT ${begin} FROM ${edges} WHERE ${mayBegin} AND ${bound} UNION ALL \
SELECT ${longer} FROM ${name} AS ${path} INNER JOIN ${edges} AS ${next} ON ${growth.follows} \
WHERE ${path}.${length} < ${integer(relation.longest)} AND ${isNew})`;
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
  const walked = recursion(name, edges, relation, {
    bound: boundTest(relation, emitter),
    places: [...collected.keys()],
  });
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
