import { TERM_INDEXED_COLUMNS } from '@vakt/lake/schema/table-definition';
import { isOneTerm, termsOf } from '../value/regex.ts';
import type { Emitter } from './emitter.ts';
import { identifier, type Sql, sql } from './sql.ts';

/** The stored columns that have an index of the terms of their lower-case text, as SQL writes them. */
const indexed: ReadonlySet<Sql> = new Set([...TERM_INDEXED_COLUMNS].map(identifier));

const isAscii = (text: string): boolean => /^[\0-\x7F]*$/.test(text);

/** The term of a needle that is likely to be the rarest. */
const longestTerm = (needle: string): string | undefined =>
  termsOf(needle).toSorted((one, other) => other.length - one.length)[0];

/** The terms of which a text must have one (of a single needle: all) to pass; none when the index cannot tell. */
const wantedTerms = (needles: readonly string[]): string[] | undefined => {
  if (!needles.every(isAscii)) return undefined;
  const [only] = needles;
  const terms = needles.length === 1 && only !== undefined ? termsOf(only) : needles.map(longestTerm);
  const known = terms.flatMap(term => (term === undefined ? [] : [term.toLowerCase()]));
  return known.length === terms.length && known.length > 0 ? known : undefined;
};

/**
 * The test `exact` of a `has` or `has_any`, answered by the term index where the subject has one. The index cuts texts at
 * ASCII signs alone, while a dash or quotation mark beyond ASCII ends a term, too: texts that are not ASCII are therefore
 * always tested exactly. A needle that is one whole term needs no test beyond the index's.
 */
export const throughTermIndex = (
  subject: Sql,
  needles: readonly string[],
  caseSensitive: boolean,
  exact: Sql,
  { parameters }: Emitter,
): Sql => {
  const terms = indexed.has(subject) ? wantedTerms(needles) : undefined;
  if (!terms) return exact;
  const text = sql`lowerUTF8(${subject})`;
  const all = parameters.strings(terms);
  const hit = needles.length === 1 ? sql`hasAllTokens(${text}, ${all})` : sql`hasAnyTokens(${text}, ${all})`;
  const isOther = sql`isValidASCII(${subject}) = 0`;
  const isEnough = !caseSensitive && needles.every(isOneTerm);
  return isEnough ? sql`(${hit} OR (${isOther} AND ${exact}))` : sql`((${hit} OR ${isOther}) AND ${exact})`;
};
