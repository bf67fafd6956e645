import { type Sql, sql } from './sql.ts';

/** Whether all signs of a text are ASCII: then few others fold to any of them. */
export const isAscii = (text: string): boolean => /^[\0-\x7F]*$/.test(text);

/**
 * `text` folded for comparison without regard to case. Lower case alone keeps the final sigma and the long s apart from
 * their other forms; a text of ASCII signs needs no more than the fast function.
 */
export const folded = (text: Sql, caseSensitive: boolean): Sql =>
  caseSensitive
    ? text
    : sql`if(isValidASCII(${text}), lower(${text}), replaceAll(replaceAll(lowerUTF8(${text}), 'ς', 'σ'), 'ſ', 's'))`;

/**
 * `text` folded far enough to look for `needles` in it, which are ASCII: beyond A to Z only the long s and the Kelvin sign
 * fold to ASCII letters. Without branches, so that the engine folds each value of a dictionary column once.
 */
export const foldedFor = (text: Sql, needles: readonly string[]): Sql => {
  const hasLetter = (letter: RegExp): boolean => needles.some(needle => letter.test(needle));
  const withS = hasLetter(/s/i) ? sql`replaceAll(lower(${text}), 'ſ', 's')` : sql`lower(${text})`;
  return hasLetter(/k/i) ? sql`replaceAll(${withS}, '\u212A', 'k')` : withS;
};
