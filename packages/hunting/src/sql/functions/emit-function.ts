import { isTextual } from '../../kusto-type.ts';
import type { Call } from '../../plan/expression.ts';
import type { Emitter } from '../emitter.ts';
import { type Sql, sql } from '../sql.ts';
import { plain, type SqlValue, valueFrom } from '../value.ts';

/** Writes one function's SQL from its arguments. */
export type EmitFunction = (given: readonly SqlValue[], call: Call, emitter: Emitter) => SqlValue;

/**
 * A function whose SQL needs only the arguments' SQL, null (text: empty) exactly when an argument is null or, where
 * `canBeNull`, also otherwise.
 */
export const simple =
  (write: (...given: Sql[]) => Sql, canBeNull = false): EmitFunction =>
  (given, { type }) => {
    const isNullable = given.some(value => value.nullable);
    const text = write(...given.map(plain));
    const isText = isTextual(type) || type === 'dynamic';
    return valueFrom(
      isText && isNullable ? sql`ifNull(${text}, '')` : text,
      type,
      given,
      canBeNull || isNullable,
    );
  };
