/**
 * A series taken apart: what repeats with its period, what is left of it as a trend, and the rest (manual:
 * series_decompose).
 */
import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';
import { simple } from './emit-function.ts';
import { isSeries, none, present, seriesJson, sparseReals } from './series-elements.ts';
import { outlierScores } from './series-outliers.ts';
import { joinedParts } from './series-parts.ts';
import { periodsIn } from './series-periods.ts';

/** How a series is taken apart, as the functions' arguments say. */
interface Method {
  /** The period, none, or -1 where it is to be found. */
  readonly seasonality: Sql;
  readonly trend: Sql;
  /** How many points at the end nothing is learned from. */
  readonly testPoints: Sql;
  /** The least score of a period that is found. */
  readonly threshold: Sql;
}

const foundPeriod = (reals: Sql, threshold: Sql): Sql =>
  once(
    sql`g`,
    periodsIn(reals),
    g => sql`if(notEmpty(${g}) AND ${g}[1].2 >= ${threshold}, toInt64(${g}[1].1), 0)`,
  );

/** The median of the values at each place of the period. */
const pattern = (reals: Sql, period: Sql): Sql => {
  const byPlace = sql`arraySort((x, i) -> (i - 1) % ${period}, ${reals}, arrayEnumerate(${reals}))`;
  const [rounds, rest] = [sql`intDiv(length(${reals}), ${period})`, sql`(length(${reals}) % ${period})`];
  const places = sql`arrayMap(k -> (toUInt64(1 + k * ${rounds} + least(k, ${rest})), toUInt64(${rounds} + (k < ${rest}))), range(toUInt64(${period})))`;
  const medians = sql`arrayReduceInRanges('quantileExactInclusive(0.5)', ${places}, ${byPlace})`;
  return sql`arrayMap(x -> if(isNaN(x), 0., x), ${medians})`;
};

/** The pattern of `learned` again and again over all points. */
const seasonal = (reals: Sql, learned: Sql, period: Sql): Sql => {
  // Both branches are looked at by the engine, so neither may divide by nothing.
  const size = sql`greatest(${period}, 1)`;
  const again = sql`arrayFlatten(arrayWithConstant(intDiv(length(${reals}), ${size}) + 1, ${pattern(learned, size)}))`;
  return sql`if(${period} > 0, arrayResize(${again}, length(${reals})), arrayWithConstant(length(${reals}), 0.))`;
};

/** The line `(slope, value before the first point)` that stands for the trend of what has no season any more. */
const trendLine = (reals: Sql, trend: Sql): Sql => {
  const places = sql`arrayFilter((i, x) -> NOT isNaN(x), arrayEnumerate(${reals}), ${reals})`;
  const line = sql`arrayReduce('simpleLinearRegression', ${places}, ${present(reals)})`;
  const mean = sql`(0., arrayReduce('avg', ${present(reals)}))`;
  const isLine = sql`${trend} = 'linefit' AND length(${places}) > 1`;
  return sql`multiIf(${isLine}, (${line}.1, ${line}.2), ${trend} = 'none', (0., 0.), ${mean})`;
};

/** `write` over the numbers and the parts of a series, by their names. */
const decomposed = (
  series: Sql,
  method: Method,
  write: (parts: Record<'reals' | 'seasonal' | 'trend', Sql>) => Sql,
): Sql => {
  const { trend } = method;
  // A number that a column holds may be null and counts as none: arrays are measured by numbers that are there.
  const [seasonality, testPoints, threshold] = [
    sql`ifNull(${method.seasonality}, 0)`,
    sql`ifNull(${method.testPoints}, 0)`,
    sql`ifNull(${method.threshold}, 0)`,
  ];
  const [r, v, p, z, w] = [sql`r`, sql`v`, sql`p`, sql`z`, sql`w`];
  const learned = sql`arraySlice(${r}, 1, greatest(toInt64(length(${r})) - greatest(${testPoints}, 0), 0))`;
  const period = sql`if(${seasonality} >= 0, least(${seasonality}, toInt64(length(${v}))), ${foundPeriod(v, threshold)})`;
  const rest = sql`arrayMap((x, y) -> x - y, ${v}, arrayResize(${z}, length(${v})))`;
  const line = once(
    sql`l`,
    trendLine(w, trend),
    l => sql`arrayMap(i -> ${l}.2 + ${l}.1 * i, arrayEnumerate(${r}))`,
  );
  return once(r, sparseReals(series), () =>
    once(v, learned, () =>
      once(p, period, () =>
        once(z, seasonal(r, v, p), () =>
          once(w, rest, () => once(sql`t`, line, t => write({ reals: r, seasonal: z, trend: t }))),
        ),
      ),
    ),
  );
};

const sum = (one: Sql, other: Sql): Sql => sql`arrayMap((x, y) -> x + y, ${one}, ${other})`;
const difference = (one: Sql, other: Sql): Sql => sql`arrayMap((x, y) -> x - y, ${one}, ${other})`;

/** Baseline, seasonal part, trend, residual. */
const decompose = simple(
  (series = none, seasonality = none, trend = none, testPoints = none, threshold = none) => {
    const parts = decomposed(series, { seasonality, trend, testPoints, threshold }, found =>
      once(sql`b`, sum(found.seasonal, found.trend), baseline =>
        joinedParts(
          [baseline, found.seasonal, found.trend, difference(found.reals, baseline)].map(seriesJson),
        ),
      ),
    );
    return sql`if(${isSeries(series)}, ${parts}, '')`;
  },
);

/** Flags, scores, baseline: the outliers of the residual. */
const anomalies = simple((...given) => {
  const [series = none, limit = none, seasonality = none, trend = none, testPoints = none, ...further] =
    given;
  const [threshold = none, low = none, high = none, below = none, above = none] = further;
  const method = { seasonality, trend, testPoints, threshold };
  const flag = sql`multiIf(x > ${limit}, '1', x < -${limit}, '-1', '0')`;
  const write = (baseline: Sql, scores: Sql): Sql =>
    joinedParts([
      sql`concat('[', arrayStringConcat(arrayMap(x -> ${flag}, ${scores}), ','), ']')`,
      seriesJson(scores),
      seriesJson(baseline),
    ]);
  const parts = decomposed(series, method, found =>
    once(sql`b`, sum(found.seasonal, found.trend), baseline => {
      const scores = once(sql`e`, difference(found.reals, baseline), residual =>
        outlierScores(residual, { low, high, below, above }),
      );
      return once(sql`o`, scores, o => write(baseline, o));
    }),
  );
  return sql`if(${isSeries(series)}, ${parts}, '')`;
});

/** The seasonal part alone. */
const season = simple((series = none, seasonality = none, threshold = none) => {
  const method = { seasonality, trend: sql`'none'`, testPoints: sql`0`, threshold };
  return sql`if(${isSeries(series)}, ${decomposed(series, method, found => seriesJson(found.seasonal))}, '')`;
});

export const seriesDecompose = {
  series_decompose: decompose,
  series_decompose_anomalies: anomalies,
  series_seasonal: season,
};
