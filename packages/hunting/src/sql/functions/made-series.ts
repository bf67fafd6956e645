import { arrayJson, toElement } from '../dynamic.ts';
import { once } from '../once.ts';
import { stepsIn } from '../series-steps.ts';
import { sql } from '../sql.ts';
import { nullOf, plain, valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

/** At most as many elements as the service makes (manual: make-series). */
const MAX_ELEMENTS = sql`1048576`;

/**
 * `series_fill(steps, first, count, otherwise)`: the values of a text of steps as an array of `count` elements from the
 * number `first` on; where there is no step, `otherwise`. Each value brings the gap behind it along, so that no element
 * has to look for its step.
 */
const seriesFill: EmitFunction = ([steps, first, count, otherwise], { type }) => {
  if (!steps || !first || !count || !otherwise) return valueFrom(nullOf(type), type, []);
  const start = sql`assumeNotNull(${plain(first)})`;
  const size = sql`least(greatest(assumeNotNull(${plain(count)}), 0), ${MAX_ELEMENTS})`;
  const gap = (length: typeof size) =>
    sql`arrayWithConstant(toUInt64(least(greatest(${length}, 0), ${MAX_ELEMENTS})), ${toElement(otherwise)})`;
  const numbers = sql`arrayMap(s -> toInt64(s[1]), a)`;
  const ends = sql`arrayPushBack(arrayPopFront(k), ${start} + ${size})`;
  const pieces = sql`arrayMap((s, n, e) -> arrayPushFront(${gap(sql`e - n - 1`)}, s[2]), a, k, ${ends})`;
  const filled = sql`arrayConcat(${gap(sql`k[1] - ${start}`)}, arrayFlatten(${pieces}))`;
  const elements = sql`if(empty(${steps.sql}), ${gap(size)}, ${once(sql`a`, stepsIn(steps.sql), () => once(sql`k`, numbers, () => filled))})`;
  return valueFrom(arrayJson(sql`arraySlice(${elements}, 1, ${size})`), type, [
    steps,
    first,
    count,
    otherwise,
  ]);
};

export const madeSeries = { series_fill: seriesFill } satisfies Readonly<Record<string, EmitFunction>>;
