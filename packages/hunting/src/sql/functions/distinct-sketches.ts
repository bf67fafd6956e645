import { commonCount, countOf, hashesOf, sketchOf } from '../distinct-sketch.ts';
import { list, sql } from '../sql.ts';
import { valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

const merge: EmitFunction = (given, { type }) => {
  const all = sql`arrayConcat(${list(given.map(sketch => hashesOf(sketch.sql)))})`;
  return valueFrom(sketchOf(sql`arrayDistinct(${all})`), type, given);
};

const count: EmitFunction = ([sketch], { type }) => {
  if (!sketch) return valueFrom(sql`NULL`, type, [], true);
  return valueFrom(sql`if(${sketch.sql} = '', NULL, ${countOf(hashesOf(sketch.sql))})`, type, [sketch], true);
};

/** How many values all of the sets have. */
const intersection: EmitFunction = (given, { type }) =>
  valueFrom(commonCount(given.map(sketch => hashesOf(sketch.sql))), type, given);

export const distinctSketches = {
  hll_merge: merge,
  dcount_hll: count,
  dcount_intersect: intersection,
} satisfies Record<string, EmitFunction>;
