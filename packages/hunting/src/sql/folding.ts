import { type Sql, sql } from './sql.ts';

/**
 * `text` folded for comparison without regard to case. Lower case alone keeps the final sigma and the long s apart from
 * their other forms; a text of ASCII signs needs no more than the fast function.
 */
export const folded = (text: Sql, caseSensitive: boolean): Sql =>
  caseSensitive
    ? text
    : sql`if(isValidASCII(${text}), lower(${text}), replaceAll(replaceAll(lowerUTF8(${text}), 'ς', 'σ'), 'ſ', 's'))`;
