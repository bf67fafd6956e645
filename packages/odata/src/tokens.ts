import { parseTicks, type Ticks } from '@vakt/contract/ticks';
import { ODataError } from './failure.ts';

interface Placed {
  /** Where the token begins in the text. */
  readonly position: number;
  readonly length: number;
}

/** A piece of an expression. */
export type Token = Placed &
  (
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'number'; readonly value: number | bigint }
    | { readonly kind: 'datetime'; readonly ticks: Ticks }
    | { readonly kind: 'guid'; readonly value: string }
    | { readonly kind: 'sign'; readonly sign: '(' | ')' | ',' | ':' | '/' }
    | { readonly kind: 'end' }
  );

type Reader = (text: string, position: number) => Token | undefined;

const pattern = (expression: RegExp, read: (match: string, position: number) => Token): Reader => {
  const sticky = new RegExp(expression, 'iy');
  return (text, position) => {
    sticky.lastIndex = position;
    const [match] = sticky.exec(text) ?? [];
    return match === undefined ? undefined : read(match, position);
  };
};

const readTime = (match: string, position: number): Token => {
  // An unescaped `+` of an offset arrives as a blank.
  const ticks = parseTicks(match.replace(' ', '+'));
  if (ticks === undefined) throw new ODataError(`'${match}' is not a date and time`, position);
  return { kind: 'datetime', ticks, position, length: match.length };
};

const readString = (match: string, position: number): Token => {
  // No stored text holds this character, and PostgreSQL takes no parameter with it.
  if (match.includes('\0')) throw new ODataError('A NUL character in a string literal', position);
  return {
    kind: 'string',
    value: match.slice(1, -1).replaceAll("''", "'"),
    position,
    length: match.length,
  };
};

const readNumber = (match: string, position: number): Token => {
  const value = Number(match);
  const exact = /^-?\d+$/.test(match) && !Number.isSafeInteger(value) ? BigInt(match) : value;
  return { kind: 'number', value: exact, position, length: match.length };
};

const READERS: readonly Reader[] = [
  pattern(/[(),:/]/, (sign, position) => ({
    kind: 'sign',
    sign: sign as '(',
    position,
    length: 1,
  })),
  pattern(/'(?:[^']|'')*'/, readString),
  pattern(
    /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+ -]\d\d:?\d\d)?|Z)?(?![\w-])/,
    readTime,
  ),
  pattern(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/, (value, position) => ({
    kind: 'guid',
    value,
    position,
    length: value.length,
  })),
  pattern(/-?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?(?![\w.])/, readNumber),
  pattern(/[a-z_$@][\w$]*/, (name, position) => ({ kind: 'name', name, position, length: name.length })),
];

const readToken = (text: string, position: number): Token | undefined => {
  for (const read of READERS) {
    const token = read(text, position);
    if (token) return token;
  }
  return undefined;
};

/**
 * Cuts an expression into tokens, an `end` last. Blanks may be missing wherever a token ends by itself (`'High'and …`).
 *
 * @throws ODataError at text that is no token.
 */
export const tokenize = (text: string): Token[] => {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    if (/\s/.test(text.charAt(position))) {
      position += 1;
      continue;
    }
    const token = readToken(text, position);
    if (!token) {
      const what = text.charAt(position) === "'" ? 'There is an unterminated string literal' : 'Syntax error';
      throw new ODataError(what, position);
    }
    tokens.push(token);
    position += token.length;
  }
  return [...tokens, { kind: 'end', position, length: 0 }];
};
