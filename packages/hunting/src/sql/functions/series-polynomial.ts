/** Polynomials through series, by polynomials that are orthogonal over its places (Forsythe's method). */
import { realText } from '../dynamic.ts';
import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';
import { type EmitFunction, simple } from './emit-function.ts';
import { allNumbers, none, realsOf, seriesJson } from './series-elements.ts';
import { joinedParts } from './series-parts.ts';

const dot = (one: Sql, other: Sql): Sql => sql`arraySum((p, q) -> p * q, ${one}, ${other})`;

/** `one + factor * other`. */
const plus = (one: Sql, factor: Sql, other: Sql): Sql =>
  sql`arrayMap((p, q) -> p + ${factor} * q, ${one}, ${other})`;

/**
 * The next state: this polynomial's values and the one's before it, both as coefficients from the lowest power, the square
 * of its values, then fit and coefficients so far.
 */
const step = (): Sql => {
  const square = dot(sql`t.1`, sql`t.1`);
  return once(sql`n`, square, n => {
    const share = sql`(${dot(sql`y`, sql`t.1`)} / ${n})`;
    const centre = sql`(arraySum((p, q) -> p * q * q, x, t.1) / ${n})`;
    return once(sql`g`, sql`[${share}, ${centre}, ${n} / t.5]`, g => {
      const values = sql`arrayMap((p, q, v) -> (v - ${g}[2]) * p - ${g}[3] * q, t.1, t.2, x)`;
      const powers = sql`arrayMap((p, q, v) -> v - ${g}[2] * p - ${g}[3] * q, t.3, t.4, arrayShiftRight(t.3, 1, 0.))`;
      return sql`(${values}, t.1, ${powers}, t.3, ${n}, ${plus(sql`t.6`, sql`${g}[1]`, sql`t.1`)}, ${plus(sql`t.7`, sql`${g}[1]`, sql`t.3`)})`;
    });
  });
};

/** `series_fit_poly(values, places, degree)`: how good, coefficients from the highest power, spreads, fit. */
const polynomial = simple((series = none, places = none, degree = none) => {
  const size = sql`(toUInt64(greatest(ifNull(${degree}, 0), 0)) + 1)`;
  const zeros = sql`arrayWithConstant(length(y), 0.)`;
  const noPowers = sql`arrayWithConstant(${size}, 0.)`;
  const start = sql`(arrayWithConstant(length(y), 1.), ${zeros}, arrayResize([1.], ${size}), ${noPowers}, 1., ${zeros}, ${noPowers})`;
  const fold = sql`arrayFold((t, i) -> ${step()}, range(${size}), ${start})`;
  const spread = sql`arrayReduce('varSampStable', y)`;
  const rest = sql`(arraySum((p, q) -> pow(p - q, 2), y, f.6) / (length(y) - 1))`;
  const parts = joinedParts([
    sql`if(${spread} > 0, ${realText(sql`(1 - ${rest} / ${spread})`)}, 'null')`,
    seriesJson(sql`arrayReverse(f.7)`),
    realText(spread),
    realText(rest),
    seriesJson(sql`f.6`),
  ]);
  const x = sql`if(empty(${places}), arrayMap(i -> toFloat64(i), arrayEnumerate(y)), ${realsOf(places)})`;
  const fitted = once(sql`y`, realsOf(series), () => once(sql`x`, x, () => once(sql`f`, fold, () => parts)));
  const fits = sql`(empty(${places}) OR ${allNumbers(places)} AND JSONLength(${places}) = JSONLength(${series}))`;
  return sql`if(${allNumbers(series)} AND ${fits} AND JSONLength(${series}) > 1, ${fitted}, '')`;
});

export const seriesPolynomial = { series_fit_poly: polynomial } satisfies Record<string, EmitFunction>;
