import type { Range } from '../plan/relation.ts';
import type { RelationEmitter } from './relation.ts';
import { inOrder, type Select, selectFrom } from './select.ts';
import { identifier, type Sql, sql } from './sql.ts';
import { plain, sqlType, unsteady } from './value.ts';

/** How many values there are: none where the step leads away from the end, or is nothing. */
const countOf = (from: Sql, to: Sql, step: Sql, isReal: boolean): Sql => {
  const steps = isReal
    ? sql`toInt64(floor((${to} - ${from}) / nullIf(${step}, 0)))`
    : sql`intDivOrNull(toInt128(${to}) - toInt128(${from}), toInt128(${step}))`;
  const leads = sql`if(${step} > 0, ${from} <= ${to}, ${from} >= ${to})`;
  return sql`if(ifNull(${leads}, false), toUInt64(ifNull(${steps} + 1, 0)), 0)`;
};

/** The values of a range, each a row. */
export const emitRange = (range: Range, emitter: RelationEmitter): Select => {
  const { column } = range;
  const expressions = emitter.expressions(selectFrom(sql``, new Map()));
  const [from, to, step] = [range.from, range.to, range.step].map(part => plain(expressions.value(part)));
  if (!from || !to || !step) throw new Error('a range has two ends and a step');
  const place = identifier('place');
  const count = countOf(from, to, step, column.type === 'real');
  const value = sql`CAST(${from} + ${place} * ${step}, '${sqlType(column.type)}')`;
  const select = selectFrom(
    sql`(SELECT 1) ARRAY JOIN range(assumeNotNull(${count})) AS ${place}`,
    new Map([[column.id, unsteady(value, column.type)]]),
  );
  return { ...select, orderBy: inOrder(unsteady(place, 'long')) };
};
