import { huntingTables } from '@vakt/contract/hunting/tables';
import { isTextual, type KustoType } from '../kusto-type.ts';
import type { BesideValues } from '../plan/beside.ts';
import type { ConstantValue, Expression } from '../plan/expression.ts';
import type { ExternalSource } from '../plan/external-source.ts';
import type {
  Aggregate,
  FirstPerKey,
  Limit,
  Output,
  Project,
  Relation,
  Rows,
  Scan,
  Sort,
  SortKey,
  Union,
} from '../plan/relation.ts';
import { columnsUsed, expressionsOf, isRandom } from '../plan/walk.ts';
import { emitAggregate } from './aggregate.ts';
import { deviceScope } from './device-scope.ts';
import type { Needs } from './emitter.ts';
import { emitExpand } from './expand.ts';
import { ExpressionEmitter } from './expression.ts';
import { emitJoin } from './join.ts';
import type { EmitSubquery } from './membership.ts';
import { addOutputs } from './outputs.ts';
import type { Parameters } from './parameters.ts';
import { emitPaths } from './paths.ts';
import { emitRange } from './range.ts';
import {
  columnOf,
  inForm,
  inOrder,
  light,
  numbered,
  type Ordering,
  render,
  type Select,
  seal,
  selectFrom,
} from './select.ts';
import { emitSequence } from './sequence.ts';
import { columnAlias, computedAlias, identifier, integer, joined, list, type Sql, sql } from './sql.ts';
import { nullOf, renamed, type SqlValue, sqlType, toStored, unsteady } from './value.ts';

import { emitWindow } from './window.ts';

/** Which stored events the scans of a query see; `table` omitted means every scan. */
export interface EventRestriction {
  readonly table?: string;
  readonly afterSequence?: bigint;
  readonly toSequence?: bigint;
  readonly importName?: string;
}

/** The times, in ticks of 100 ns, between which rows of tables with a `Timestamp` are seen, both included. */
export interface Period {
  readonly fromTicks?: bigint;
  readonly toTicks?: bigint;
}

/** What the statement of one query is written with. */
export interface StatementContext {
  readonly parameters: Parameters;
  readonly nowTicks: bigint;
  readonly needs: Needs;
  readonly events: EventRestriction | undefined;
  readonly period?: Period | undefined;
  /** The devices whose rows the scans see; those of all when not given. */
  readonly devices: readonly string[] | undefined;
  /** What functions that are evaluated beside the lake give. */
  readonly beside: BesideValues;
  /** The rows of the documents outside the lake; none where a statement is only shown. */
  readonly externalRows: ExternalRows | undefined;
}

/** What was read from outside for one run. */
export type ExternalRows = ReadonlyMap<ExternalSource, readonly (readonly ConstantValue[])[]>;

type Ids = ReadonlySet<number>;

const union = (...sets: readonly Iterable<number>[]): Ids => new Set(sets.flatMap(set => [...set]));

const idsUsed = (expressions: readonly Expression[]): number[] =>
  columnsUsed(expressions).map(({ id }) => id);

/** More rows than there ever are. */
const ALL_ROWS = 9_223_372_036_854_775_807n;

/**
 * The rows as a subquery whose arrays are expanded: a limit keeps the engine from computing once, before it expands them,
 * what differs from row to row by itself.
 */
const expanded = (rows: Select, used: Ids): Select => seal({ ...rows, limit: rows.limit ?? ALL_ROWS }, used);

/**
 * Whether outputs are computed from aggregated rows: not in the same statement, where the engine mistakes parts of them for
 * the expressions that it groups by.
 */
const computesOnGroups = ({ groupBy }: Select, outputs: readonly Output[]): boolean =>
  groupBy !== undefined && outputs.some(({ value }) => value.kind !== 'column' && value.kind !== 'constant');

const isTextLike = (type: KustoType): boolean => isTextual(type) || type === 'dynamic';

/** Writes relations as SELECT statements, each with only the columns that are needed further up. */
export class RelationEmitter {
  readonly #context: StatementContext;

  constructor(context: StatementContext) {
    this.#context = context;
  }

  /** The statement for `relation`; its `columns` include at least `needed`. */
  select(relation: Relation, needed: Ids): Select {
    switch (relation.kind) {
      case 'scan':
        return this.#scan(relation);
      case 'rows':
        return this.#rows(relation);
      case 'filter': {
        const used = union(needed, idsUsed([relation.predicate]));
        const input = this.open(relation.input, used, ['groupBy', 'limitBy', 'limit']);
        return { ...input, where: [...input.where, this.expressions(input).predicate(relation.predicate)] };
      }
      case 'project':
        return this.#project(relation, needed);
      case 'range':
        return emitRange(relation, this);
      case 'window':
        return emitWindow(relation, needed, this);
      case 'sequence':
        return emitSequence(relation, needed, this);
      case 'expand':
        return emitExpand(relation, needed, this);
      case 'aggregate':
        return this.#aggregate(relation);
      case 'first-per-key':
        return this.#firstPerKey(relation, needed);
      case 'join':
        return emitJoin(relation, needed, this);
      case 'paths':
        return emitPaths(relation, needed, this);
      case 'union':
        return this.#union(relation, needed);
      case 'sort':
        return this.#sort(relation, needed);
      case 'limit':
        return this.#limit(relation, needed);
    }
  }

  /** Writes expressions over the columns of `select`. */
  expressions(select: Select): ExpressionEmitter {
    const { parameters, nowTicks, needs, beside } = this.#context;
    const columns = select.columns;
    return new ExpressionEmitter({ parameters, nowTicks, needs, beside, columns, subquery: this.#subquery });
  }

  readonly #subquery: EmitSubquery = ({ relation, column }) => {
    const select = this.select(relation, new Set([column.id]));
    const value = columnOf(select, column.id);
    const alias = columnAlias(column.id);
    return {
      sql: render(select, [sql`${value.sql} AS ${alias}`]),
      value: renamed(value, alias),
    };
  };

  /** The input's statement, sealed when it already has one of `clauses`. */
  open(relation: Relation, needed: Ids, clauses: readonly ('groupBy' | 'limitBy' | 'limit')[]): Select {
    const select = this.select(relation, needed);
    return clauses.some(clause => select[clause] !== undefined)
      ? seal(select, needed)
      : light(select, needed);
  }

  #aggregate(relation: Aggregate): Select {
    const used = union(idsUsed(expressionsOf(relation)));
    const input = this.open(relation.input, used, ['groupBy', 'limitBy', 'limit']);
    // Lists keep the order of sorted rows (reference: kql, section 6, 40); no other aggregate asks for it.
    const isRanked = input.orderBy.length > 0 && relation.calls.some(({ call }) => call.name === 'make_list');
    if (!isRanked) return emitAggregate(relation, input, this.expressions(input), undefined);
    const { select, rank } = numbered(input, used);
    return emitAggregate(relation, select, this.expressions(select), rank);
  }

  #scan({ table, columns, stored }: Scan): Select {
    const types = new Map(huntingTables.get(table)?.columns.map(({ name, type }) => [name, type]));
    const values = columns.map(({ id, type }, index): [number, SqlValue] => {
      const name = stored[index] ?? '';
      const isAlwaysThere = name === 'Timestamp' || !types.has(name);
      const nullable = !isTextLike(type) && !isAlwaysThere;
      return [id, { sql: identifier(name), type, nullable, stored: type === 'datetime', steady: false }];
    });
    const select = selectFrom(sql`${identifier('lake')}.${identifier(table)}`, new Map(values));
    return {
      ...select,
      where: [...this.#restriction(table), ...this.#withinPeriod(table), ...this.#deviceScope(table)],
    };
  }

  #restriction(table: string): Sql[] {
    const { events, parameters } = this.#context;
    if (!events || (events.table !== undefined && events.table !== table)) return [];
    const sequence = identifier('_Sequence');
    return [
      events.afterSequence === undefined ? [] : [sql`${sequence} > ${parameters.long(events.afterSequence)}`],
      events.toSequence === undefined ? [] : [sql`${sequence} <= ${parameters.long(events.toSequence)}`],
      events.importName === undefined
        ? []
        : [sql`${identifier('_Import')} = ${parameters.string(events.importName)}`],
    ].flat();
  }

  /** In the lake's own type, so that the table's key prunes. */
  #withinPeriod(table: string): Sql[] {
    const { period: { fromTicks, toTicks } = {}, parameters } = this.#context;
    const hasTime = huntingTables.get(table)?.columns.some(({ name }) => name === 'Timestamp') ?? false;
    if (!hasTime) return [];
    const timestamp = identifier('Timestamp');
    const storedTime = (ticks: bigint): Sql => toStored(unsteady(parameters.long(ticks), 'datetime'));
    return [
      fromTicks === undefined ? [] : [sql`${timestamp} >= ${storedTime(fromTicks)}`],
      toTicks === undefined ? [] : [sql`${timestamp} <= ${storedTime(toTicks)}`],
    ].flat();
  }

  /** Literal rows, in the order in which they are written: one array of texts a column, read as its type by the engine. */
  #rows({ columns, rows: written, source }: Rows): Select {
    const rows = source ? (this.#context.externalRows?.get(source) ?? []) : written;
    if (columns.length === 0) return selectFrom(sql`(SELECT 1)`, new Map());
    const arrays = columns.map(({ id, type }, index) => {
      const cells = rows.map(row => row[index] ?? null);
      const texts = this.#context.parameters.strings(
        cells.map(cell => (cell === null ? '' : cellText(cell))),
      );
      return sql`${readTexts(texts, type)} AS ${computedAlias(id)}`;
    });
    const values = columns.map(({ id, type }): [number, SqlValue] => [
      id,
      { sql: computedAlias(id), type, nullable: !isTextLike(type), stored: false, steady: false },
    ]);
    const place = identifier('place');
    const from = sql`(SELECT 1) ARRAY JOIN ${list([...arrays, sql`range(${integer(rows.length)}) AS ${place}`])}`;
    return { ...selectFrom(from, new Map(values)), orderBy: inOrder(unsteady(place, 'long')) };
  }

  #deviceScope(table: string): Sql[] {
    const { devices, parameters } = this.#context;
    return devices ? deviceScope(table, devices, parameters) : [];
  }

  #project({ input, outputs }: Project, needed: Ids): Select {
    const wanted = outputs.filter(({ column }) => needed.has(column.id));
    const used = union(idsUsed(wanted.map(({ value }) => value)));
    const rows = this.select(input, used);
    const select = wanted.some(({ value }) => isRandom(value))
      ? expanded(rows, used)
      : computesOnGroups(rows, wanted)
        ? seal(rows, used)
        : light(rows, used);
    return addOutputs(select, wanted, this.expressions(select));
  }

  #orderings(keys: readonly SortKey[], select: Select): Ordering[] {
    const expressions = this.expressions(select);
    return keys.map(({ value, descending, nullsFirst }) => ({
      value: expressions.value(value),
      descending,
      nullsFirst,
    }));
  }

  #sort({ input, keys }: Sort, needed: Ids): Select {
    if (keys.length === 0) return this.select(input, needed);
    const used = union(needed, idsUsed(keys.map(({ value }) => value)));
    const select = this.open(input, used, ['limitBy', 'limit']);
    return { ...select, orderBy: this.#orderings(keys, select) };
  }

  #limit({ input, count }: Limit, needed: Ids): Select {
    return { ...this.open(input, needed, ['limit']), limit: count };
  }

  #firstPerKey({ input, keys, order, count }: FirstPerKey, needed: Ids): Select {
    const used = union(needed, idsUsed([...keys, ...order.map(({ value }) => value)]));
    const select = this.open(input, used, ['groupBy', 'limitBy', 'limit']);
    const expressions = this.expressions(select);
    return {
      ...select,
      orderBy: order.length > 0 ? this.#orderings(order, select) : select.orderBy,
      limitBy: { keys: keys.map(key => expressions.value(key).sql), count },
    };
  }

  #union({ columns, inputs }: Union, needed: Ids): Select {
    const wanted = columns.flatMap((column, index) => (needed.has(column.id) ? [{ column, index }] : []));
    const branches = inputs.map(input => {
      const ids = wanted.flatMap(({ index }) => input.columns[index]?.id ?? []);
      const select = this.select(input, new Set(ids));
      return { select, values: ids.map(id => columnOf(select, id)) };
    });
    const stored = wanted.map((_, place) => branches.every(({ values }) => values[place]?.stored));
    const texts = branches.map(({ select, values }) => {
      const outputs = wanted.flatMap(({ column }, place) => {
        const value = values[place];
        return value ? [sql`${unified(value, stored[place] ?? false)} AS ${columnAlias(column.id)}`] : [];
      });
      return sql`(${render(select, outputs)})`;
    });
    const result = wanted.map(({ column: { id, type } }, place): [number, SqlValue] => [
      id,
      {
        sql: columnAlias(id),
        type,
        nullable: !isTextLike(type),
        stored: stored[place] ?? false,
        steady: false,
      },
    ]);
    return selectFrom(sql`(${joined(texts, sql` UNION ALL `)})`, new Map(result));
  }
}

/** A branch's value in the exact type of the union, so that the engine looks for no common type of its own. */
const unified = (value: SqlValue, stored: boolean): Sql => {
  if (isTextLike(value.type) || value.sql === nullOf(value.type)) return value.sql;
  if (stored) return sql`toNullable(${value.sql})`;
  return sql`CAST(${inForm(value, false)}, 'Nullable(${sqlType(value.type)})')`;
};

/** As the engine reads a real: with its sign where it is zero, infinities and NaN by name. */
const realCell = (real: number): string => {
  if (Number.isFinite(real)) return Object.is(real, -0) ? '-0' : String(real);
  return Number.isNaN(real) ? 'nan' : real > 0 ? 'inf' : '-inf';
};

const cellText = (cell: string | bigint | number | boolean): string => {
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  return typeof cell === 'number' ? realCell(cell) : String(cell);
};

const readTexts = (texts: Sql, type: KustoType): Sql => {
  if (isTextLike(type)) return texts;
  if (type === 'real') return sql`arrayMap(x -> toFloat64OrNull(x), ${texts})`;
  if (type === 'decimal') return sql`arrayMap(x -> toDecimal256OrNull(x, 34), ${texts})`;
  if (type === 'bool') return sql`arrayMap(x -> if(x = '', NULL, x = '1'), ${texts})`;
  return type === 'int'
    ? sql`arrayMap(x -> toInt32OrNull(x), ${texts})`
    : sql`arrayMap(x -> toInt64OrNull(x), ${texts})`;
};
