import { arrayJson, datetimeText, timespanText } from '../dynamic.ts';
import { once } from '../once.ts';
import { mergedSketch, tagOf, valuesOf, weightsOf } from '../percentile-sketch.ts';
import { list, type Sql, sql } from '../sql.ts';
import { plain, type SqlValue, unsteady, valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

/** Sketches merge as lists of their values: `sumMap` over the arguments in place of rows. */
const merge: EmitFunction = (given, { type }) => {
  const sketches = sql`[${list(given.map(sketch => sketch.sql))}]`;
  const tags = sql`arrayDistinct(arrayMap(d -> ${tagOf(sql`d`)}, ${sketches}))`;
  const values = sql`arrayFlatten(arrayMap(d -> ${valuesOf(sql`d`)}, ${sketches}))`;
  const weights = sql`arrayFlatten(arrayMap(d -> ${weightsOf(sql`d`)}, ${sketches}))`;
  return valueFrom(mergedSketch(tags, sql`arrayReduce('sumMap', [${values}], [${weights}])`), type, given);
};

/** A value of a sketch as an element of a dynamic value. */
const elementJson = (tag: Sql, text: Sql): Sql => {
  const ticks = sql`toInt64OrZero(${text})`;
  const date = sql`concat('"', ${datetimeText(unsteady(ticks, 'datetime'))}, '"')`;
  return sql`multiIf(${tag} = 'datetime', ${date}, ${tag} = 'timespan', concat('"', ${timespanText(ticks)}, '"'), ${text})`;
};

/** The smallest value up to which the wanted part of the weight lies; null for what is no percentile. */
const valueAt = (sketch: Sql, percentile: Sql): Sql => {
  const weights = weightsOf(sketch);
  const place = once(
    sql`s`,
    sql`arraySum(${weights}) * ${percentile} / 100`,
    wanted => sql`arrayFirstIndex(w -> w >= ${wanted}, arrayCumSum(${weights}))`,
  );
  const text = sql`${valuesOf(sketch)}[${place}]`;
  const isThere = sql`${sketch} != '' AND ifNull(${percentile} BETWEEN 0 AND 100, false)`;
  return sql`if(${isThere}, ${elementJson(tagOf(sketch), text)}, '')`;
};

const percentile: EmitFunction = ([sketch, rank], { type }) => {
  if (!sketch || !rank) return valueFrom(sql`''`, type, []);
  return valueFrom(valueAt(sketch.sql, plain(rank)), type, [sketch, rank]);
};

const percentiles: EmitFunction = ([sketch, ranks], { type }) => {
  if (!sketch || !ranks) return valueFrom(sql`''`, type, []);
  const wanted = sql`JSONExtract(${ranks.sql}, 'Array(Nullable(Float64))')`;
  const element = (rank: Sql): Sql =>
    once(sql`v`, valueAt(sketch.sql, rank), v => sql`if(${v} = '', 'null', ${v})`);
  const all = arrayJson(sql`arrayMap(r -> ${element(sql`r`)}, ${wanted})`);
  return valueFrom(sql`if(${sketch.sql} = '', '', ${all})`, type, [sketch, ranks]);
};

/** Whether a text of the sketch stands for at most the value: whole numbers are compared as such. */
const isUpTo = (tag: Sql, text: Sql, value: SqlValue): Sql => {
  const asReals = sql`toFloat64OrNull(${text}) <= toFloat64(${plain(value)})`;
  if (value.type === 'real') return asReals;
  return sql`if(${tag} = 'real', ${asReals}, toInt64OrNull(${text}) <= ${plain(value)})`;
};

const rankOf = (sketch: SqlValue, value: SqlValue): Sql =>
  once(
    sql`g`,
    tagOf(sketch.sql),
    g =>
      sql`arraySum(arrayMap((x, w) -> if(ifNull(${isUpTo(g, sql`x`, value)}, false), w, 0), ${valuesOf(sketch.sql)}, ${weightsOf(sketch.sql)}))`,
  );

const ranked =
  (write: (rank: Sql, sketch: Sql) => Sql): EmitFunction =>
  ([sketch, value], { type }) => {
    if (!sketch || !value) return valueFrom(sql`NULL`, type, [], true);
    const isThere = sql`${sketch.sql} != '' AND ${value.nullable ? sql`isNotNull(${plain(value)})` : sql`true`}`;
    const result = write(rankOf(sketch, value), sketch.sql);
    return valueFrom(sql`if(${isThere}, toFloat64(${result}), NULL)`, type, [sketch, value], true);
  };

export const percentileSketches = {
  tdigest_merge: merge,
  percentile_tdigest: percentile,
  percentiles_array_tdigest: percentiles,
  rank_tdigest: ranked(rank => rank),
  percentrank_tdigest: ranked((rank, sketch) => sql`${rank} * 100. / arraySum(${weightsOf(sketch)})`),
} satisfies Record<string, EmitFunction>;
