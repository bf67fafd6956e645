import type { KustoType } from '../kusto-type.ts';
import { isTextual } from '../kusto-type.ts';
import { type Sql, sql } from './sql.ts';

/**
 * A scalar expression in SQL and how it holds its values:
 *
 * | type | SQL |
 * | --- | --- |
 * | string | `String`, never NULL |
 * | guid | `String`, empty for null |
 * | int, long, real, bool | `Int32`, `Int64`, `Float64`, `Bool` or `UInt8`, NULL for null |
 * | decimal | `Decimal(76, 34)`, NULL for null |
 * | timespan | `Int64` ticks of 100 ns |
 * | datetime | `Int64` ticks since year 1, or `DateTime64(7)` where `stored` |
 * | dynamic | `String` of JSON text, empty for null |
 */
export interface SqlValue {
  readonly sql: Sql;
  readonly type: KustoType;
  readonly nullable: boolean;
  /** A datetime still in the lake's own type, so that the table's key can prune. */
  readonly stored: boolean;
  /** The same for every row. */
  readonly steady: boolean;
  /**
   * Of a dynamic value: a text in which its members are found just as well. Saves looking whether the text is JSON at
   * all, because nothing is a member of a text that is not.
   */
  readonly members?: Sql;
}

/** A value under the name that it has outside its statement. */
export const renamed = ({ type, nullable, stored }: SqlValue, name: Sql): SqlValue => ({
  sql: name,
  type,
  nullable,
  stored,
  steady: false,
});

/** A value of `type` made from `inputs`: nullable and steady as they are, unless said. */
export const valueFrom = (
  text: Sql,
  type: KustoType,
  inputs: readonly SqlValue[],
  nullable = inputs.some(input => input.nullable),
): SqlValue => ({
  sql: text,
  type,
  nullable: nullable && !isTextual(type) && type !== 'dynamic',
  stored: false,
  steady: inputs.every(input => input.steady),
});

/** A value that differs from row to row and is never null. */
export const unsteady = (text: Sql, type: KustoType): SqlValue => ({
  sql: text,
  type,
  nullable: false,
  stored: false,
  steady: false,
});

/** The SQL of a value with stored datetimes turned into ticks: what every function but comparison works on. */
export const plain = (value: SqlValue): Sql => (value.stored ? toTicks(value.sql) : value.sql);

const toTicks = (stored: Sql): Sql => sql`(reinterpret(${stored}, 'Int64') + 621355968000000000)`;

/** Whether ticks lie in the years 1 to 9999: what dates and spans make beyond them is null. */
export const isTime = (ticks: Sql): Sql => sql`(${ticks} BETWEEN 0 AND 3155378975999999999)`;

/** The lake's type for a datetime given in ticks. */
export const toStored = (value: SqlValue): Sql =>
  value.stored ? value.sql : sql`reinterpret(${value.sql} - 621355968000000000, 'DateTime64(7, \\'UTC\\')')`;

/** A typed NULL (empty text for the types that have none). */
export const nullOf = (type: KustoType): Sql => {
  if (isTextual(type) || type === 'dynamic') return sql`''`;
  return sql`CAST(NULL, 'Nullable(${sqlType(type)})')`;
};

/** The engine's type for values of `type`, without its nullability. */
export const sqlType = (type: KustoType): Sql => {
  switch (type) {
    case 'int':
      return sql`Int32`;
    case 'real':
      return sql`Float64`;
    case 'decimal':
      return sql`Decimal(76, 34)`;
    case 'bool':
      return sql`Bool`;
    case 'long':
    case 'datetime':
    case 'timespan':
      return sql`Int64`;
    default:
      return sql`String`;
  }
};
