/** Regular expressions for the engine's RE2, from texts of the query. */

/** `text` as a pattern that matches it and nothing else. */
export const quoteRegex = (text: string): string =>
  text.replaceAll('\0', '\\x00').replaceAll(/[\\^$.|?*+()[\]{}\-/&~#@%!,:;<>="'` \t\n\r]/g, found => {
    if (found === '\0') return found;
    return `\\x{${(found.codePointAt(0) ?? 0).toString(16)}}`;
  });

/** Whether one of several patterns is found. Whole-text anchors: no flag makes `^` and `$` match at line ends. */
export const anyOf = (patterns: readonly string[], caseSensitive: boolean): string =>
  `${caseSensitive ? '' : '(?i)'}${patterns.length === 1 ? patterns[0] : patterns.map(pattern => `(?:${pattern})`).join('|')}`;

const WORD = '\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}\\x{200c}\\x{200d}';

/** What is no word character, by category: all others there are. */
const NOT_WORD = '\\p{Z}\\p{S}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}\\p{No}\\p{C}';

/** What is no white space, by range. */
const NOT_SPACE =
  '\\x00-\\x08\\x0e-\\x1f!-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}';

/** The classes that know Unicode: outside a class in brackets and inside one. */
const PERL_CLASSES: Readonly<Record<string, readonly [outside: string, inside: string]>> = {
  d: ['\\p{Nd}', '\\p{Nd}'],
  D: ['\\P{Nd}', '\\P{Nd}'],
  w: [`[${WORD}]`, WORD],
  W: [`[^${WORD}]`, NOT_WORD],
  s: ['[\\s\\x0b\\x{85}\\p{Z}]', '\\s\\x0b\\x{85}\\p{Z}'],
  S: ['[^\\s\\x0b\\x{85}\\p{Z}]', NOT_SPACE],
};

/** What a pattern is read in: escapes, classes by name, classes that hold every character, parts of other classes. */
const TOKEN =
  /\\b\{|\\[^]|\[:\^?\w+:\]|\[(?:\\s\\S|\\S\\s|\\w\\W|\\W\\w|\\d\\D|\\D\\d)\]|\[\^?\]?|\]|&&|--|~~|[^]/gu;

/** A boundary of words: `\\<` and `\\>` are plain ones beside a word character, which makes them the right ones. */
const boundary = (token: string, before: string, after: string): string | undefined => {
  const isBesideWord = token === '\\<' ? /^(?:\w|\\w)/.test(after) : /\w$/.test(before);
  return token === '\\b{' || !isBesideWord ? undefined : '\\b';
};

/** What a token between others is in RE2; `undefined` when it has none. */
const translated = (token: string, isInside: boolean, before: string, after: string): string | undefined => {
  if (isInside && /^(?:&&|--|~~)$/.test(token)) return undefined;
  if (!isInside && /^\\(?:[<>]|b\{)$/.test(token)) return boundary(token, before, after);
  if (token.length > 4 && token.startsWith('[\\')) return '(?s:.)';
  const known = token.length === 2 && token.startsWith('\\') ? PERL_CLASSES[token.slice(1)] : undefined;
  return known?.[isInside ? 1 : 0] ?? token;
};

/** `\u2013`, `\u{2013}` and `\U00002013` as RE2 writes them: `\x{2013}`. */
const withCodePoints = (pattern: string): string =>
  pattern.replaceAll(
    /(\\\\)|\\(?:[uU]\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/g,
    (found: string, slashes?: string, braced?: string, short?: string, long?: string) =>
      slashes ? found : `\\x{${braced ?? short ?? long}}`,
  );

/** Most repetitions of one piece that RE2 takes. */
const MAX_REPEATS = 1_000;

/** The repetitions of a piece in parts that RE2 takes, one behind another. */
const repeated = (piece: string, least: number, most: number): string => {
  if (least > MAX_REPEATS)
    return `${piece}{${MAX_REPEATS}}${repeated(piece, least - MAX_REPEATS, most - MAX_REPEATS)}`;
  if (most === Number.POSITIVE_INFINITY) return `${piece}{${least},}`;
  if (most <= MAX_REPEATS) return `${piece}{${least},${most}}`;
  return `${piece}{${least},${MAX_REPEATS}}${repeated(piece, 0, most - MAX_REPEATS)}`;
};

/** One sign or class, and perhaps how often it is repeated. */
const REPEATED =
  /(\\(?:[pPx]\{\^?\w+\}|x[0-9A-Fa-f]{2}|[pP]\w|[^pPx])|\[\^?\]?(?:\\[^]|[^\]\\])*\]|[^\\()[\]{}|*+?^$])(?:\{(\d+)(,?)(\d*)\})?/gu;

const withFewRepeats = (pattern: string): string =>
  pattern.replaceAll(REPEATED, (found: string, piece: string, from?: string, comma?: string, to?: string) => {
    if (from === undefined) return found;
    const least = Number(from);
    const most = comma === '' ? least : to ? Number(to) : Number.POSITIVE_INFINITY;
    return Math.max(least, Number.isFinite(most) ? most : 0) <= MAX_REPEATS
      ? found
      : repeated(piece, least, most);
  });

/** What RE2 has not or reads in another way. Escaped signs are none of these. */
const UNKNOWN: readonly (readonly [RegExp, string])[] = [
  [/^(?:\\[^]|[^\\])*?\(\?<?[=!]/, 'Look-around in a regular expression'],
  [/^(?:\\[^]|[^\\])*?\\[1-9]/, 'A back-reference in a regular expression'],
  [/^(?:\\[^]|[^\\])*?\(\?[a-zA-Z-]*[xRu][a-zA-Z-]*[:)]/, 'This flag of a regular expression'],
];

/** A pattern in the language's syntax as RE2 reads it, or what it uses that RE2 has not. */
export type Translation = { readonly pattern: string } | { readonly unsupported: string };

/**
 * Translates a pattern: `.` stops at line ends (the engine's default does not), and `\w`, `\d`, `\s` know Unicode
 * (reference: kql, section 6, 23).
 */
export const translateRegex = (given: string): Translation => {
  const pattern = withFewRepeats(withCodePoints(given));
  const unknown = UNKNOWN.find(([test]) => test.test(pattern));
  if (unknown) return { unsupported: unknown[1] };
  let isInside = false;
  let hasDot = false;
  let result = '';
  for (const { 0: token, index } of pattern.matchAll(TOKEN)) {
    const piece = translated(token, isInside, pattern.slice(0, index), pattern.slice(index + token.length));
    if (piece === undefined)
      return {
        unsupported: `'${token}' ${isInside ? 'inside a character class' : 'in a regular expression'}`,
      };
    hasDot ||= token === '.' && !isInside;
    if (/^\[\^?\]?$/.test(token)) isInside = true;
    else if (token === ']') isInside = false;
    result += piece;
  }
  // A flag in front hides from the engine the plain text that a pattern begins with, for which it looks first.
  return { pattern: hasDot ? `(?-s)${result}` : result };
};

/** The pattern with each repetition as short as can be. */
export const withShortMatches = (pattern: string): string =>
  pattern.replaceAll(
    /\\(?:[pP]\{\^?\w+\}|x\{[0-9A-Fa-f]+\}|[^])|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\]\\])*\]|\(\?|([*+?]|\{\d+(?:,\d*)?\})\??/g,
    (found: string, repetition?: string) => (repetition === undefined ? found : `${repetition}?`),
  );

/** The groups of a pattern that catch what they match: their names, where they have one. */
export const captureGroups = (pattern: string): (string | undefined)[] =>
  [...pattern.matchAll(/\\[^]|\[\^?\]?(?:\\[^]|[^\]\\])*\]|\((?!\?(?!P?<))(?:\?P?<(\w+)>)?/g)]
    .filter(([token]) => token.startsWith('('))
    .map(([, name]) => name);
