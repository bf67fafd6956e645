import type { TextFunction } from '@vakt/contract/query';
import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** Escapes what `like` gives a meaning to. */
const literalPattern = (text: string): string => text.replace(/[\\%_]/g, character => `\\${character}`);

const FIRST_SURROGATE = 0xd8_00;
const AFTER_SURROGATES = 0xe0_00;
const LAST_CODE_POINT = 0x10_ff_ff;

/** The code point after another one; there is none in UTF-8 among the surrogates. */
const nextCodePoint = (point: number): number =>
  point + 1 === FIRST_SURROGATE ? AFTER_SURROGATES : point + 1;

/** The first text behind all that begin with `prefix`, by code points; `undefined` when there is none. */
export const afterPrefix = (prefix: string): string | undefined => {
  const points = Array.from(prefix, character => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  return last === undefined ? undefined : String.fromCodePoint(...points, nextCodePoint(last));
};

/**
 * Said as a range rather than with `like`: under row-level security PostgreSQL uses an index for operators only that are
 * known to leak nothing, and `like` is not among them.
 */
const startsWith = (text: RawBuilder<unknown>, prefix: string): RawBuilder<SqlBool> => {
  const end = afterPrefix(prefix);
  const from = sql<SqlBool>`(${text}) collate "C" >= ${prefix}::text`;
  return end === undefined ? from : sql<SqlBool>`(${from} and (${text}) collate "C" < ${end}::text)`;
};

/** Whether a text begins with another, ends with it or contains it, letter for letter. */
export const matchText = (
  text: RawBuilder<unknown>,
  how: TextFunction,
  wanted: string,
): RawBuilder<SqlBool> => {
  switch (how) {
    case 'startswith':
      return startsWith(text, wanted);
    case 'endswith':
      return sql<SqlBool>`(${text}) like ${`%${literalPattern(wanted)}`}::text`;
    default:
      return sql<SqlBool>`(${text}) like ${`%${literalPattern(wanted)}%`}::text`;
  }
};
