/** Series: dynamic arrays of numbers, worked on element by element. What is no number among them gives null. */
import { arrayJson, realText, toElement } from '../dynamic.ts';
import { once } from '../once.ts';
import { list, type Sql, sql } from '../sql.ts';
import { type SqlValue, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';
import {
  allNumbers,
  isArray,
  isNumber,
  isWhole,
  none,
  real,
  realJson,
  realsOf,
  seriesElements,
  sparseReals,
  whole,
} from './series-elements.ts';
import { type Part, partsBag, partsText } from './series-parts.ts';

/** A series' elements, or one number as often as the other series has elements. */
const elementsAlong = (one: Sql, other: Sql): Sql =>
  sql`if(${isArray(one)}, ${seriesElements(one)}, arrayWithConstant(JSONLength(${other}), ${one}))`;

/** A new series of two: as long as the longer one. One of them may be a number. */
const pairwise = (one: Sql, other: Sql, write: (x: Sql, y: Sql) => Sql): Sql => {
  const element = sql`if(${isNumber(sql`x`)} AND ${isNumber(sql`y`)}, ${write(sql`x`, sql`y`)}, 'null')`;
  const [a, b] = [sql`a`, sql`b`];
  const resized = (series: Sql): Sql => sql`arrayResize(${series}, greatest(length(a), length(b)), 'null')`;
  const elements = sql`arrayMap((x, y) -> ${element}, ${resized(a)}, ${resized(b)})`;
  const both = once(a, elementsAlong(one, other), () => once(b, elementsAlong(other, one), () => elements));
  const isPair = sql`if(${isArray(one)}, ${isArray(other)} OR ${isNumber(other)}, ${isArray(other)} AND ${isNumber(one)})`;
  return sql`if(${isPair}, ${arrayJson(both)}, '')`;
};

/** Whole numbers stay whole, anything else is computed in reals. */
const arithmetic = (write: (x: Sql, y: Sql) => Sql): EmitFunction =>
  simple((one = none, other = none) =>
    pairwise(
      one,
      other,
      (x, y) =>
        sql`if(${isWhole(x)} AND ${isWhole(y)}, toString(${write(whole(x), whole(y))}), ${realJson(write(real(x), real(y)))})`,
    ),
  );

const ofReals = (write: (x: Sql, y: Sql) => Sql): EmitFunction =>
  simple((one = none, other = none) => pairwise(one, other, (x, y) => realJson(write(real(x), real(y)))));

const compared = (operator: Sql): EmitFunction =>
  simple((one = none, other = none) =>
    pairwise(one, other, (x, y) => sql`if(${real(x)} ${operator} ${real(y)}, 'true', 'false')`),
  );

/** A new series of one. */
const each = (series: Sql, write: (x: Sql) => Sql): Sql =>
  sql`if(${isArray(series)}, ${arrayJson(sql`arrayMap(x -> if(${isNumber(sql`x`)}, ${write(sql`x`)}, 'null'), ${seriesElements(series)})`)}, '')`;

const mapped = (name: Sql): EmitFunction =>
  simple((series = none) => each(series, x => realJson(sql`${name}(${real(x)})`)));

/** Functions that leave whole numbers whole. */
const keptWhole = (name: Sql): EmitFunction =>
  simple((series = none) =>
    each(
      series,
      x => sql`if(${isWhole(x)}, toString(${name}(${whole(x)})), ${realJson(sql`${name}(${real(x)})`)})`,
    ),
  );

/** One number of a series; null when it holds anything else. */
const reduced = (write: (reals: Sql) => Sql): EmitFunction =>
  simple((series = none) => sql`if(${allNumbers(series)}, ${write(realsOf(series))}, NULL)`, true);

const dot = (x: Sql, y: Sql): Sql => sql`arraySum((p, q) -> p * q, ${x}, ${y})`;

/** One number of two series of the same length, of which one may be a number. */
const reducedPair = (write: (x: Sql, y: Sql, ...further: Sql[]) => Sql): EmitFunction =>
  simple((one = none, other = none, ...further) => {
    const size = sql`greatest(JSONLength(${one}), JSONLength(${other}))`;
    const realsAlong = (series: Sql, along: Sql): Sql =>
      sql`arrayResize(arrayMap(x -> ${real(sql`x`)}, ${elementsAlong(series, along)}), ${size})`;
    const isEven = sql`(JSONLength(${one}) = JSONLength(${other}) OR NOT ${isArray(one)} OR NOT ${isArray(other)})`;
    const areNumbers = [one, other].map(series => sql`(${isNumber(series)} OR ${allNumbers(series)})`);
    const fits = sql`${areNumbers[0] ?? none} AND ${areNumbers[1] ?? none} AND ${isEven}`;
    return sql`if(${fits}, ${write(realsAlong(one, other), realsAlong(other, one), ...further)}, NULL)`;
  }, true);

const centred = (reals: Sql): Sql => sql`arrayMap(x -> x - arrayAvg(${reals}), ${reals})`;

const lengthOf = (x: Sql): Sql => sql`sqrt(${dot(x, x)})`;

/** The angle of two vectors; their lengths may be known. */
const cosine = (x: Sql, y: Sql, one: Sql = lengthOf(x), other: Sql = lengthOf(y)): Sql =>
  sql`(${dot(x, y)} / (${one} * ${other}))`;

const given = (value: SqlValue | undefined): Sql => (value ? toElement(value) : sql`'null'`);

/** `write` over the elements `e` and the mark of a missing one. */
const filled =
  (write: (missing: Sql) => Sql): EmitFunction =>
  ([series, missing], { type }) => {
    if (!series) return valueFrom(none, type, []);
    const elements = once(sql`e`, seriesElements(series.sql), () => write(given(missing)));
    return valueFrom(sql`if(${isArray(series.sql)}, ${arrayJson(elements)}, '')`, type, [
      series,
      ...(missing ? [missing] : []),
    ]);
  };

const constantFill: EmitFunction = ([series, filling, missing], { type }) => {
  if (!series || !filling) return valueFrom(none, type, []);
  const elements = sql`arrayMap(x -> if(x = ${given(missing)}, ${toElement(filling)}, x), ${seriesElements(series.sql)})`;
  return valueFrom(sql`if(${isArray(series.sql)}, ${arrayJson(elements)}, '')`, type, [series, filling]);
};

/** Between known neighbours on a straight line, whole numbers cut; outside them the nearest, or left. */
const linearFill: EmitFunction = ([series, missing, edges, filling], { type }) => {
  if (!series) return valueFrom(none, type, []);
  const isKnown = sql`x != ${given(missing)}`;
  const places = sql`arrayMap((x, i) -> if(${isKnown}, i, 0), e, arrayEnumerate(e))`;
  // The known neighbours of each element and their places: none is the place 0.
  const neighbours = list([
    sql`arrayFill(x -> ${isKnown}, e)`,
    sql`arrayReverseFill(x -> ${isKnown}, e)`,
    sql`arrayFill(x -> x != 0, n)`,
    sql`arrayReverseFill(x -> x != 0, n)`,
  ]);
  const line = sql`(${real(sql`l`)} + (${real(sql`r`)} - ${real(sql`l`)}) * (toInt64(i) - toInt64(p)) / (toInt64(q) - toInt64(p)))`;
  const between = sql`if(h, toString(toInt64(trunc(${line}))), ${realJson(line)})`;
  const atEdge = sql`if(${edges?.sql ?? sql`true`}, if(p = 0, r, l), x)`;
  const otherwise = filling ? toElement(filling) : sql`'0.0'`;
  const element = sql`multiIf(${isKnown}, x, p = 0 AND q = 0, ${otherwise}, p = 0 OR q = 0, ${atEdge}, ${between})`;
  const filled = sql`arrayMap((x, i, l, r, p, q) -> ${element}, e, arrayEnumerate(e), ${neighbours})`;
  const areWhole = sql`arrayAll(x -> NOT ${isKnown} OR ${isWhole(sql`x`)}, e)`;
  const elements = once(sql`e`, seriesElements(series.sql), () =>
    once(sql`n`, places, () => once(sql`h`, areWhole, () => filled)),
  );
  const inputs = [series, ...[missing, edges, filling].flatMap(value => value ?? [])];
  return valueFrom(sql`if(${isArray(series.sql)}, ${arrayJson(elements)}, '')`, type, inputs);
};

/** The extremes, their places in the whole series, and what is usual of them (manual: series_stats_dynamic). */
const statsParts = (r: Sql, all: Sql): Part[] => {
  const spread = sql`if(length(${r}) > 1, arrayReduce('varSampStable', ${r}), 0)`;
  return [
    [sql`'min'`, realText(sql`arrayMin(${r})`)],
    [sql`'min_idx'`, sql`toString(indexOf(${all}, arrayMin(${r})) - 1)`],
    [sql`'max'`, realText(sql`arrayMax(${r})`)],
    [sql`'max_idx'`, sql`toString(indexOf(${all}, arrayMax(${r})) - 1)`],
    [sql`'avg'`, realText(sql`arrayAvg(${r})`)],
    [sql`'stdev'`, realText(sql`sqrt(${spread})`)],
    [sql`'variance'`, realText(spread)],
    [sql`'sum'`, realText(sql`arraySum(${r})`)],
    [sql`'len'`, sql`toString(length(${r}))`],
  ];
};

/** The numbers that count: all of them, or, where those that are none are left out, the others. */
const stats = (write: (parts: readonly Part[]) => Sql): EmitFunction =>
  simple((series = none, ignore = none) => {
    const finite = sql`arrayFilter(x -> isFinite(x), ${sparseReals(series)})`;
    const parts = once(sql`r`, finite, r => sql`if(empty(${r}), '', ${write(statsParts(r, sql`a`))})`);
    const isKnown = sql`if(${ignore}, ${isArray(series)}, ${allNumbers(series)})`;
    return sql`if(${isKnown}, ${once(sql`a`, sparseReals(series), () => parts)}, '')`;
  });

export const series = {
  series_add: arithmetic((x, y) => sql`(${x} + ${y})`),
  series_subtract: arithmetic((x, y) => sql`(${x} - ${y})`),
  series_multiply: arithmetic((x, y) => sql`(${x} * ${y})`),
  series_divide: ofReals((x, y) => sql`(${x} / ${y})`),
  series_pow: ofReals((x, y) => sql`pow(${x}, ${y})`),
  series_equals: compared(sql`=`),
  series_not_equals: compared(sql`!=`),
  series_less: compared(sql`<`),
  series_less_equals: compared(sql`<=`),
  series_greater: compared(sql`>`),
  series_greater_equals: compared(sql`>=`),
  series_abs: keptWhole(sql`abs`),
  series_sign: keptWhole(sql`sign`),
  series_floor: keptWhole(sql`floor`),
  series_ceiling: keptWhole(sql`ceil`),
  series_exp: mapped(sql`exp`),
  series_log: mapped(sql`log`),
  series_sin: mapped(sql`sin`),
  series_cos: mapped(sql`cos`),
  series_tan: mapped(sql`tan`),
  series_asin: mapped(sql`asin`),
  series_acos: mapped(sql`acos`),
  series_atan: mapped(sql`atan`),
  series_sum: reduced(reals => sql`arraySum(${reals})`),
  series_product: reduced(reals => sql`arrayProduct(${reals})`),
  series_magnitude: reduced(reals => sql`sqrt(${dot(reals, reals)})`),
  series_dot_product: reducedPair(dot),
  series_cosine_similarity: reducedPair(cosine),
  series_pearson_correlation: reducedPair((x, y) => cosine(centred(x), centred(y))),
  series_fill_const: constantFill,
  series_fill_forward: filled(missing => sql`arrayFill(x -> x != ${missing}, e)`),
  series_fill_backward: filled(missing => sql`arrayReverseFill(x -> x != ${missing}, e)`),
  series_fill_linear: linearFill,
  series_stats: stats(partsText),
  series_stats_dynamic: stats(partsBag),
} satisfies Record<string, EmitFunction>;
