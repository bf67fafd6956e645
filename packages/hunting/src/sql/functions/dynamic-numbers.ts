import { realText } from '../dynamic.ts';
import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';
import { valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

type Operation = (left: Sql, right: Sql) => Sql;

const isNumber = (dynamic: Sql): Sql => sql`JSONType(${dynamic}) IN ('Int64', 'UInt64', 'Double')`;

/** Two numbers in dynamic values: whole ones stay whole, what is no number gives null. */
const calculated =
  (whole: Operation, real: Operation): EmitFunction =>
  ([left, right], { type }) => {
    if (!left || !right) return valueFrom(sql`''`, type, []);
    const write = (l: Sql, r: Sql): Sql => {
      const areWhole = sql`JSONType(${l}) = 'Int64' AND JSONType(${r}) = 'Int64'`;
      const wholes = whole(sql`JSONExtractInt(${l})`, sql`JSONExtractInt(${r})`);
      const reals = real(sql`JSONExtractFloat(${l})`, sql`JSONExtractFloat(${r})`);
      return sql`multiIf(${areWhole}, ifNull(toString(${wholes}), ''), ${isNumber(l)} AND ${isNumber(r)}, ${realText(reals)}, '')`;
    };
    const text = once(sql`l`, left.sql, l => once(sql`r`, right.sql, r => write(l, r)));
    return valueFrom(text, type, [left, right]);
  };

export const dynamicNumbers = {
  dynamic_add: calculated(
    (l, r) => sql`${l} + ${r}`,
    (l, r) => sql`(${l} + ${r})`,
  ),
  dynamic_subtract: calculated(
    (l, r) => sql`${l} - ${r}`,
    (l, r) => sql`(${l} - ${r})`,
  ),
  dynamic_multiply: calculated(
    (l, r) => sql`${l} * ${r}`,
    (l, r) => sql`(${l} * ${r})`,
  ),
  dynamic_divide: calculated(
    (l, r) => sql`intDivOrNull(${l}, ${r})`,
    (l, r) => sql`(${l} / ${r})`,
  ),
} satisfies Record<string, EmitFunction>;
