import { isTextual } from '../kusto-type.ts';
import type { AggregateCall } from '../plan/relation.ts';
import { list, type Sql, sql } from './sql.ts';
import type { SqlValue } from './value.ts';

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

/** Whether values are texts for the engine: never NULL. */
export const isTextLike = ({ type }: SqlValue): boolean => isTextual(type) || type === 'dynamic';
