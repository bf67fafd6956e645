/** The elements of series: how numbers are told from what is none, read and written again. */
import { arrayJson, elementsOf, realText } from '../dynamic.ts';
import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';

/** A dynamic null. */
export const none = sql`''`;

export const isArray = (dynamic: Sql): Sql => sql`JSONType(${dynamic}) = 'Array'`;
export const isNumber = (element: Sql): Sql => sql`match(${element}, '^-?[0-9]')`;
export const isWhole = (element: Sql): Sql => sql`match(${element}, '^-?[0-9]{1,18}$')`;
export const whole = (element: Sql): Sql => sql`toInt64OrZero(${element})`;
export const real = (element: Sql): Sql => sql`toFloat64OrZero(${element})`;

/** The elements of a series: numbers as they were written, for reading JSON would make `1` of `1.0`. */
export const seriesElements = (series: Sql): Sql =>
  sql`if(match(${series}, '^\\\\s*\\\\[[-+.0-9eEnul,\\\\s]+\\\\]\\\\s*$'), splitByChar(',', replaceRegexpAll(${series}, '[\\\\[\\\\]\\\\s]', '')), ${elementsOf(series)})`;

/** A real as JSON: text where JSON has no word for it. */
export const realJson = (value: Sql): Sql =>
  once(sql`v`, value, v => sql`if(isFinite(${v}), ${realText(v)}, concat('"', ${realText(v)}, '"'))`);

/** The numbers of a series that has nothing else. */
export const realsOf = (series: Sql): Sql => sql`arrayMap(x -> ${real(sql`x`)}, ${seriesElements(series)})`;

export const allNumbers = (series: Sql): Sql =>
  sql`${isArray(series)} AND arrayAll(x -> ${isNumber(sql`x`)}, ${seriesElements(series)})`;

/** The numbers of a series; NaN where one is missing. */
export const sparseReals = (series: Sql): Sql =>
  sql`arrayMap(x -> toFloat64OrDefault(x, nan), ${seriesElements(series)})`;

/** Whether a series has numbers, which may be missing, and nothing else. */
export const isSeries = (series: Sql): Sql =>
  sql`${isArray(series)} AND arrayAll(x -> ${isNumber(sql`x`)} OR x IN ('null', '"NaN"'), ${seriesElements(series)})`;

/** Those of the numbers that are not missing. */
export const present = (reals: Sql): Sql => sql`arrayFilter(x -> NOT isNaN(x), ${reals})`;

/** Numbers as a series; null where one is missing. */
export const seriesJson = (reals: Sql): Sql => {
  const element = sql`multiIf(isFinite(x), ${realText(sql`x`)}, isNaN(x), 'null', concat('"', ${realText(sql`x`)}, '"'))`;
  return arrayJson(sql`arrayMap(x -> ${element}, ${reals})`);
};
