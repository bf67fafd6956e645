/** Lines through series: the first point's place is one (manual: series_fit_line). */
import { arrayJson, realText } from '../dynamic.ts';
import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';
import { type EmitFunction, simple } from './emit-function.ts';
import { allNumbers, none, realsOf } from './series-elements.ts';
import { type Part, partsBag, partsText } from './series-parts.ts';

const realsJson = (reals: Sql): Sql => arrayJson(sql`arrayMap(x -> ${realText(sql`x`)}, ${reals})`);

/** How good a fit is: nothing is known of it where all values are the same. */
const qualityJson = (all: Sql, rest: Sql): Sql =>
  sql`if(${all} > 0, ${realText(sql`(1 - ${rest} / ${all})`)}, 'null')`;

const spreadOf = (reals: Sql): Sql => sql`arrayReduce('varSampStable', ${reals})`;

/** The spread of numbers around a line. */
const restOf = (reals: Sql, line: Sql): Sql =>
  sql`(arraySum((x, y) -> pow(x - y, 2), ${reals}, ${line}) / (length(${reals}) - 1))`;

/** `(slope, value before the first point)`. */
const lineOf = (reals: Sql): Sql =>
  sql`CAST(arrayReduce('simpleLinearRegression', arrayEnumerate(${reals}), ${reals}), 'Tuple(Float64, Float64)')`;

const pointsOf = (reals: Sql, line: Sql): Sql =>
  sql`arrayMap(i -> ${line}.2 + ${line}.1 * i, arrayEnumerate(${reals}))`;

const fitOf = (
  reals: Sql,
  line: Sql,
  points: Sql,
): Record<'rsquare' | 'slope' | 'variance' | 'rvariance' | 'interception', Sql> => {
  const [all, rest] = [spreadOf(reals), restOf(reals, points)];
  return {
    rsquare: qualityJson(all, rest),
    slope: realText(sql`${line}.1`),
    variance: realText(all),
    rvariance: realText(rest),
    interception: realText(sql`${line}.2`),
  };
};

const withLine = (reals: Sql, write: (parts: readonly Part[]) => Sql): Sql =>
  once(sql`l`, lineOf(reals), line =>
    once(sql`p`, pointsOf(reals, line), points => {
      const fit = fitOf(reals, line, points);
      return write([
        [sql`'rsquare'`, fit.rsquare],
        [sql`'slope'`, fit.slope],
        [sql`'variance'`, fit.variance],
        [sql`'rvariance'`, fit.rvariance],
        [sql`'interception'`, fit.interception],
        [sql`'line_fit'`, realsJson(points)],
      ]);
    }),
  );

const lineFit = (write: (parts: readonly Part[]) => Sql): EmitFunction =>
  simple((series = none) => {
    const parts = once(sql`r`, realsOf(series), r => withLine(r, write));
    return sql`if(${allNumbers(series)} AND JSONLength(${series}) > 1, ${parts}, '')`;
  });

/** The squares that a line through `count` points leaves, of their sums: of values, values by place, and squares. */
const squaresLeft = (count: Sql, values: Sql, byPlace: Sql, squares: Sql): Sql => {
  const places = sql`(${count} * (pow(${count}, 2) - 1) / 12)`;
  const along = sql`(${byPlace} - (${count} + 1) / 2 * ${values})`;
  return sql`(${squares} - pow(${values}, 2) / ${count} - pow(${along}, 2) / ${places})`;
};

/** How many points stand before the break at which two lines leave the least; each has two points or more. */
const breakOf = (reals: Sql): Sql => {
  const centred = sql`arrayMap(x -> x - arrayAvg(${reals}), ${reals})`;
  const sums = sql`(arrayCumSum(y), arrayCumSum((x, i) -> x * i, y, arrayEnumerate(y)), arrayCumSum(x -> x * x, y))`;
  const all = sql`(arraySum(y), arraySum((x, i) -> x * i, y, arrayEnumerate(y)), arraySum(x -> x * x, y))`;
  const left = squaresLeft(sql`k`, sql`u`, sql`w`, sql`q`);
  const right = squaresLeft(
    sql`(length(y) - k)`,
    sql`(a.1 - u)`,
    sql`(a.2 - w - k * (a.1 - u))`,
    sql`(a.3 - q)`,
  );
  const isSplit = sql`k BETWEEN 2 AND length(y) - 2`;
  const costs = sql`arrayMap((k, u, w, q) -> if(${isSplit}, ${left} + ${right}, inf), arrayEnumerate(y), s.1, s.2, s.3)`;
  const best = once(sql`c`, costs, c => sql`indexOf(${c}, arrayMin(${c}))`);
  return once(sql`y`, centred, () => once(sql`s`, sums, () => once(sql`a`, all, () => best)));
};

const side = (name: 'left' | 'right'): Sql => (name === 'left' ? sql`'left'` : sql`'right'`);

/** The parts of one of the two lines, in a bag of its own or one by one. */
const sideParts = (name: 'left' | 'right', reals: Sql, line: Sql, points: Sql, isBag: boolean): Part[] => {
  const fit = fitOf(reals, line, points);
  const parts: Part[] = [
    [sql`'rsquare'`, fit.rsquare],
    [sql`'slope'`, fit.slope],
    [sql`'interception'`, fit.interception],
    [sql`'variance'`, fit.variance],
    [sql`'rvariance'`, fit.rvariance],
  ];
  return isBag ? [[side(name), partsBag(parts)]] : parts;
};

const withTwoLines = (reals: Sql, isBag: boolean): Sql => {
  const [before, behind] = [sql`arraySlice(${reals}, 1, k)`, sql`arraySlice(${reals}, k + 1)`];
  const points = sql`arrayConcat(g, d)`;
  const [all, rest] = [spreadOf(reals), restOf(reals, points)];
  const parts: Part[] = [
    [sql`'rsquare'`, qualityJson(all, rest)],
    [sql`'split_idx'`, sql`toString(k)`],
    [sql`'variance'`, realText(all)],
    [sql`'rvariance'`, realText(rest)],
    [sql`'line_fit'`, realsJson(points)],
    ...sideParts('right', sql`f`, sql`m`, sql`d`, isBag),
    ...sideParts('left', sql`e`, sql`l`, sql`g`, isBag),
  ];
  const written = isBag ? partsBag(parts) : partsText(parts);
  const [e, f, l, m] = [sql`e`, sql`f`, sql`l`, sql`m`];
  return once(e, before, () =>
    once(f, behind, () =>
      once(l, lineOf(e), () =>
        once(m, lineOf(f), () =>
          once(sql`g`, pointsOf(e, l), () => once(sql`d`, pointsOf(f, m), () => written)),
        ),
      ),
    ),
  );
};

const twoLinesFit = (isBag: boolean): EmitFunction =>
  simple((series = none) => {
    const parts = once(sql`r`, realsOf(series), r => once(sql`k`, breakOf(r), () => withTwoLines(r, isBag)));
    return sql`if(${allNumbers(series)} AND JSONLength(${series}) > 3, ${parts}, '')`;
  });

export const seriesFits = {
  series_fit_line: lineFit(partsText),
  series_fit_line_dynamic: lineFit(partsBag),
  series_fit_2lines: twoLinesFit(false),
  series_fit_2lines_dynamic: twoLinesFit(true),
} satisfies Record<string, EmitFunction>;
