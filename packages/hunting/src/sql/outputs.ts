import type { Output } from '../plan/relation.ts';
import type { ExpressionEmitter } from './expression.ts';
import type { Select } from './select.ts';
import { computedAlias, sql } from './sql.ts';

/** Adds computed columns to a statement: a column or constant stands for itself, anything else gets an alias. */
export const addOutputs = (
  select: Select,
  outputs: readonly Output[],
  expressions: ExpressionEmitter,
): Select => {
  const columns = new Map(select.columns);
  const aliases = [...select.aliases];
  for (const { column, value } of outputs) {
    const emitted = expressions.value(value);
    if (value.kind === 'column' || value.kind === 'constant') columns.set(column.id, emitted);
    else {
      aliases.push(sql`${emitted.sql} AS ${computedAlias(column.id)}`);
      columns.set(column.id, { ...emitted, sql: computedAlias(column.id) });
    }
  }
  return {
    ...select,
    columns,
    aliases,
    depth: select.depth + (aliases.length > select.aliases.length ? 1 : 0),
  };
};
