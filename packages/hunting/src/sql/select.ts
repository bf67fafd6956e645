import { columnAlias, identifier, integer, joined, list, type Sql, sql } from './sql.ts';
import { plain, renamed, type SqlValue, toStored } from './value.ts';

/** One key of an ORDER BY. */
export interface Ordering {
  readonly value: SqlValue;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** Rows in the order of `number`. */
export const inOrder = (number: SqlValue): Ordering[] => [
  { value: number, descending: false, nullsFirst: false },
];

/**
 * A SELECT while it is put together. Operators that fit go into the same statement, so that a pipeline becomes one flat
 * query; `seal` makes it the source of a new one where they do not.
 */
export interface Select {
  readonly from: Sql;
  /** What each of the plan's columns is inside this statement. */
  readonly columns: ReadonlyMap<number, SqlValue>;
  /** Named expressions, `expression AS name`. */
  readonly aliases: readonly Sql[];
  /** How long each named expression is once the names in it are spelled out, as the engine does. */
  readonly weights: ReadonlyMap<string, number>;
  readonly where: readonly Sql[];
  /** Set once rows are aggregated; empty for one group of all rows. */
  readonly groupBy: readonly Sql[] | undefined;
  readonly orderBy: readonly Ordering[];
  readonly limitBy: { readonly keys: readonly Sql[]; readonly count: bigint } | undefined;
  readonly limit: bigint | undefined;
}

/** A statement that reads `from`. */
export const selectFrom = (from: Sql, columns: ReadonlyMap<number, SqlValue>): Select => ({
  from,
  columns,
  aliases: [],
  weights: new Map(),
  where: [],
  groupBy: undefined,
  orderBy: [],
  limitBy: undefined,
  limit: undefined,
});

const orderingSql = ({ value, descending, nullsFirst }: Ordering): Sql => {
  const direction = descending ? sql`DESC` : sql`ASC`;
  const nulls = nullsFirst ? sql` NULLS FIRST` : sql` NULLS LAST`;
  return sql`${value.sql} ${direction}${value.nullable || value.type === 'real' ? nulls : sql``}`;
};

/** The keys by which the rows of `select` are ordered. */
export const ordered = (select: Select): Sql => list(select.orderBy.map(orderingSql));

const clause = (word: Sql, content: Sql): Sql => (content === '' ? sql`` : sql` ${word} ${content}`);

/** The statement's text, with `outputs` as what it selects. */
export const render = (select: Select, outputs: readonly Sql[]): Sql => {
  // A group of all rows needs an aggregate even when nobody asks for its value.
  const counted =
    select.groupBy?.length === 0 ? [...outputs, sql`count() AS ${identifier('rows')}`] : outputs;
  const chosen = counted.length > 0 ? list(counted) : sql`1`;
  return joined(
    [
      select.aliases.length > 0 ? sql`WITH ${list(select.aliases)} ` : sql``,
      sql`SELECT ${chosen} FROM ${select.from}`,
      clause(sql`WHERE`, joined(select.where, sql` AND `)),
      clause(sql`GROUP BY`, list(select.groupBy ?? [])),
      clause(sql`ORDER BY`, list(select.orderBy.map(orderingSql))),
      select.limitBy ? sql` LIMIT ${integer(select.limitBy.count)} BY ${list(select.limitBy.keys)}` : sql``,
      select.limit === undefined ? sql`` : sql` LIMIT ${integer(select.limit)}`,
    ],
    sql``,
  );
};

/** A column of the plan inside `select`. */
export const columnOf = (select: Select, id: number): SqlValue => {
  const value = select.columns.get(id);
  if (!value) throw new Error(`the plan refers to column ${id}, which is not in scope`);
  return value;
};

const orderName = (index: number): Sql => identifier(`o${index + 1}`);

/**
 * `select` as a subquery: the needed columns under their own aliases, the order of rows carried along; `added` are more
 * expressions with names for whoever reads from it.
 */
export const seal = (select: Select, needed: Iterable<number>, added: readonly Sql[] = []): Select => {
  const ids = [...needed];
  const columns = new Map(ids.map(id => [id, renamed(columnOf(select, id), columnAlias(id))]));
  const outputs = ids.map(id => sql`${columnOf(select, id).sql} AS ${columnAlias(id)}`);
  const orders = select.orderBy.map(({ value }, index) => sql`${value.sql} AS ${orderName(index)}`);
  const keepsOrder = select.limit !== undefined || select.limitBy !== undefined;
  const inner = render(keepsOrder ? select : { ...select, orderBy: [] }, [...outputs, ...orders, ...added]);
  const orderBy = select.orderBy.map((ordering, index) => ({
    ...ordering,
    value: renamed(ordering.value, orderName(index)),
  }));
  return { ...selectFrom(sql`(${inner})`, columns), orderBy };
};

/** A value in the form of `stored`. */
export const inForm = (value: SqlValue, stored: boolean): Sql => (stored ? toStored(value) : plain(value));

/** `select` as a subquery whose rows are numbered in its order, if it has one, and the name of their number. */
export const numbered = (
  select: Select,
  needed: Iterable<number>,
): { readonly select: Select; readonly rank: Sql } => {
  const rank = identifier('rank');
  const number =
    select.orderBy.length > 0
      ? sql`row_number() OVER (ORDER BY ${ordered(select)})`
      : sql`rowNumberInAllBlocks()`;
  return { select: seal(select, needed, [sql`${number} AS ${rank}`]), rank };
};

/** A longer expression is not put into others: they would each carry a copy of it, and their readers copies of those. */
const MAX_WEIGHT = 1_000;

/** The statement to compute on: sealed first when it would mean to copy a long expression. */
export const light = (select: Select, used: Iterable<number>): Select => {
  const ids = [...used];
  const isHeavy = ids.some(id => (select.weights.get(columnOf(select, id).sql) ?? 0) > MAX_WEIGHT);
  return isHeavy ? seal(select, ids) : select;
};

/** The length of `text` with the names in it spelled out. */
export const weigh = (text: Sql, weights: ReadonlyMap<string, number>): number =>
  (text.match(/`[et]\d+`/g) ?? []).reduce((sum, name) => sum + (weights.get(name) ?? 0), text.length);
