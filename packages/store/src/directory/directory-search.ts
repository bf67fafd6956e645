import { isGuid } from '@vakt/contract/ids';
import type { Filter, LetterCase, Ordering, QueryValue } from '@vakt/contract/query';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { applyFilter, applyQuery, type QueryColumns } from '../query.ts';

/** How directory objects are looked for. Texts match in any letter case. */
export interface DirectorySearch {
  readonly filter?: Filter | undefined;
  readonly orderBy: readonly Ordering[];
  readonly limit: number;
  /** How many objects earlier pages held. */
  readonly offset: number;
}

/** A text column as searches compare it. The database's own locale knows the letters of ASCII only. */
export const caselessText = (column: string): RawBuilder<string> =>
  sql<string>`lower(${sql.ref(column)}::text collate "und-x-icu")`;

/** A list of texts, a `jsonb` column, as searches compare it. */
export const caselessList = (column: string): RawBuilder<unknown> =>
  sql`lower(${sql.ref(column)}::text collate "und-x-icu")::jsonb`;

const lowerCase = (value: QueryValue): QueryValue =>
  typeof value === 'string' ? value.toLowerCase() : value;

/** What is compared in any letter case needs no `tolower` or `toupper`. */
const withoutLetters = <Operand extends { readonly letters?: LetterCase }>(
  operand: Operand,
): Omit<Operand, 'letters'> => {
  const { letters: _, ...rest } = operand;
  return rest;
};

/** The filter with every text in lower case, as the caseless columns have them. */
export const caselessFilter = (filter: Filter): Filter => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, operands: filter.operands.map(caselessFilter) };
    case 'not':
      return { ...filter, operand: caselessFilter(filter.operand) };
    case 'comparison':
      return { ...withoutLetters(filter), value: lowerCase(filter.value) };
    case 'in':
      return { ...withoutLetters(filter), values: filter.values.map(lowerCase) };
    case 'text':
      return { ...withoutLetters(filter), value: filter.value.toLowerCase() };
    default:
      return { ...filter, ...(filter.condition && { condition: caselessFilter(filter.condition) }) };
  }
};

/** That every found object has one of these ids in a property. */
interface RequiredIds {
  readonly property: string;
  readonly ids: readonly string[];
}

/** What a filter says of ids, whatever else it says. */
const requiredIds = (filter: Filter): readonly RequiredIds[] => {
  if (filter.kind === 'and') return filter.operands.flatMap(requiredIds);
  const values =
    filter.kind === 'in'
      ? filter.values
      : filter.kind === 'comparison' && filter.operator === 'eq'
        ? [filter.value]
        : undefined;
  return values && 'property' in filter && values.every(value => isGuid(String(value)))
    ? [{ property: filter.property, ids: values.map(String) }]
    : [];
};

/** What a search needs of Kysely's builder, whatever it selects from. */
interface Searchable<Builder> {
  where(condition: Expression<SqlBool>): Builder;
  orderBy(expression: Expression<unknown>, direction: 'asc' | 'desc'): Builder;
  limit(limit: number): Builder;
  offset(offset: number): Builder;
}

/** The columns of a kind of directory object that searches name, by wire name. */
export interface SearchColumns {
  readonly columns: QueryColumns;
  /** Properties that are ids with an index of their own, and the `uuid` column of each. */
  readonly ids: Readonly<Record<string, string>>;
  /** The columns that order what is asked for in no order; the oldest first when not given. */
  readonly stable?: readonly string[];
}

/** Adds the conditions of a search, without its page: for a count. */
export const applyCondition = <Builder extends Searchable<Builder>>(
  builder: Builder,
  { columns, ids }: SearchColumns,
  filter: Filter | undefined,
): Builder => {
  if (!filter) return builder;
  // Said once more of the id's own type: the comparison of texts cannot use its index.
  const indexed = requiredIds(filter).flatMap(({ property, ids: wanted }) => {
    const column = ids[property];
    return column === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = any(${wanted}::uuid[])`];
  });
  const narrowed = indexed.reduce((searched, condition) => searched.where(condition), builder);
  return applyFilter(narrowed, columns, caselessFilter(filter));
};

/** Adds the conditions, the order and the page of a search. */
export const applySearch = <Builder extends Searchable<Builder>>(
  builder: Builder,
  search: SearchColumns,
  { filter, orderBy, limit, offset }: DirectorySearch,
): Builder =>
  applyQuery(
    applyCondition(builder, search, filter),
    search.columns,
    { orderBy },
    {
      stable: (search.stable ?? ['created_at', 'id']).map(column => ({
        expression: sql.ref(column),
        direction: 'asc' as const,
      })),
    },
  )
    .limit(limit)
    .offset(offset);
