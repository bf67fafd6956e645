/**
 * Periods of a series by its autocorrelation: a period is a lag at which the series is more like itself than at the lags
 * around it. Its score is how alike, there and at twice the lag where that lies in the series' first half. Where the series
 * rises or falls all along, that is taken out first.
 */
import { elementsOf } from '../dynamic.ts';
import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';
import { simple } from './emit-function.ts';
import { isSeries, none, present, seriesJson, sparseReals } from './series-elements.ts';
import { joinedParts } from './series-parts.ts';

/** The shortest period, in points (manual: series_periods_detect). */
const SHORTEST = sql`4`;

/** So many of the best lags are compared with each other. */
const CANDIDATES = sql`16`;

/** Missing values as the mean: they say nothing for or against a period. */
const filled = (reals: Sql): Sql => {
  const mean = sql`arrayReduce('avg', ${present(reals)})`;
  return once(sql`m`, mean, m => sql`arrayMap(x -> if(isNaN(x), ${m}, x), ${reals})`);
};

/** The least share of the spread that a line explains for it to be a trend, which would hide the periods. */
const TREND = sql`0.15`;

/** Numbers without their trend, where they have one. */
const withoutTrend = (reals: Sql): Sql => {
  const line = sql`CAST(arrayReduce('simpleLinearRegression', arrayEnumerate(${reals}), ${reals}), 'Tuple(Float64, Float64)')`;
  const share = sql`pow(arrayReduce('corrStable', arrayEnumerate(${reals}), ${reals}), 2)`;
  const rest = once(
    sql`l`,
    line,
    l => sql`arrayMap((x, i) -> x - ${l}.1 * i, ${reals}, arrayEnumerate(${reals}))`,
  );
  return sql`if(${share} > ${TREND}, ${rest}, ${reals})`;
};

/** The autocorrelation at the lags 1 to one more than half the length, each from the pairs that there are. */
const correlations = (reals: Sql): Sql => {
  const steady = once(sql`w`, filled(reals), withoutTrend);
  const lags = sql`arraySlice(arrayAutocorrelation(${steady}, intDiv(length(${reals}), 2) + 2), 2)`;
  return sql`arrayMap((c, i) -> c * length(${reals}) / (length(${reals}) - i), ${lags}, range(1, length(${lags}) + 1))`;
};

/** `(lag, score)` of each lag; the score is nothing where the lag is no peak. */
const peaks = (reals: Sql): Sql =>
  once(sql`a`, correlations(reals), a => {
    const half = sql`intDiv(length(${reals}), 2)`;
    const twice = sql`arraySlice(arrayFilter((c, i) -> i % 2 = 0, ${a}, arrayEnumerate(${a})), 1, intDiv(${half}, 2))`;
    const score = sql`if(c >= b AND c >= d, greatest(least(c, t, 1.), 0.), 0.)`;
    const [before, behind] = [
      sql`arrayResize(arrayPushFront(${a}, 2.), length(${a}))`,
      sql`arrayResize(arrayPopFront(${a}), length(${a}), 2.)`,
    ];
    return sql`arrayMap((c, i, b, d, t) -> (i, ${score}), ${a}, arrayEnumerate(${a}), ${before}, ${behind}, arrayResize(${twice}, length(${a}), 2.))`;
  });

const isBetter = sql`(q.2, -toInt64(q.1)) > (p.2, -toInt64(p.1))`;
const isNear = sql`abs(toInt64(p.1) - toInt64(q.1)) <= greatest(1, intDiv(q.1, 4))`;
const isMultiple = sql`p.1 > q.1 AND abs(p.1 - round(p.1 / q.1) * q.1) <= round(p.1 / q.1) / 2`;

/** The periods in numbers, NaN where one is missing, as `(lag, score)`, the best first. */
export const periodsIn = (
  reals: Sql,
  shortest: Sql = SHORTEST,
  longest: Sql = sql`length(${reals})`,
): Sql => {
  const isWanted = sql`p.2 > 0 AND p.1 >= greatest(${shortest}, ${SHORTEST}) AND p.1 <= ${longest} AND 2 * p.1 < length(${reals})`;
  const found = sql`arrayFilter(p -> ${isWanted}, ${peaks(reals)})`;
  const best = sql`arraySlice(arrayReverseSort(p -> (p.2, -toInt64(p.1)), ${found}), 1, ${CANDIDATES})`;
  const isOvershadowed = sql`arrayExists(q -> ${isBetter} AND (${isNear} OR (${isMultiple})), f)`;
  return once(sql`f`, best, f => sql`arrayFilter(p -> NOT ${isOvershadowed}, ${f})`);
};

/** The best periods and their scores, nothing where there are fewer than wanted. */
const detect = simple((series = none, shortest = none, longest = none, count = none) => {
  const [least, most] = [sql`ifNull(${shortest}, 0)`, sql`ifNull(${longest}, 0)`];
  const size = sql`toUInt64(greatest(ifNull(${count}, 0), 0))`;
  const write = (found: Sql): Sql =>
    joinedParts([
      seriesJson(sql`arrayResize(arrayMap(p -> toFloat64(p.1), ${found}), ${size}, 0.)`),
      seriesJson(sql`arrayResize(arrayMap(p -> p.2, ${found}), ${size}, 0.)`),
    ]);
  const pair = once(sql`r`, sparseReals(series), r => once(sql`g`, periodsIn(r, least, most), write));
  return sql`if(${isSeries(series)}, ${pair}, '')`;
});

/** The scores of stated periods. */
const validate = simple((series = none, periods = none) => {
  const write = (g: Sql): Sql => {
    const isInside = sql`x >= ${SHORTEST} AND x <= length(r) / 2`;
    const score = sql`if(${isInside}, ${g}[toUInt64(round(x))].2, 0.)`;
    return seriesJson(
      sql`arrayMap(x -> ${score}, arrayMap(x -> toFloat64OrZero(x), ${elementsOf(periods)}))`,
    );
  };
  const scores = once(sql`r`, sparseReals(series), r => once(sql`g`, peaks(r), write));
  return sql`if(${isSeries(series)}, ${joinedParts([periods, scores])}, '')`;
});

export const seriesPeriods = { series_periods_detect: detect, series_periods_validate: validate };
