import type { Call } from '../../plan/expression.ts';
import type { Emitter } from '../emitter.ts';
import type { Sql } from '../sql.ts';
import { plain, type SqlValue, valueFrom } from '../value.ts';

/** Writes one function's SQL from its arguments. */
export type EmitFunction = (given: readonly SqlValue[], call: Call, emitter: Emitter) => SqlValue;

/**
 * A function whose SQL needs only the arguments' SQL, null exactly when an argument is null or, where `canBeNull`, also
 * otherwise.
 */
export const simple =
  (write: (...given: Sql[]) => Sql, canBeNull = false): EmitFunction =>
  (given, call) =>
    valueFrom(write(...given.map(plain)), call.type, given, canBeNull || given.some(value => value.nullable));
