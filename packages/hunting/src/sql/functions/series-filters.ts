/** Filters and transforms of series (manual: series_fir, series_iir, series_fft). */
import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';
import { type EmitFunction, simple } from './emit-function.ts';
import { allNumbers, none, realsOf, seriesJson } from './series-elements.ts';
import { joinedParts } from './series-parts.ts';

/** The sums of each number and those before it, weighed; `ahead` of them stand behind it instead. */
const weighed = (reals: Sql, weights: Sql, ahead: Sql): Sql => {
  const shifted = sql`arrayShiftRight(${reals}, toInt64(j) - 1 - ${ahead}, 0.)`;
  const step = sql`arrayMap((p, q) -> p + q * w, a, ${shifted})`;
  return sql`arrayFold((a, w, j) -> ${step}, ${weights}, arrayEnumerate(${weights}), arrayWithConstant(length(${reals}), 0.))`;
};

/** Each number with those before it, weighed by the filter; with them after it too where it is centred. */
const fir = simple((series = none, filter = none, normal = none, centre = none) => {
  const [s, f] = [sql`s`, sql`f`];
  const isSigned = sql`arrayExists(x -> x < 0, ${f})`;
  const scale = sql`if(ifNull(${normal}, NOT ${isSigned}), arraySum(${f}), 1)`;
  const sums = weighed(s, f, sql`if(${centre}, toInt64(intDiv(length(${f}), 2)), 0)`);
  const scaled = once(sql`k`, scale, k => sql`arrayMap(x -> x / ${k}, ${sums})`);
  // The sum of coefficients of both signs is no scale.
  const json = sql`if(${isSigned} AND ifNull(${normal}, false), '', ${seriesJson(scaled)})`;
  const filtered = once(s, realsOf(series), () => once(f, realsOf(filter), () => json));
  return sql`if(${allNumbers(series)} AND ${allNumbers(filter)}, ${filtered}, '')`;
});

/** Each sum less what the filter already gave, weighed. */
const iir = simple((series = none, numerators = none, denominators = none) => {
  const [s, b, d] = [sql`s`, sql`b`, sql`d`];
  const before = sql`arraySum(j -> if(j <= length(y), ${d}[j + 1] * y[length(y) - j + 1], 0.), range(1, length(${d})))`;
  const next = sql`arrayPushBack(y, (u - ${before}) / ${d}[1])`;
  const recursion = sql`arrayFold((y, u) -> ${next}, ${weighed(s, b, sql`0`)}, CAST([], 'Array(Float64)'))`;
  const filtered = once(s, realsOf(series), () =>
    once(b, realsOf(numerators), () => once(d, realsOf(denominators), () => seriesJson(recursion))),
  );
  return sql`if(${allNumbers(series)} AND ${allNumbers(numerators)} AND ${allNumbers(denominators)}, ${filtered}, '')`;
});

/** The discrete Fourier transform of complex numbers, `direction` -1, or its inverse: real and imaginary part. */
const transform = (direction: Sql, scale: Sql): EmitFunction =>
  simple((reals = none, imaginaries = none) => {
    const [x, y] = [sql`s`, sql`z`];
    const angle = sql`(${direction} * 2 * pi() * ((k * (i - 1)) % length(${x})) / length(${x}))`;
    const sum = (term: Sql): Sql =>
      sql`arrayMap(k -> arraySum((a, b, i) -> ${term}, ${x}, ${y}, arrayEnumerate(${x})) / ${scale}, range(length(${x})))`;
    const parts = joinedParts([
      seriesJson(sum(sql`a * cos(${angle}) - b * sin(${angle})`)),
      seriesJson(sum(sql`a * sin(${angle}) + b * cos(${angle})`)),
    ]);
    const given = sql`if(empty(${imaginaries}), arrayWithConstant(length(${x}), 0.), arrayResize(${realsOf(imaginaries)}, length(${x})))`;
    const transformed = once(x, realsOf(reals), () => once(y, given, () => parts));
    return sql`if(${allNumbers(reals)}, ${transformed}, '')`;
  });

export const seriesFilters = {
  series_fir: fir,
  series_iir: iir,
  series_fft: transform(sql`-1`, sql`1`),
  series_ifft: transform(sql`1`, sql`length(s)`),
} satisfies Record<string, EmitFunction>;
