import { isTextual } from '../kusto-type.ts';
import type { AggregateCall } from '../plan/relation.ts';
import { joined, list, type Sql, sql } from './sql.ts';
import { plain, type SqlValue } from './value.ts';

/** What one aggregate is written with: its argument, the name's suffix and the condition for its `If` form. */
export interface Parts {
  readonly argument: SqlValue;
  /** The weight or the other variable, where the aggregate has one. */
  readonly second: SqlValue | undefined;
  readonly suffix: Sql;
  readonly condition: readonly Sql[];
  readonly call: AggregateCall;
  /** Whether rows without a value, or none at all, may be all that the aggregate sees. */
  readonly mayBeEmpty: boolean;
  /** The number of a row in the order of sorted rows, for lists over them. */
  readonly rank: Sql | undefined;
}

/** How the SQL of one aggregate is written. */
export type EmitCall = (parts: Parts) => SqlValue;

/** `name(given)`, in its `If` form where there is a condition. */
export const applied = (name: Sql, { suffix, condition }: Parts, ...given: readonly Sql[]): Sql =>
  sql`${name}${suffix}(${list([...given, ...condition])})`;

/** Whether a value is one: neither NULL nor the dynamic null. */
const isThere = (value: SqlValue): Sql => {
  if (value.type === 'dynamic') return sql`${value.sql} NOT IN ('', 'null')`;
  return value.nullable ? sql`isNotNull(${plain(value)})` : sql`true`;
};

/** The rows that an aggregate looks at: those that it asks for, where there is a value. */
export const countedRows = ({ argument, condition }: Parts): Sql =>
  joined([...condition, isThere(argument)], sql` AND `);

/** Whether values are texts for the engine: never NULL. */
export const isTextLike = ({ type }: SqlValue): boolean => isTextual(type) || type === 'dynamic';
