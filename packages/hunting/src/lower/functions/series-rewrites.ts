import type { BoundNode } from '../../bind/bound-node.ts';
import type { KustoType } from '../../kusto-type.ts';
import { call, constant, type Expression } from '../../plan/expression.ts';
import { constantOf } from '../constants.ts';
import { convert } from '../conversion.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { argumentAt, constantText, type Rewrite, type Rewrites } from './arguments.ts';
import { outlierFactors } from './outlier-factors.ts';

const seriesAt = (given: readonly Expression[], place: number, node: BoundNode): Expression =>
  convert(argumentAt(given, place, node), 'dynamic', node);

/** The argument in a place as `type`, or what it is when it is left out. */
const optional = (
  value: Expression | undefined,
  type: KustoType,
  otherwise: bigint | number,
  node: BoundNode,
): Expression => (value ? convert(value, type, node) : constant(type, otherwise));

/** One of a few words that an argument may be. */
const wordOf = (
  value: Expression | undefined,
  words: readonly [string, ...string[]],
  node: BoundNode,
): string => {
  const word = value ? constantText(value) : words[0];
  if (word === undefined) throw unsupported('A method of analysis that is computed', node);
  if (!words.includes(word)) throw meaningless(`'${word}' is none of ${words.join(', ')}.`, node);
  return word;
};

/** The least score of a period that `series_decompose` finds for itself, and that of `series_seasonal`. */
const DECOMPOSE_THRESHOLD = 0.6;
const SEASONAL_THRESHOLD = 0.7;

/** Seasonality, trend, test points, threshold: what all kinds of decomposition take, each in its place. */
const methodOf = (
  [seasonality, trend, testPoints, threshold]: readonly (Expression | undefined)[],
  node: BoundNode,
): Expression[] => [
  optional(seasonality, 'long', -1n, node),
  constant('string', wordOf(trend, ['avg', 'linefit', 'none'], node)),
  optional(testPoints, 'long', 0n, node),
  optional(threshold, 'real', DECOMPOSE_THRESHOLD, node),
];

const percentOf = (value: Expression | undefined, otherwise: number, node: BoundNode): number => {
  const percent = value ? constantOf(value, 'real')?.value : otherwise;
  if (typeof percent !== 'number') throw unsupported('A percentile that is computed', node);
  if (percent < 2 || percent > 98) throw meaningless('The percentiles lie between 2 and 98.', node);
  return percent;
};

/** The shares between which values are usual, and the factors of what lies below and above. */
const fenceOf = (low: number, high: number): Expression[] => {
  const { below, above } = outlierFactors(low, high);
  return [low / 100, high / 100, below, above].map(value => constant('real', value));
};

const QUARTILES = fenceOf(25, 75);

/** `series_outliers(series[, kind[, missing[, low[, high]]]])`. */
const outliers: Rewrite = (given, node) => {
  const [, kind, missing, low, high] = given;
  const isCustom = wordOf(kind, ['ctukey', 'tukey'], node) === 'ctukey';
  const fence = isCustom ? fenceOf(percentOf(low, 10, node), percentOf(high, 90, node)) : QUARTILES;
  const marked = missing ? convert(missing, 'real', node) : constant('real', null);
  return call('series_outliers', 'dynamic', seriesAt(given, 0, node), marked, ...fence);
};

/** `series_seasonal(series[, period])`. */
const seasonal: Rewrite = (given, node) =>
  call(
    'series_seasonal',
    'dynamic',
    seriesAt(given, 0, node),
    optional(given[1], 'long', -1n, node),
    constant('real', SEASONAL_THRESHOLD),
  );

/** `series_decompose(series[, seasonality[, trend[, test_points[, threshold]]]])`: a text of four series. */
export const decompose: Rewrite = (given, node) =>
  call('series_decompose', 'string', seriesAt(given, 0, node), ...methodOf(given.slice(1), node));

/** `series_decompose_forecast(series, points[, seasonality[, trend[, threshold]]])`, the points are not learned from. */
export const forecast: Rewrite = (given, node) => {
  const [, points, seasonality, trend, threshold] = given;
  const method = methodOf([seasonality, trend, points, threshold], node);
  return call('series_decompose', 'string', seriesAt(given, 0, node), ...method);
};

/** `series_decompose_anomalies(series[, limit[, …[, method[, threshold]]]])`: a text of three series. */
export const anomalies: Rewrite = (given, node) => {
  const [, limit, seasonality, trend, testPoints, kind, threshold] = given;
  const isCustom = wordOf(kind, ['ctukey', 'tukey'], node) === 'ctukey';
  return call(
    'series_decompose_anomalies',
    'string',
    seriesAt(given, 0, node),
    optional(limit, 'real', 1.5, node),
    ...methodOf([seasonality, trend, testPoints, threshold], node),
    ...(isCustom ? fenceOf(10, 90) : QUARTILES),
  );
};

/** `series_periods_detect(series, shortest, longest, count)`: a text of two series. */
export const periodsDetect: Rewrite = (given, node) => {
  const [shortest, longest] = [1, 2].map(place => convert(argumentAt(given, place, node), 'real', node));
  const count = convert(argumentAt(given, 3, node), 'long', node);
  if (!shortest || !longest) throw meaningless('An argument is missing.', node);
  return call('series_periods_detect', 'string', seriesAt(given, 0, node), shortest, longest, count);
};

/** `series_periods_validate(series, period, …)`: a text of two series. */
export const periodsValidate: Rewrite = (given, node) => {
  const periods = given.slice(1).map(period => convert(convert(period, 'real', node), 'dynamic', node));
  const stated = call('pack_array', 'dynamic', ...periods);
  return call('series_periods_validate', 'string', seriesAt(given, 0, node), stated);
};

/** `series_fir(series, filter[, normalize[, center]])`: by default normalized unless a coefficient is negative. */
const fir: Rewrite = (given, node) =>
  call(
    'series_fir',
    'dynamic',
    seriesAt(given, 0, node),
    seriesAt(given, 1, node),
    given[2] ?? constant('bool', null),
    given[3] ?? constant('bool', false),
  );

/** `series_fft(reals[, imaginaries])` and its inverse: a text of two series. */
export const fourier =
  (name: 'series_fft' | 'series_ifft'): Rewrite =>
  (given, node) => {
    const imaginaries = given[1] ? convert(given[1], 'dynamic', node) : constant('dynamic', null);
    return call(name, 'string', seriesAt(given, 0, node), imaginaries);
  };

/** `series_fit_poly(values[, places[, degree]])`: a text of numbers and series. */
export const fitPolynomial: Rewrite = (given, node) => {
  const places = given[1] ? convert(given[1], 'dynamic', node) : constant('dynamic', null);
  const degree = optional(given[2], 'long', 1n, node);
  return call('series_fit_poly', 'string', seriesAt(given, 0, node), places, degree);
};

/** `series_stats(series[, ignore_nonfinite])`: a text of numbers, or a bag of them. */
const statistics =
  (name: 'series_stats' | 'series_stats_dynamic'): Rewrite =>
  (given, node) => {
    const ignore = given[1] ?? constant('bool', false);
    const type = name === 'series_stats' ? 'string' : 'dynamic';
    return call(name, type, seriesAt(given, 0, node), ignore);
  };

export const stats = statistics('series_stats');

/** `series_fit_line(series)` and `series_fit_2lines(series)`: a text of numbers and series. */
export const fitLines =
  (name: 'series_fit_line' | 'series_fit_2lines'): Rewrite =>
  (given, node) =>
    call(name, 'string', seriesAt(given, 0, node));

/** Functions of series that become another expression. */
export const seriesRewrites: Rewrites = {
  series_fir: fir,
  series_outliers: outliers,
  series_seasonal: seasonal,
  series_stats_dynamic: statistics('series_stats_dynamic'),
};
