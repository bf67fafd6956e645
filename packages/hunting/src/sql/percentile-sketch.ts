/**
 * What `tdigest` keeps of a group: `[["long"],[value, …],[weight, …]]`, the different values in order, each with the number of
 * rows or the weight that has it. Dates and spans are ticks. Up to `MOST_VALUES` values a percentile over it is exact; of
 * more one stands for its neighbours, so that a rank is off by a hundredth of a percent where the service allows itself one
 * percent.
 */
import { applied, countedRows, type EmitCall, type Parts } from './aggregate-parts.ts';
import { realText } from './dynamic.ts';
import { once } from './once.ts';
import { integer, type Sql, sql } from './sql.ts';
import { plain, valueFrom } from './value.ts';

const MOST_VALUES = 10_000;
const most = integer(MOST_VALUES);

/** The type of a sketch's values; empty where there is no sketch. */
export const tagOf = (sketch: Sql): Sql => sql`JSONExtractString(${sketch}, 1, 1)`;

/** The values of a sketch as texts, in order. */
export const valuesOf = (sketch: Sql): Sql => sql`JSONExtractArrayRaw(${sketch}, 2)`;

/** How often each value counts. */
export const weightsOf = (sketch: Sql): Sql => sql`JSONExtract(${sketch}, 3, 'Array(Int64)')`;

/**
 * Which values are kept: the first, and of each part of equal weight the last. Arrays stand side by side, because a lambda
 * copies what it closes over.
 */
const keptMask = (sums: Sql): Sql => {
  const parts = once(
    sql`t`,
    sql`${sums}[-1]`,
    total => sql`arrayMap(x -> intDiv((x - 1) * ${most}, ${total}), ${sums})`,
  );
  const isLast = once(
    sql`q`,
    parts,
    q =>
      sql`arrayMap((x, y, i) -> i = 1 OR x != y, ${q}, arrayPushBack(arrayPopFront(${q}), -1), arrayEnumerate(${q}))`,
  );
  return sql`if(length(${sums}) <= ${most}, arrayMap(x -> true, ${sums}), ${isLast})`;
};

const digestJson = (tag: Sql, values: Sql, sums: Sql): Sql =>
  once(sql`k`, keptMask(sums), k => {
    const texts = sql`arrayStringConcat(arrayFilter((x, y) -> y, ${values}, ${k}), ',')`;
    const kept = sql`arrayPushFront(arrayFilter((x, y) -> y, ${sums}, ${k}), 0)`;
    const weights = sql`arrayStringConcat(arrayMap(w -> toString(w), arrayPopFront(arrayDifference(${kept}))), ',')`;
    return sql`concat('[["', ${tag}, '"],[', ${texts}, '],[', ${weights}, ']]')`;
  });

/** The sketch of values (texts, in order) and their weights, in a tuple; null for none. */
const sketchOf = (tag: Sql, pairs: Sql): Sql =>
  once(sql`p`, pairs, p =>
    once(sql`s`, sql`arrayCumSum(${p}.2)`, s => sql`if(empty(${s}), '', ${digestJson(tag, sql`${p}.1`, s)})`),
  );

/** A value's type within a sketch: whole numbers are one type. */
const tagFor = (type: Parts['argument']['type']): Sql => {
  if (type === 'real') return sql`real`;
  if (type === 'datetime' || type === 'timespan') return type === 'datetime' ? sql`datetime` : sql`timespan`;
  return sql`long`;
};

const sketch: EmitCall = parts => {
  const { argument, second } = parts;
  const isReal = argument.type === 'real';
  const value = isReal ? sql`toFloat64(${plain(argument)})` : sql`toInt64(${plain(argument)})`;
  const weight = second ? sql`toInt64(ifNull(${plain(second)}, 0))` : sql`toInt64(1)`;
  const pairs = sql`sumMapIf([assumeNotNull(${value})], [${weight}], ${countedRows(parts)})`;
  const text = isReal ? realText(sql`x`) : sql`toString(x)`;
  const texts = once(sql`m`, pairs, m => sql`(arrayMap(x -> ${text}, ${m}.1), ${m}.2)`);
  return valueFrom(sketchOf(sql`'${tagFor(argument.type)}'`, texts), 'dynamic', []);
};

/** Texts of numbers, with their weights, in the numbers' order. */
const inOrder = (pairs: Sql): Sql =>
  once(
    sql`m`,
    sql`arraySort(t -> (toFloat64OrZero(t.1), toInt64OrZero(t.1)), arrayZip(${pairs}.1, ${pairs}.2))`,
    m => sql`(arrayMap(t -> t.1, ${m}), arrayMap(t -> t.2, ${m}))`,
  );

/** One sketch of several; sketches of different types have none in common. */
export const mergedSketch = (tags: Sql, pairs: Sql): Sql =>
  once(
    sql`g`,
    sql`arrayFilter(t -> t != '', ${tags})`,
    g => sql`if(length(${g}) = 1, ${sketchOf(sql`${g}[1]`, inOrder(pairs))}, '')`,
  );

const merged: EmitCall = parts => {
  const text = parts.argument.sql;
  const tags = applied(sql`groupUniqArray`, parts, tagOf(text));
  const pairs = applied(sql`sumMap`, parts, valuesOf(text), weightsOf(text));
  return valueFrom(mergedSketch(tags, pairs), 'dynamic', []);
};

/** The aggregates that make and merge such sketches. */
export const percentileSketches = { tdigest: sketch, tdigest_merge: merged };
