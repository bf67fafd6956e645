import type { Output } from '../plan/relation.ts';
import type { ExpressionEmitter } from './expression.ts';
import { type Select, weigh } from './select.ts';
import { computedAlias, sql } from './sql.ts';

/** Adds computed columns to a statement: a column or constant stands for itself, anything else gets an alias. */
export const addOutputs = (
  select: Select,
  outputs: readonly Output[],
  expressions: ExpressionEmitter,
): Select => {
  const columns = new Map(select.columns);
  const aliases = [...select.aliases];
  const weights = new Map(select.weights);
  for (const { column, value } of outputs) {
    const emitted = expressions.value(value);
    if (value.kind === 'column' || value.kind === 'constant') columns.set(column.id, emitted);
    else {
      const alias = computedAlias(column.id);
      aliases.push(sql`${emitted.sql} AS ${alias}`);
      weights.set(alias, weigh(emitted.sql, weights));
      columns.set(column.id, { ...emitted, sql: alias });
    }
  }
  return { ...select, columns, aliases, weights };
};
