import { DICTIONARY_COLUMNS, TERM_INDEXED_COLUMNS } from '@vakt/lake/schema/table-definition';
import { isOneTerm, termsOf } from '../value/term-patterns.ts';
import type { Emitter } from './emitter.ts';
import { isAscii } from './folding.ts';
import { identifier, indexedText, type Sql, sql } from './sql.ts';

/** The stored columns that have an index of their terms, as SQL writes them. */
const indexed: ReadonlySet<Sql> = new Set([...TERM_INDEXED_COLUMNS].map(identifier));

const dictionaries: ReadonlySet<Sql> = new Set([...DICTIONARY_COLUMNS].map(identifier));

/** Whether the subject is a stored column of few values, of which the engine keeps and tries each once. */
export const isDictionary = (subject: Sql): boolean => dictionaries.has(subject);

/**
 * Needles of signs that all versions of Unicode agree on, this process's and the engine's: Latin, Greek, Cyrillic, kana,
 * ideographs, Hangul. Iota is not among them, because a mark that is no letter folds to it.
 */
const IS_CERTAIN = /^(?![^]*[\u0399\u03B9])[\0-\u024F\u0370-\u052F\u3040-\u30FF\u4E00-\u9FA5\uAC00-\uD7A3]*$/;

/** The term of a needle that is likely to be the rarest. */
const longestTerm = (needle: string): string | undefined =>
  termsOf(needle).toSorted((one, other) => other.length - one.length)[0];

/** The terms of which a text must have one (of a single needle: all) to pass; none when the index cannot tell. */
const wantedTerms = (needles: readonly string[]): string[] | undefined => {
  if (!needles.every(needle => IS_CERTAIN.test(needle))) return undefined;
  const [only] = needles;
  const terms = needles.length === 1 && only !== undefined ? termsOf(only) : needles.map(longestTerm);
  const known = terms.filter(term => term !== undefined);
  return known.length === terms.length && known.length > 0 ? known : undefined;
};

/** The terms as the index has them. Those that need the engine's folding travel as one text: it takes no lambda here. */
const indexedTerms = (terms: readonly string[], { parameters }: Emitter): Sql =>
  terms.every(isAscii)
    ? parameters.strings(terms.map(term => term.toLowerCase()))
    : sql`tokens(${indexedText(parameters.string(terms.join(' ')))})`;

/** A stored text in the words of its term index, where it has one; else in lower case, whose ASCII terms are the same. */
export const inTerms = (subject: Sql): Sql =>
  indexed.has(subject) ? indexedText(subject) : sql`lowerUTF8(${subject})`;

/** Whether the subject has all terms of the needles, asked of its term index, where it has one that can tell. */
export const haveAllTerms = (subject: Sql, needles: readonly string[], emitter: Emitter): Sql | undefined => {
  if (!indexed.has(subject) || !needles.every(needle => IS_CERTAIN.test(needle))) return undefined;
  const terms = needles.flatMap(termsOf);
  return terms.length === 0
    ? undefined
    : sql`hasAllTokens(${indexedText(subject)}, ${indexedTerms(terms, emitter)})`;
};

/**
 * The test of a needle that may lie within terms, which `exact` writes: terms that lie whole between separators of the
 * needle are asked of the index first.
 */
export const throughInnerTerms = (subject: Sql, needle: string, exact: () => Sql, emitter: Emitter): Sql => {
  const inner = needle.replace(/^[\p{L}\p{N}]+/u, '').replace(/[\p{L}\p{N}]+$/u, '');
  const hit = haveAllTerms(subject, [inner], emitter);
  return hit ? sql`(${hit} AND ${exact()})` : exact();
};

/**
 * The test of a `has` or `has_any` that `exact` writes, answered by the term index where the subject has one. A needle that is one whole
 * term needs no test beyond the index's.
 */
export const throughTermIndex = (
  subject: Sql,
  needles: readonly string[],
  caseSensitive: boolean,
  exact: () => Sql,
  emitter: Emitter,
): Sql => {
  const terms = indexed.has(subject) ? wantedTerms(needles) : undefined;
  if (!terms) return exact();
  const [text, all] = [indexedText(subject), indexedTerms(terms, emitter)];
  const hit = needles.length === 1 ? sql`hasAllTokens(${text}, ${all})` : sql`hasAnyTokens(${text}, ${all})`;
  return !caseSensitive && needles.every(isOneTerm) ? hit : sql`(${hit} AND ${exact()})`;
};
