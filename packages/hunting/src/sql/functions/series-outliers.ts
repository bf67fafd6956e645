import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';
import { simple } from './emit-function.ts';
import { isSeries, none, present, seriesJson, sparseReals } from './series-elements.ts';

/** The percentile of a share 0 to 1 of sorted numbers, on a line between neighbours. */
const percentile = (sorted: Sql, share: Sql): Sql => {
  const place = sql`((length(${sorted}) - 1) * ${share})`;
  const below = sql`${sorted}[toUInt64(floor(${place})) + 1]`;
  const above = sql`${sorted}[toUInt64(ceil(${place})) + 1]`;
  return sql`(${below} + (${above} - ${below}) * (${place} - floor(${place})))`;
};

/** What a fence is made of: two shares, and the factor of what lies below and above them. */
export interface Fence {
  readonly low: Sql;
  readonly high: Sql;
  readonly below: Sql;
  readonly above: Sql;
}

/** How far each number lies outside the percentiles, in their distance; nothing inside and where it is missing. */
export const outlierScores = (reals: Sql, { low, high, below, above }: Fence): Sql => {
  const fences = sql`[${percentile(sql`s`, low)}, ${percentile(sql`s`, high)}]`;
  const score = sql`multiIf(x > q[2], (x - q[2]) / (q[2] - q[1]) * ${above}, x < q[1], (x - q[1]) / (q[2] - q[1]) * ${below}, 0.)`;
  return once(sql`s`, sql`arraySort(${present(reals)})`, () =>
    once(sql`q`, fences, () => sql`arrayMap(x -> ${score}, ${reals})`),
  );
};

/** `series_outliers(series, missing, low, high, below, above)`: a value equal to `missing` has no score. */
const outliers = simple(
  (series = none, missing = none, low = none, high = none, below = none, above = none) => {
    const reals = sql`arrayMap(x -> if(x = ${missing}, nan, x), ${sparseReals(series)})`;
    const scores = once(sql`r`, reals, r => seriesJson(outlierScores(r, { low, high, below, above })));
    return sql`if(${isSeries(series)}, ${scores}, '')`;
  },
);

export const seriesOutliers = { series_outliers: outliers };
