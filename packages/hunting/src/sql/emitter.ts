import type { BesideValues } from '../plan/beside.ts';
import type { Expression } from '../plan/expression.ts';
import type { Parameters } from './parameters.ts';
import type { Sql } from './sql.ts';
import type { SqlValue } from './value.ts';

/** Things of the lake that are made ready only for the statements that ask for them. */
export type Needs = Set<'places'>;

/** What the functions that write SQL share: the values of the statement, the time of the query, and each other. */
export interface Emitter {
  readonly parameters: Parameters;
  /** What functions that are evaluated beside the lake give. */
  readonly beside: BesideValues;
  /** `now()` of this query, in ticks. */
  readonly nowTicks: bigint;
  /** What the statement reads besides tables. */
  readonly needs: Needs;
  /** The SQL of an expression over the columns in scope. */
  value(expression: Expression): SqlValue;
  /**
   * The SQL of a predicate whose null counts as false: what `where` needs, and simpler than `value` because comparisons
   * may be left as the engine makes them.
   */
  predicate(expression: Expression): Sql;
}
