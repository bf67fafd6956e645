/**
 * What `hll` keeps of a set: the hashes of its values, `[[1024,14],["hash",…],[]]`, the form that the service gives to small
 * sets. Up to `MOST_HASHES` values a count over it is exact; of more the smallest hashes are kept, whose density tells how
 * many there are, off by half a percent where the service allows itself one and a half.
 */
import { applied, countedRows, type EmitCall } from './aggregate-parts.ts';
import { hashBits } from './hash.ts';
import { once } from './once.ts';
import { integer, list, type Sql, sql } from './sql.ts';
import { valueFrom } from './value.ts';

const MOST_HASHES = 32_768;
const most = integer(MOST_HASHES);

const unsigned = (hash: Sql): Sql => sql`reinterpretAsUInt64(${hash})`;

/** The hashes of a sketch; none where there is no sketch. */
export const hashesOf = (sketch: Sql): Sql => sql`JSONExtract(${sketch}, 2, 'Array(Int64)')`;

/** The sketch that keeps these distinct hashes; null for none. */
export const sketchOf = (hashes: Sql): Sql =>
  once(sql`h`, hashes, h => {
    const kept = sql`if(length(${h}) > ${most}, arraySlice(arraySort(x -> ${unsigned(sql`x`)}, ${h}), 1, ${most}), ${h})`;
    const texts = sql`arrayStringConcat(arrayMap(x -> toString(x), ${kept}), '","')`;
    return sql`if(empty(${h}), '', concat('[[1024,14],["', ${texts}, '"],[]]'))`;
  });

/** Below which hash nothing was left out: all there are where the sketch is not full. */
const bound = (hashes: Sql): Sql =>
  sql`if(length(${hashes}) < ${most}, 18446744073709551615, arrayMax(arrayMap(x -> ${unsigned(sql`x`)}, ${hashes})))`;

/** So many hashes up to `limit` stand for how many values: hashes are spread evenly. */
const scaled = (count: Sql, limit: Sql): Sql =>
  sql`toInt64(round(${count} * (18446744073709551616. / ${limit})))`;

/** How many values the set has of which these hashes were kept. */
export const countOf = (hashes: Sql): Sql =>
  once(
    sql`h`,
    hashes,
    h =>
      sql`if(length(${h}) < ${most}, toInt64(length(${h})), ${scaled(integer(MOST_HASHES - 1), bound(h))})`,
  );

/** How many values all of the sets have, of which these hashes were kept. */
export const commonCount = (sets: readonly Sql[]): Sql => {
  const limit = sql`arrayMin(arrayMap(h -> ${bound(sql`h`)}, [${list(sets)}]))`;
  return once(sql`l`, limit, l =>
    scaled(sql`arrayCount(x -> ${unsigned(sql`x`)} <= ${l}, arrayIntersect(${list(sets)}))`, l),
  );
};

const sketch: EmitCall = parts => {
  const hash = sql`reinterpretAsInt64(${hashBits(parts.argument)})`;
  const hashes = sql`groupUniqArrayIf(assumeNotNull(${hash}), ${countedRows(parts)})`;
  return valueFrom(sketchOf(hashes), 'dynamic', []);
};

const merged: EmitCall = parts =>
  valueFrom(sketchOf(applied(sql`groupUniqArrayArray`, parts, hashesOf(parts.argument.sql))), 'dynamic', []);

/** The aggregates that make and merge such sketches. */
export const distinctSketches = { hll: sketch, hll_merge: merged };
