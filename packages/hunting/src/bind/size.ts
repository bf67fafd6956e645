import { failureAt, type HuntingFailure } from '../failure.ts';

/** Longest query text, in UTF-16 units: thirty times the longest published hunting query. */
const MAX_LENGTH = 262_144;
/** Deepest nesting of brackets: the parser and the engine recurse on it. */
const MAX_NESTING = 64;

/** The words of the service for a query that is too large (reference: defender-xdr, section 8.3). */
export const SIZE_MESSAGE = 'The query cannot run because it exceeds the allowed size limit when processed.';

/** Comments, strings in their forms, brackets and commas; anything else does not matter here. */
const TOKENS =
  /\/\/[^\n]*|```[^]*?```|~~~[^]*?~~~|@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[([{)\]},]/g;

/** A bracket or a comma of a text's code, not of its strings and comments. */
export interface Mark {
  readonly token: string;
  readonly index: number;
  /** How many brackets are open behind it. */
  readonly depth: number;
}

/** The brackets and commas of a text, in order. */
export const marksIn = (text: string): Mark[] => {
  let depth = 0;
  return [...text.matchAll(TOKENS)].flatMap(({ 0: token, index }) => {
    if (token.length > 1) return [];
    if ('([{'.includes(token)) depth += 1;
    else if (token !== ',') depth -= 1;
    return [{ token, index, depth }];
  });
};

/** The text with blanks for its strings and comments. */
export const codeOf = (text: string): string =>
  text.replaceAll(TOKENS, token => (token.length > 1 ? ' '.repeat(token.length) : token));

/** Refuses a text that is too long or too deeply nested, before anything recurses over it. */
export const checkSize = (text: string): HuntingFailure | undefined => {
  if (text.length > MAX_LENGTH)
    return failureAt('resources', SIZE_MESSAGE, text, { start: MAX_LENGTH, length: 0 });
  const tooDeep = marksIn(text).find(({ depth }) => depth > MAX_NESTING);
  return tooDeep && failureAt('resources', SIZE_MESSAGE, text, { start: tooDeep.index, length: 1 });
};
