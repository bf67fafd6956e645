/** How deeply arrays and objects may nest in anything that is taken in. */
export const MAX_JSON_DEPTH = 64;

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Whether `text` has more than `most` of `mark`; native search, so a flat record costs next to nothing. */
const hasMoreThan = (text: string, mark: string, most: number): boolean => {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
};

/** Where the string that opens at `start` ends: the position of its closing quote. */
const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    at += code === BACKSLASH ? 2 : 1;
  }
  return text.length;
};

const scan = (text: string, limit: number): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return false;
};

/**
 * Whether the JSON in `text` nests deeper than `limit`. Asked before parsing: ten megabytes of `[` would otherwise
 * become hundreds of megabytes of arrays, and recursive readers would overflow their stack.
 */
export const nestsDeeperThan = (text: string, limit: number): boolean =>
  (hasMoreThan(text, '{', limit / 2) || hasMoreThan(text, '[', limit / 2)) && scan(text, limit);
