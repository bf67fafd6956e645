import { type EntityQuery, type Filter, type LetterCase, type QueryValue } from '@vakt/contract/query';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { type IndexedValue, type QueryColumns, type QueryList, textList } from './query-columns.ts';
import { matchText } from './query-text.ts';

export type { QueryColumns } from './query-columns.ts';

/** How a list is ordered. */
export interface ListOrder {
  /** What stands for a property in an order, where that is not its value: the rank of a severity, for example. */
  readonly ranks?: Readonly<Record<string, RawBuilder<unknown>>>;
  /** The last part of every order, and the order when none is asked: pages neither repeat nor skip a row. */
  readonly stable: readonly {
    readonly expression: RawBuilder<unknown>;
    readonly direction: 'asc' | 'desc';
  }[];
}

const OPERATORS = {
  eq: sql.raw('='),
  ne: sql.raw('<>'),
  gt: sql.raw('>'),
  ge: sql.raw('>='),
  lt: sql.raw('<'),
  le: sql.raw('<='),
} as const;

const columnOf = (columns: QueryColumns, property: string): QueryColumns[string] => {
  const column = columns[property];
  if (!column) throw new TypeError(`The store has no column for the property ${property}.`);
  return column;
};

/** The expression of a property, whatever else is known of it. */
const valueOf = (columns: QueryColumns, property: string): RawBuilder<unknown> => {
  const column = columnOf(columns, property);
  if (!('kind' in column)) return column;
  if (column.kind === 'value') return column.value;
  throw new TypeError(`The property ${property} is a list and has no single value.`);
};

const listOf = (columns: QueryColumns, property: string): QueryList => {
  const column = columnOf(columns, property);
  if (!('kind' in column)) return textList(column);
  if (column.kind === 'list') return column;
  throw new TypeError(`The property ${property} is no list.`);
};

/** A property in a condition. */
interface Operand {
  readonly property: string;
  readonly letters?: LetterCase;
}

/** The expression of an operand. The database's own locale knows the letters of ASCII only. */
const operandOf = (columns: QueryColumns, { property, letters }: Operand): RawBuilder<unknown> => {
  const value = valueOf(columns, property);
  return letters ? sql`${sql.raw(letters)}((${value}) collate "und-x-icu")` : value;
};

/** What an operand is asked by when it has a condition of its own for equality. */
const indexedValue = (columns: QueryColumns, { property, letters }: Operand): IndexedValue | undefined => {
  const column = columnOf(columns, property);
  return !letters && 'kind' in column && column.kind === 'value' ? column : undefined;
};

const LARGEST_BIGINT = 2n ** 63n - 1n;

/** Whether PostgreSQL's `bigint` holds the number: a column of that type can use its index then. */
const isBigint = (value: number | bigint): boolean =>
  typeof value === 'number'
    ? Number.isSafeInteger(value)
    : value <= LARGEST_BIGINT && value >= -LARGEST_BIGINT;

/** A value as a parameter; numbers and times carry their type, text is text. */
const parameter = (value: QueryValue): RawBuilder<unknown> => {
  if (value === null) return sql`null`;
  if (typeof value === 'object') return sql`${value.ticks}::bigint`;
  if (typeof value === 'string') return sql`${value}::text`;
  if (typeof value === 'boolean') return sql`${value}::boolean`;
  return isBigint(value) ? sql`${String(value)}::bigint` : sql`${String(value)}::numeric`;
};

type Comparison = Extract<Filter, { kind: 'comparison' }>;
type ListCondition = Extract<Filter, { kind: 'any' | 'all' }>;

/**
 * OData knows true and false, SQL also null, which a condition on null is. Between `and` and `or` that makes no
 * difference, so only `not` needs to say that null is false, and the rest can use an index.
 */
const negation = (condition: RawBuilder<SqlBool>): RawBuilder<SqlBool> =>
  sql<SqlBool>`not coalesce(${condition}, false)`;

/** In OData null is a value: `ne` is true of it, and so `is distinct from` rather than `<>`. */
const comparison = (columns: QueryColumns, filter: Comparison): RawBuilder<SqlBool> => {
  const { operator, value } = filter;
  const indexed = indexedValue(columns, filter);
  if (indexed && operator === 'eq') return indexed.is(value);
  const column = operandOf(columns, filter);
  if (operator === 'ne') return sql<SqlBool>`${column} is distinct from ${parameter(value)}`;
  if (value === null) return operator === 'eq' ? sql<SqlBool>`${column} is null` : sql<SqlBool>`false`;
  return sql<SqlBool>`${column} ${OPERATORS[operator]} ${parameter(value)}`;
};

const isText = (value: QueryValue): value is string => typeof value === 'string';

/** Texts are one parameter, so that lists of every length are one statement. */
const isAmong = (column: RawBuilder<unknown>, values: readonly QueryValue[]): RawBuilder<SqlBool> =>
  values.every(isText)
    ? sql<SqlBool>`${column} = any(${values}::text[])`
    : sql<SqlBool>`${column} in (${sql.join(values.map(parameter))})`;

/** None of no conditions holds. */
const anyOf = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> =>
  conditions.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;

const membership = (columns: QueryColumns, filter: Extract<Filter, { kind: 'in' }>): RawBuilder<SqlBool> => {
  const indexed = indexedValue(columns, filter);
  if (indexed) return anyOf(filter.values.map(value => indexed.is(value)));
  const column = operandOf(columns, filter);
  const present = filter.values.filter(value => value !== null);
  return anyOf([
    ...(present.length > 0 ? [isAmong(column, present)] : []),
    ...(present.length < filter.values.length ? [sql<SqlBool>`${column} is null`] : []),
  ]);
};

const listCondition = (
  columns: QueryColumns,
  { kind, property, condition }: ListCondition,
): RawBuilder<SqlBool> => {
  const list = listOf(columns, property);
  const isElement = list.on ?? sql<SqlBool>`true`;
  const matches = condition ? compileFilter(list.elements, condition) : sql<SqlBool>`true`;
  if (kind === 'any') {
    const exists = sql<SqlBool>`exists (select from ${list.from} where ${isElement} and ${matches})`;
    const implied = condition && list.implied?.(condition);
    return implied ? sql<SqlBool>`(${implied} and ${exists})` : exists;
  }
  return sql<SqlBool>`not exists (select from ${list.from} where ${isElement} and ${negation(matches)})`;
};

/** Turns a checked condition into SQL; every value is a parameter. */
export const compileFilter = (columns: QueryColumns, filter: Filter): RawBuilder<SqlBool> => {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const operands = filter.operands.map(operand => compileFilter(columns, operand));
      return sql<SqlBool>`(${sql.join(operands, filter.kind === 'and' ? sql` and ` : sql` or `)})`;
    }
    case 'not':
      return negation(compileFilter(columns, filter.operand));
    case 'comparison':
      return sql<SqlBool>`(${comparison(columns, filter)})`;
    case 'in':
      return membership(columns, filter);
    case 'text':
      return matchText(operandOf(columns, filter), filter.function, filter.value);
    default:
      return listCondition(columns, filter);
  }
};

/** What a list query needs of Kysely's builder, whatever it selects from. */
interface Listable<Builder> {
  where(condition: Expression<SqlBool>): Builder;
  orderBy(expression: Expression<unknown>, direction: 'asc' | 'desc'): Builder;
}

/** Adds a query's condition. */
export const applyFilter = <Builder extends Listable<Builder>>(
  builder: Builder,
  columns: QueryColumns,
  filter: Filter | undefined,
): Builder => (filter ? builder.where(compileFilter(columns, filter)) : builder);

/** Adds a query's condition and its order. */
export const applyQuery = <Builder extends Listable<Builder>>(
  builder: Builder,
  columns: QueryColumns,
  query: Pick<EntityQuery, 'filter' | 'orderBy'>,
  { ranks, stable }: ListOrder,
): Builder => {
  const wanted = query.orderBy.map(({ property, direction }) => ({
    expression: ranks?.[property] ?? valueOf(columns, property),
    direction,
  }));
  return [...wanted, ...stable].reduce(
    (ordered, { expression, direction }) => ordered.orderBy(expression, direction),
    applyFilter(builder, columns, query.filter),
  );
};
