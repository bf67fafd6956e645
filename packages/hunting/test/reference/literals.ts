import type { Dice } from '../sample-rows.ts';
import { type Expression, expression, pick } from './expression.ts';
import { datetimeText, type Json, type Type, textOf, ticksOf, timespanText, type Value } from './value.ts';

const TEXTS: readonly [string, ...string[]] = [
  '',
  'abc',
  'ABC',
  'Über Straße',
  'über',
  'x_y-1',
  'foo bar.exe',
  'FOO',
  '42',
  '-7',
  '3.5',
  'a/b/c',
  'Дом 7',
  'tab\tquote"\\',
  'café-bar',
];

const JSONS: readonly [Json, ...Json[]] = [
  null,
  { n: 3, s: 'abc', l: [1, 2, 3] },
  { n: -1.5, s: 'FOO bar', l: [] },
  { s: 'x_y', l: ['a', 'B', 'a'], extra: { deep: true } },
  { n: 42, l: [null, 1] },
  {},
];

const DAYS: readonly [string, ...string[]] = [
  '2026-01-31',
  '2025-12-31',
  '2024-02-29',
  '1969-07-20',
  '2026-11-21',
];

/** A value of a type; about one in six is nothing. */
export const aValue = (type: Type, roll: Dice): Value => {
  if (type !== 'string' && roll(6) === 0) return null;
  switch (type) {
    case 'string':
      return pick(roll, TEXTS);
    case 'long':
      return pick(roll, [0n, 1n, -1n, 2n, 5n, -7n, 42n, 1_000n, 9_007_199_254_740_993n]);
    case 'real':
      return pick(roll, [0, 0.5, 1, -3.75, 42, 2.25, Number.NaN, Number.POSITIVE_INFINITY, -1e-3]);
    case 'bool':
      return roll(2) === 0;
    case 'datetime':
      return ticksOf(`${pick(roll, DAYS)}T00:00:00Z`) + BigInt(roll(86_400)) * 10_000_000n + BigInt(roll(3));
    case 'timespan':
      return BigInt(roll(200_000) - 50_000) * 10_000_000n + BigInt(roll(2));
    case 'dynamic':
      return pick(roll, JSONS);
  }
};

const realLiteral = (real: number): string => {
  if (Number.isNaN(real)) return 'real(nan)';
  if (!Number.isFinite(real)) return real > 0 ? 'real(+inf)' : 'real(-inf)';
  return `real(${real})`;
};

/** How a query writes a value. */
export const literal = (value: Value, type: Type): string => {
  if (value === null) return type === 'dynamic' ? 'dynamic(null)' : `${type}(null)`;
  switch (type) {
    case 'string':
      return JSON.stringify(value);
    case 'real':
      return realLiteral(Number(value));
    case 'datetime':
      return `datetime(${datetimeText(value as bigint)})`;
    case 'timespan':
      return `timespan(${timespanText(value as bigint)})`;
    case 'dynamic':
      return `dynamic(${JSON.stringify(value)})`;
    case 'bool':
      return String(value);
    case 'long':
      return `long(${textOf(value, type)})`;
  }
};

/** A constant of a type. */
export const constant = (type: Type, roll: Dice): Expression => {
  const value = aValue(type, roll);
  return expression(type, literal(value, type), () => value);
};
