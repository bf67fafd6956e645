import { arrayJson, toElement } from '../dynamic.ts';
import { sql } from '../sql.ts';
import { nullOf, plain, valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

/**
 * `series_fill(bag, first, count, otherwise)`: the members of a bag whose keys are numbers as an array of `count` elements
 * from the number `first` on; where the bag has none, `otherwise`.
 */
const seriesFill: EmitFunction = ([bag, first, count, otherwise], { type }) => {
  if (!bag || !first || !count || !otherwise) return valueFrom(nullOf(type), type, []);
  const members = sql`CAST(JSONExtractKeysAndValuesRaw(${bag.sql}), 'Map(String, String)')`;
  const start = sql`assumeNotNull(${plain(first)})`;
  const numbers = sql`range(${start}, ${start} + greatest(assumeNotNull(${plain(count)}), 0))`;
  const element = sql`if(mapContains(m, toString(i)), m[toString(i)], ${toElement(otherwise)})`;
  const elements = sql`arrayMap(m -> arrayMap(i -> ${element}, ${numbers}), [${members}])[1]`;
  return valueFrom(arrayJson(elements), type, [bag, first, count, otherwise]);
};

export const madeSeries = { series_fill: seriesFill } satisfies Readonly<Record<string, EmitFunction>>;
