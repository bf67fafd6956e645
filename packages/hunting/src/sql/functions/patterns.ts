import type { Expression } from '../../plan/expression.ts';
import { translateRegex } from '../../value/regex.ts';
import type { Emitter } from '../emitter.ts';
import { type Sql, sql } from '../sql.ts';
import type { SqlValue } from '../value.ts';

/** A pattern of the query in the engine's syntax; lowering has refused constant ones that have no form in it. */
export const patternSql = (
  expression: Expression | undefined,
  value: SqlValue,
  { parameters }: Emitter,
): Sql => {
  if (expression?.kind !== 'constant' || typeof expression.value !== 'string')
    return sql`concat('(?-s)', ${value.sql})`;
  const translated = translateRegex(expression.value);
  return 'pattern' in translated ? parameters.string(translated.pattern) : value.sql;
};
