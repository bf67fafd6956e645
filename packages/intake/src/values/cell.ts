import type { CellValue, ColumnType } from '@vakt/contract/hunting/tables';
import { fail, ok, type Result } from '@vakt/contract/result';
import { isNumberText } from '../json/numbers.ts';
import { type JsonValue, parseJson, printJson } from '../json/parse.ts';
import { normaliseTimestamp, parseMoment } from './timestamp.ts';

/** Turns a JSON value into a cell of one column type, or says what is wrong with it. */
type CellReader = (value: Exclude<JsonValue, null>) => Result<CellValue, string>;

const DECIMAL_INTEGER = /^[+-]?\d{1,19}$/;
const INT32 = { least: -(2n ** 31n), most: 2n ** 31n - 1n, name: 'a 32-bit integer' };
const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n, name: 'a 64-bit integer' };

const kindOf = (value: JsonValue): string =>
  Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;

const readString: CellReader = value => {
  if (typeof value === 'string') return ok(value);
  return ok(typeof value === 'object' ? printJson(value) : String(value));
};

/** Keeps a safe integer a `number` and makes anything beyond 2^53 a `bigint`. */
export const compactInteger = (value: bigint): number | bigint => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

const integerOf = (value: Exclude<JsonValue, null>): bigint | undefined => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  if (typeof value === 'string' && DECIMAL_INTEGER.test(value)) return BigInt(value.replace('+', ''));
  return undefined;
};

const integerReader =
  (range: typeof INT64): CellReader =>
  value => {
    const integer = integerOf(value);
    if (integer === undefined) return fail(`is ${kindOf(value)}, not ${range.name}`);
    if (integer < range.least || integer > range.most) return fail(`is outside ${range.name}`);
    return ok(compactInteger(integer));
  };

const readReal: CellReader = value => {
  const numeric = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof numeric === 'number' && Number.isFinite(numeric)) return ok(numeric);
  if (typeof numeric === 'bigint' || isNumberText(numeric)) {
    const near = Number(isNumberText(numeric) ? numeric.rawJSON : numeric);
    if (Number.isFinite(near)) return ok(near);
  }
  return fail(`is ${kindOf(value)}, not a finite number`);
};

const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  [1, true],
  [0, false],
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

const readBool: CellReader = value => {
  const found = BOOLEANS.get(typeof value === 'string' ? value.toLowerCase() : value);
  return found === undefined ? fail(`is ${kindOf(value)}, not true or false`) : ok(found);
};

const readDatetime: CellReader = value => {
  if (typeof value !== 'string') return fail(`is ${kindOf(value)}, not a time`);
  const normal = normaliseTimestamp(value);
  if (normal) return ok(normal);
  // A real time that the lake cannot hold, such as .NET's least and greatest: absent, as "no time" is what they mean.
  return parseMoment(value) ? ok(null) : fail('is not an ISO 8601 time');
};

/** Text that is JSON is kept to the letter; other text becomes a JSON string; objects and arrays are printed. */
const readDynamic: CellReader = value =>
  ok(typeof value === 'string' && parseJson(value).ok ? value : printJson(value));

const readers: Readonly<Record<ColumnType, CellReader>> = {
  string: readString,
  guid: readString,
  int: integerReader(INT32),
  long: integerReader(INT64),
  real: readReal,
  bool: readBool,
  datetime: readDatetime,
  dynamic: readDynamic,
};

const EMPTY: Readonly<Record<ColumnType, CellValue>> = {
  string: '',
  guid: '',
  dynamic: '',
  int: null,
  long: null,
  real: null,
  bool: null,
  datetime: null,
};

/** Reads a cell; null, and empty text where the type has no empty text, are the type's absent value. */
export const readCell = (type: ColumnType, value: JsonValue): Result<CellValue, string> =>
  value === null || value === '' ? ok(EMPTY[type]) : readers[type](value);
