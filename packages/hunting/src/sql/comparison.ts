import type { Comparison, ComparisonOperator, Expression } from '../plan/expression.ts';
import type { Emitter } from './emitter.ts';
import { type Sql, sql } from './sql.ts';
import { plain, type SqlValue, toStored, valueFrom } from './value.ts';

const SYMBOLS: Readonly<Record<ComparisonOperator, Sql>> = {
  '==': sql`=`,
  '!=': sql`!=`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
};

/** Both sides in one form: the stored one when a column meets a value known before the scan, or both are columns. */
const sides = (left: SqlValue, right: SqlValue): [Sql, Sql] => {
  const keepsStored = (left.stored && (right.stored || right.steady)) || (right.stored && left.steady);
  return keepsStored ? [toStored(left), toStored(right)] : [plain(left), plain(right)];
};

/** A guid whose null is NULL, as comparison needs it. */
const known = (expression: Expression, emitter: Emitter): SqlValue => {
  const value = emitter.value(expression);
  const isThere = value.type !== 'guid' || (expression.kind === 'constant' && expression.value !== '');
  return isThere ? value : { ...value, sql: sql`nullIf(${value.sql}, '')`, nullable: true };
};

const operands = ({ left, right }: Comparison, emitter: Emitter) => {
  const values: [SqlValue, SqlValue] = [known(left, emitter), known(right, emitter)];
  return { values, texts: sides(...values) };
};

/** A comparison in a place where null is as good as false. */
export const comparisonPredicate = (comparison: Comparison, emitter: Emitter): Sql => {
  const { values, texts } = operands(comparison, emitter);
  const [left, right] = texts;
  const nullables = values.filter(value => value.nullable);
  const direct = sql`${left} ${SYMBOLS[comparison.operator]} ${right}`;
  if (comparison.operator !== '!=' || nullables.length === 0) return direct;
  return nullables.length === 1 ? sql`ifNull(${direct}, true)` : sql`(${left} IS DISTINCT FROM ${right})`;
};

/**
 * A comparison as a value: null against a value is false for `==` and true for `!=`, null against null is null; order
 * against null is null (reference: kql, section 6, 2).
 */
export const comparisonValue = (comparison: Comparison, emitter: Emitter): SqlValue => {
  const { values, texts } = operands(comparison, emitter);
  const [left, right] = texts;
  const { operator } = comparison;
  const direct = sql`(${left} ${SYMBOLS[operator]} ${right})`;
  const nullables = values.filter(value => value.nullable).length;
  if (nullables === 0 || (operator !== '==' && operator !== '!=')) return valueFrom(direct, 'bool', values);
  const unequal = operator === '==' ? sql`false` : sql`true`;
  const settled = sql`ifNull(${direct}, ${unequal})`;
  if (nullables === 1) return valueFrom(settled, 'bool', values, false);
  return valueFrom(sql`if(isNull(${left}) AND isNull(${right}), NULL, ${settled})`, 'bool', values, true);
};
