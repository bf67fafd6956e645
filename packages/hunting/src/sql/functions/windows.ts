import { type Sql, sql } from '../sql.ts';
import { plain, type SqlValue } from '../value.ts';

/** The part of a text that is searched, and which occurrence in it is wanted. */
export interface Window {
  /** Zero-based place of the part in the text. */
  readonly start: Sql;
  /** -1 for all the rest. */
  readonly length: Sql;
  /** One-based. */
  readonly occurrence: Sql;
  /** Whether the numbers mean anything; the answer is null otherwise. */
  readonly isValid: Sql;
}

/**
 * `[start, length, occurrence]` of `indexof` and its kin. A negative start counts from the end of what has `size`
 * elements, or is not valid where `startsForward`.
 */
export const windowOf = (
  size: Sql,
  [start, length, occurrence]: readonly SqlValue[],
  startsForward: boolean,
): Window => {
  const from = start ? plain(start) : sql`0`;
  const wanted = occurrence ? plain(occurrence) : sql`1`;
  const span = length ? plain(length) : sql`toInt64(-1)`;
  const forward = startsForward ? sql` AND ${from} >= 0` : sql``;
  const known = (value: Sql): Sql => sql`assumeNotNull(${value})`;
  return {
    start: start ? known(sql`greatest(if(${from} < 0, toInt64(${size}) + ${from}, ${from}), 0)`) : sql`0`,
    length: known(span),
    occurrence: known(wanted),
    isValid: sql`${wanted} > 0 AND ${span} >= -1${forward}`,
  };
};
