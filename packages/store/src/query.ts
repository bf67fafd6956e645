import { ELEMENT, type EntityQuery, type Filter, type QueryValue } from '@vakt/contract/query';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';

/**
 * The SQL behind each property that a query may name, by its wire name. Scalars are typed as the property is (times are
 * ticks); lists are `jsonb` arrays.
 */
export type QueryColumns = Readonly<Record<string, RawBuilder<unknown>>>;

/** How a list is ordered. */
export interface ListOrder {
  /** What stands for a property in an order, where that is not its value: the rank of a severity, for example. */
  readonly ranks?: QueryColumns;
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

const columnOf = (columns: QueryColumns, property: string): RawBuilder<unknown> => {
  const column = columns[property];
  if (!column) throw new TypeError(`The store has no column for the property ${property}.`);
  return column;
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

/** Escapes what `like` gives a meaning to. */
const literalPattern = (text: string): string => text.replace(/[\\%_]/g, character => `\\${character}`);

const PATTERNS = {
  startswith: (text: string) => `${literalPattern(text)}%`,
  endswith: (text: string) => `%${literalPattern(text)}`,
  contains: (text: string) => `%${literalPattern(text)}%`,
} as const;

type Comparison = Extract<Filter, { kind: 'comparison' }>;
type ListCondition = Extract<Filter, { kind: 'any' | 'all' }>;

/**
 * OData knows true and false, SQL also null, which a condition on null is. Between `and` and `or` that makes no
 * difference, so only `not` needs to say that null is false, and the rest can use an index.
 */
const negation = (condition: RawBuilder<SqlBool>): RawBuilder<SqlBool> =>
  sql<SqlBool>`not coalesce(${condition}, false)`;

/** In OData null is a value: `ne` is true of it, and so `is distinct from` rather than `<>`. */
const comparison = (
  columns: QueryColumns,
  { property, operator, value }: Comparison,
): RawBuilder<SqlBool> => {
  const column = columnOf(columns, property);
  if (operator === 'ne') return sql<SqlBool>`${column} is distinct from ${parameter(value)}`;
  if (value === null) return operator === 'eq' ? sql<SqlBool>`${column} is null` : sql<SqlBool>`false`;
  return sql<SqlBool>`${column} ${OPERATORS[operator]} ${parameter(value)}`;
};

const membership = (
  columns: QueryColumns,
  { property, values }: Extract<Filter, { kind: 'in' }>,
): RawBuilder<SqlBool> => {
  const column = columnOf(columns, property);
  const present = values.filter(value => value !== null).map(parameter);
  const isPresent =
    present.length > 0 ? sql<SqlBool>`${column} in (${sql.join(present)})` : sql<SqlBool>`false`;
  return values.includes(null) ? sql<SqlBool>`(${isPresent} or ${column} is null)` : isPresent;
};

const listCondition = (
  columns: QueryColumns,
  { kind, property, condition }: ListCondition,
): RawBuilder<SqlBool> => {
  const list = columnOf(columns, property);
  if (!condition) return sql<SqlBool>`jsonb_array_length(${list}) > 0`;
  const element = compileFilter({ ...columns, [ELEMENT]: sql`element.value` }, condition);
  const elements = sql`jsonb_array_elements_text(${list}) as element(value)`;
  return kind === 'any'
    ? sql<SqlBool>`exists (select from ${elements} where ${element})`
    : sql<SqlBool>`not exists (select from ${elements} where ${negation(element)})`;
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
    case 'text': {
      const pattern = PATTERNS[filter.function](filter.value);
      return sql<SqlBool>`${columnOf(columns, filter.property)} like ${pattern}`;
    }
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
    expression: ranks?.[property] ?? columnOf(columns, property),
    direction,
  }));
  return [...wanted, ...stable].reduce(
    (ordered, { expression, direction }) => ordered.orderBy(expression, direction),
    applyFilter(builder, columns, query.filter),
  );
};
