/** Patterns for the engine's RE2 that find needles by term. */
import { quoteRegex } from './regex.ts';

const ALPHANUMERIC = '[\\p{L}\\p{N}]';

/**
 * What stands between terms. Whoever ignores case still knows a letter: a mark, the iota below a letter, would count as the
 * letter that it folds to. In a text of ASCII signs the small class says the same: the engine makes a pattern ready anew for
 * each block of rows, and the large class takes it longer than many a block of short texts (0.7 ms, measured 2026-11-21).
 */
const SEPARATORS = { unicode: '(?-i:[^\\p{L}\\p{N}])', ascii: '[^0-9A-Za-z]' } as const;

/** The signs of the texts in which a pattern is looked for. */
export type Signs = keyof typeof SEPARATORS;

const termStart = (signs: Signs): string => `(?:^|${SEPARATORS[signs]})`;
const termEnd = (signs: Signs): string => `(?:$|${SEPARATORS[signs]})`;

const startsAlphanumeric = /^[\p{L}\p{N}]/u;
const endsAlphanumeric = /[\p{L}\p{N}]$/u;

/** How the ends of a needle must lie: at the ends of a term, or anywhere. */
export interface Bounds {
  readonly start: boolean;
  readonly end: boolean;
}

/** What a needle's ends need: one that is not alphanumeric needs no boundary (reference: kql, section 6, 17). */
const neededBounds = (needle: string, { start, end }: Bounds): Bounds => ({
  start: start && startsAlphanumeric.test(needle),
  end: end && endsAlphanumeric.test(needle),
});

/** Whether a needle must lie at an end of a term at all. */
export const isBounded = (needle: string, bounds: Bounds): boolean => {
  const { start, end } = neededBounds(needle, bounds);
  return start || end;
};

/** Patterns of which one is found where a needle is: needles that need the same boundaries share them. */
export const boundedNeedles = (needles: readonly string[], bounds: Bounds, signs: Signs): string[] => {
  const groups = Map.groupBy(needles, needle => {
    const { start, end } = neededBounds(needle, bounds);
    return `${start} ${end}`;
  });
  return [...groups.values()].map(group => {
    const { start, end } = neededBounds(group[0] ?? '', bounds);
    const alternatives = group.map(quoteRegex).join('|');
    const inner = group.length > 1 ? `(?:${alternatives})` : alternatives;
    return `${start ? termStart(signs) : ''}${inner}${end ? termEnd(signs) : ''}`;
  });
};

/** The patterns for a needle's ends when the needle is known only at run time. */
export const boundaryPatterns = {
  startsTerm: `^${ALPHANUMERIC}`,
  endsTerm: `${ALPHANUMERIC}$`,
  start: termStart('unicode'),
  end: termEnd('unicode'),
} as const;

/** The terms of a needle: its maximal runs of letters and digits. */
export const termsOf = (needle: string): string[] => needle.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether a text is one whole term. */
export const isOneTerm = (needle: string): boolean => /^[\p{L}\p{N}]+$/u.test(needle);
