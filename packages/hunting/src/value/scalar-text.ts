import type { KustoType } from '../kusto-type.ts';
import { parseDatetime, parseTimespan } from './ticks.ts';

const LEAST_LONG = -(2n ** 63n);
const GREATEST_LONG = 2n ** 63n - 1n;
const LEAST_INT = -(2n ** 31n);
const GREATEST_INT = 2n ** 31n - 1n;

const SPECIAL_REALS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  '+inf': Number.POSITIVE_INFINITY,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

/** A whole number, decimal or hexadecimal, of any size. */
export const readInteger = (text: string): bigint | undefined => {
  const [, sign = '', digits = ''] = /^([+-]?)\s*(0x[0-9a-f]+|\d+)$/i.exec(text) ?? [];
  if (digits === '') return undefined;
  return sign === '-' ? -BigInt(digits) : BigInt(digits);
};

export const readReal = (text: string): number | undefined => {
  const special = SPECIAL_REALS[text.toLowerCase()];
  if (special !== undefined) return special;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
};

/** All digits of a decimal, as text. */
export const readDecimal = (text: string): string | undefined =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? text : undefined;

export const readBool = (text: string): boolean | undefined =>
  /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined;

const GUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

export const readGuid = (text: string): string | undefined =>
  GUID.test(text)
    ? text
        .replaceAll('-', '')
        .toLowerCase()
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    : undefined;

const within = (text: string, least: bigint, greatest: bigint): bigint | undefined => {
  const value = readInteger(text);
  return value !== undefined && value >= least && value <= greatest ? value : undefined;
};

/** How the text of a field is read as a value of a type other than text; `undefined` when it spells none. */
export const readScalar: Readonly<
  Record<
    Exclude<KustoType, 'string' | 'dynamic'>,
    (text: string) => bigint | number | boolean | string | undefined
  >
> = {
  int: text => within(text, LEAST_INT, GREATEST_INT),
  long: text => within(text, LEAST_LONG, GREATEST_LONG),
  real: readReal,
  decimal: readDecimal,
  bool: readBool,
  datetime: parseDatetime,
  timespan: parseTimespan,
  guid: readGuid,
};
