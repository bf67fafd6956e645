import { isTextual } from '../kusto-type.ts';
import type { Window, WindowCall } from '../plan/relation.ts';
import { columnsUsed, expressionsOf } from '../plan/walk.ts';
import type { ExpressionEmitter } from './expression.ts';
import type { RelationEmitter } from './relation.ts';
import { inOrder, numbered, type Select, selectFrom } from './select.ts';
import { columnAlias, identifier, list, type Sql, sql } from './sql.ts';
import { nullOf, plain, type SqlValue, unsteady } from './value.ts';

const rank = identifier('rank');
/** The number of the stretch of rows since the last restart. */
const stretch = (id: number): Sql => identifier(`g${id}`);
/** Whether a row's value differs from that of the row before it in its stretch. */
const changed = (id: number): Sql => identifier(`d${id}`);

const over = (keys: readonly Sql[], frame: Sql): Sql =>
  sql`OVER (${keys.length > 0 ? sql`PARTITION BY ${list(keys)} ` : sql``}ORDER BY ${rank} ${frame})`;

const SO_FAR = sql`ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`;
const ALL = sql`ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING`;

/** Writes the calls of one window; each `layer` may use the names that the layers below it gave. */
class WindowEmitter {
  readonly #keys: readonly Sql[];
  readonly #expressions: ExpressionEmitter;

  constructor(keys: readonly Sql[], expressions: ExpressionEmitter) {
    this.#keys = keys;
    this.#expressions = expressions;
  }

  stretches({ column, call }: Window['calls'][number]): Sql[] {
    if (!call.restart) return [];
    const restart = sql`toUInt64(ifNull(${this.#expressions.value(call.restart).sql}, false))`;
    return [sql`sum(${restart}) ${over(this.#keys, SO_FAR)} AS ${stretch(column.id)}`];
  }

  changes({ column, call }: Window['calls'][number]): Sql[] {
    if (call.name !== 'row_rank_dense' && call.name !== 'row_rank_min') return [];
    const term = this.#argument(call, 0).sql;
    const keys = this.#stretchKeys(column.id, call);
    const isFirst = sql`row_number() ${over(keys, SO_FAR)} = 1`;
    const before = sql`lagInFrame(${term}) ${over(keys, ALL)}`;
    return [sql`toInt64(${isFirst} OR ${before} IS DISTINCT FROM ${term}) AS ${changed(column.id)}`];
  }

  result({ column, call }: Window['calls'][number]): Sql {
    return sql`${this.#value(column.id, call)} AS ${columnAlias(column.id)}`;
  }

  #value(id: number, call: WindowCall): Sql {
    const keys = this.#stretchKeys(id, call);
    const soFar = over(keys, SO_FAR);
    switch (call.name) {
      case 'row_number':
        return sql`toInt64(row_number() ${soFar}) + ${this.#argument(call, 0).sql} - 1`;
      case 'row_cumsum': {
        const term = this.#argument(call, 0);
        return sql`sum(ifNull(${plain(term)}, 0)) ${soFar}`;
      }
      case 'row_rank_dense':
        return sql`sum(${changed(id)}) ${soFar}`;
      case 'row_rank_min':
        // The place at which the run of equal values began is the largest of the beginnings so far.
        return sql`max(if(${changed(id)} = 1, ${identifier(`n${id}`)}, 0)) ${soFar}`;
      case 'prev':
        return this.#neighbour(sql`lagInFrame`, call);
      case 'next':
        return this.#neighbour(sql`leadInFrame`, call);
    }
  }

  /** The places of rows within their stretch, for ranks that count them. */
  places({ column, call }: Window['calls'][number]): Sql[] {
    if (call.name !== 'row_rank_min') return [];
    const keys = this.#stretchKeys(column.id, call);
    return [sql`toInt64(row_number() ${over(keys, SO_FAR)}) AS ${identifier(`n${column.id}`)}`];
  }

  #neighbour(name: Sql, call: WindowCall): Sql {
    const value = this.#argument(call, 0);
    const offset = call.arguments[1] ? this.#argument(call, 1).sql : sql`1`;
    const otherwise = call.arguments[2] ? plain(this.#argument(call, 2)) : nullOf(call.type);
    const isText = isTextual(call.type) || call.type === 'dynamic';
    const term = isText ? value.sql : sql`toNullable(${plain(value)})`;
    return sql`${name}(${term}, ${offset}, ${otherwise}) ${over(this.#keys, ALL)}`;
  }

  #stretchKeys(id: number, call: WindowCall): Sql[] {
    return call.restart ? [...this.#keys, stretch(id)] : [...this.#keys];
  }

  #argument(call: WindowCall, place: number): SqlValue {
    const argument = call.arguments[place];
    if (!argument) throw new Error(`${call.name} has no argument ${place}`);
    return this.#expressions.value(argument);
  }
}

const layered = (from: Sql, added: readonly Sql[]): Sql =>
  added.length > 0 ? sql`(SELECT *, ${list(added)} FROM ${from})` : from;

/** The input numbered in its order, and the window's values beside its rows. */
export const emitWindow = (window: Window, needed: ReadonlySet<number>, emitter: RelationEmitter): Select => {
  const wanted = window.calls.filter(({ column }) => needed.has(column.id));
  const own = new Set(window.calls.map(({ column }) => column.id));
  const used = columnsUsed(expressionsOf({ ...window, calls: wanted })).map(({ id }) => id);
  const passing = new Set([...[...needed].filter(id => !own.has(id)), ...used]);
  const source = emitter.open(window.input, passing, ['groupBy', 'limitBy', 'limit']);
  const { select: sealed } = numbered(source, passing);
  const expressions = emitter.expressions(sealed);
  const keys = window.keys.map(key => expressions.value(key).sql);
  const writer = new WindowEmitter(keys, expressions);
  const layers = [
    wanted.flatMap(item => writer.stretches(item)),
    wanted.flatMap(item => [...writer.changes(item), ...writer.places(item)]),
    wanted.map(item => writer.result(item)),
  ];
  const from = layers.reduce(layered, sealed.from);
  const results = wanted.map(({ column: { id, type } }): [number, SqlValue] => {
    const value = unsteady(columnAlias(id), type);
    return [id, { ...value, nullable: !isTextual(type) && type !== 'dynamic' }];
  });
  const select = selectFrom(from, new Map([...sealed.columns, ...results]));
  return { ...select, orderBy: inOrder(unsteady(rank, 'long')) };
};
