import { failureAt, type HuntingFailure } from '../failure.ts';

/** Longest query text, in UTF-16 units: thirty times the longest published hunting query. */
const MAX_LENGTH = 262_144;
/** Deepest nesting of brackets: the parser and the engine recurse on it. */
const MAX_NESTING = 64;

/** The words of the service for a query that is too large (reference: defender-xdr, section 8.3). */
export const SIZE_MESSAGE = 'The query cannot run because it exceeds the allowed size limit when processed.';

/** Comments, strings in their four forms, and brackets; anything else does not matter here. */
const TOKENS =
  /\/\/[^\n]*|```[^]*?```|@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[([{)\]}]/g;

/** Refuses a text that is too long or too deeply nested, before anything recurses over it. */
export const checkSize = (text: string): HuntingFailure | undefined => {
  if (text.length > MAX_LENGTH)
    return failureAt('resources', SIZE_MESSAGE, text, { start: MAX_LENGTH, length: 0 });
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if ('([{'.includes(token)) depth += 1;
    else if (')]}'.includes(token)) depth -= 1;
    if (depth > MAX_NESTING) return failureAt('resources', SIZE_MESSAGE, text, { start: index, length: 1 });
  }
  return undefined;
};
