import { arrayJson, toElement } from '../dynamic.ts';
import { type Sql, sql } from '../sql.ts';
import { nullOf, plain, valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

/** At most as many elements as the service makes (manual: make-series). */
const MAX_ELEMENTS = sql`1048576`;

/**
 * `series_fill(bag, first, count, otherwise)`: the members of a bag whose keys are numbers as an array of `count` elements
 * from the number `first` on; where the bag has none, `otherwise`.
 */
const fill =
  (membersOf: (bag: Sql) => Sql, write: (member: Sql) => Sql): EmitFunction =>
  ([bag, first, count, otherwise], { type }) => {
    if (!bag || !first || !count || !otherwise) return valueFrom(nullOf(type), type, []);
    const start = sql`assumeNotNull(${plain(first)})`;
    const size = sql`least(greatest(assumeNotNull(${plain(count)}), 0), ${MAX_ELEMENTS})`;
    const member = write(sql`m[toString(i)]`);
    const element = sql`if(mapContains(m, toString(i)), ${member}, ${toElement(otherwise)})`;
    const elements = sql`arrayMap(m -> arrayMap(i -> ${element}, range(${start}, ${start} + ${size})), [CAST(${membersOf(bag.sql)}, 'Map(String, String)')])[1]`;
    return valueFrom(arrayJson(elements), type, [bag, first, count, otherwise]);
  };

const asItIs = (bag: Sql): Sql => sql`JSONExtractKeysAndValuesRaw(${bag})`;

/** The texts of reals: a bag would write `1.0` as `1`. */
const asText = (bag: Sql): Sql => sql`JSONExtractKeysAndValues(${bag}, 'String')`;

const realElement = (text: Sql): Sql =>
  sql`multiIf(match(${text}, '^-?[0-9]'), ${text}, ${text} = '', 'null', toJSONString(${text}))`;

export const madeSeries = {
  series_fill: fill(asItIs, member => member),
  series_fill_reals: fill(asText, realElement),
} satisfies Readonly<Record<string, EmitFunction>>;
