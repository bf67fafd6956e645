/** Functions of series with several results: computed once as a text of parts, which columns take out of it. */
import { list, type Sql, sql } from '../sql.ts';
import { plain, valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';
import { none } from './series-elements.ts';

/** A result and the text of its JSON, in which there is no blank. */
export type Part = readonly [name: Sql, json: Sql];

/** Results behind each other: `series_part` takes one out as it was written, which a bag's member would not be. */
export const joinedParts = (results: readonly Sql[]): Sql => sql`arrayStringConcat([${list(results)}], ' ')`;

/** The parts behind each other, without their names. */
export const partsText = (parts: readonly Part[]): Sql => joinedParts(parts.map(([, json]) => json));

/** The parts as a bag. */
export const partsBag = (parts: readonly Part[]): Sql => {
  const members = parts.map(([name, json]) => sql`concat('"', ${name}, '":', ${json})`);
  return sql`concat('{', arrayStringConcat([${list(members)}], ','), '}')`;
};

/** `series_part(parts, place)`: counted from 1. */
const part: EmitFunction = ([parts, place], { type }) =>
  parts && place
    ? valueFrom(sql`splitByChar(' ', ${parts.sql})[${plain(place)}]`, type, [parts, place])
    : valueFrom(none, type, []);

export const seriesParts = { series_part: part } satisfies Readonly<Record<string, EmitFunction>>;
