import { isGuid } from '@vakt/contract/ids';
import { ELEMENT, type Filter, type QueryValue } from '@vakt/contract/query';
import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** A property whose value is worked out, and what says that it has a value in words that an index knows. */
export interface IndexedValue {
  readonly kind: 'value';
  readonly value: RawBuilder<unknown>;
  /** What is true of the same rows as `value = …`. */
  is(value: QueryValue): RawBuilder<SqlBool>;
}

/** A list: what stands behind `from` to have its elements as rows. */
export interface QueryList {
  readonly kind: 'list';
  /** A row for each element. Conditions on elements stand in a query of their own, so every list may use the same alias. */
  readonly from: RawBuilder<unknown>;
  /** Which of those rows belong to the entity; all of them when not given. */
  readonly on?: RawBuilder<SqlBool>;
  /** What conditions on an element may name: the element itself, or the properties of one that is an object. */
  readonly elements: QueryColumns;
  /** What an index knows to be true of every entity with an element that meets the condition; `undefined` for nothing. */
  readonly implied?: (condition: Filter) => RawBuilder<SqlBool> | undefined;
}

/**
 * The SQL behind each property that a query may name, by its wire name. Scalars are typed as the property is (times are
 * ticks); an expression for a list is a `jsonb` array of texts.
 */
export type QueryColumns = Readonly<Record<string, RawBuilder<unknown> | IndexedValue | QueryList>>;

/** An id that is a `uuid` column; on the wire it is text. */
export const uuidColumn = (column: RawBuilder<unknown>): IndexedValue => ({
  kind: 'value',
  value: sql`${column}::text`,
  is: value => {
    if (value === null) return sql<SqlBool>`${column} is null`;
    return isGuid(String(value)) ? sql<SqlBool>`${column} = ${String(value)}::uuid` : sql<SqlBool>`false`;
  },
});

/** A `jsonb` array of texts. */
export const textList = (list: RawBuilder<unknown>): QueryList => ({
  kind: 'list',
  from: sql`jsonb_array_elements_text(${list}) as element(value)`,
  elements: { [ELEMENT]: sql`element.value` },
});

/** The names by which conditions know the properties of an element. */
export const elementColumns = (columns: QueryColumns): QueryColumns =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [`${ELEMENT}/${name}`, column]));

/** A `jsonb` array of objects, and the SQL behind each of their properties. */
export const objectList = (
  list: RawBuilder<unknown>,
  columns: (element: RawBuilder<unknown>) => QueryColumns,
): QueryList => ({
  kind: 'list',
  from: sql`jsonb_array_elements(${list}) as element(value)`,
  elements: elementColumns(columns(sql`element.value`)),
});
