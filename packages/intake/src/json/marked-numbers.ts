import { type NumberText, numberOfText } from './numbers.ts';

/**
 * Parsing with a reviver to see the text of numbers takes four times as long as parsing (measured over 500 MB of event
 * logs). So the few numbers that a double would change are turned into marked strings before parsing, and back after it.
 * The mark is a control character, which stands in no JSON string but as the escape below; a text that has that escape
 * is read the slow way.
 */
const MARK = '\u0001';
const ESCAPED_MARK = '\\u0001';

const TOKEN = /-?\d[\d.eE+-]*(?=\s*(?:[,\]}]|$))/g;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** The shortest text of a number that a double may change, with the colon or bracket before it. */
const SHORTEST = 5;
const BACKSLASH = 92;

/** Whether the quote at `at` is escaped: an odd number of backslashes stands before it. */
const isEscaped = (text: string, at: number): boolean => {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
};

const endOfString = (text: string, start: number): number => {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
};

const markToken = (token: string): string =>
  JSON_NUMBER.test(token) && typeof numberOfText(token) !== 'number' ? `"${ESCAPED_MARK}${token}"` : token;

/** The text with its delicate numbers as marked strings; `undefined` when the mark could be mistaken. */
export const markNumbers = (text: string): string | undefined => {
  if (text.includes(ESCAPED_MARK)) return undefined;
  let marked = '';
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const end = quote === -1 ? text.length : quote;
    if (end - at >= SHORTEST) {
      const between = text.slice(at, end);
      // Cut off at a quote, a token may look whole that is not; a quote after a number is no JSON, and stays none.
      const changed = between.replace(TOKEN, markToken);
      if (changed !== between) {
        marked += text.slice(copied, at) + changed;
        copied = end;
      }
    }
    at = quote === -1 ? text.length : endOfString(text, quote) + 1;
  }
  return copied === 0 ? text : marked + text.slice(copied);
};

const unmark = (value: unknown): number | bigint | NumberText | undefined =>
  typeof value === 'string' && value.startsWith(MARK) ? numberOfText(value.slice(MARK.length)) : undefined;

/** Assignment keeps the object fast, but to a member called __proto__ it would do something else. */
const setMember = (members: Record<string, unknown>, name: string, value: unknown): void => {
  if (name === '__proto__')
    Object.defineProperty(members, name, { value, enumerable: true, writable: true, configurable: true });
  else members[name] = value;
};

/** Turns the marked strings in a freshly parsed value into their numbers, in place; returns the value. */
export const unmarkNumbers = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return unmark(value) ?? value;
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members)) {
    const member = members[name];
    const number = unmark(member);
    if (number !== undefined) setMember(members, name, number);
    else if (typeof member === 'object') unmarkNumbers(member);
  }
  return value;
};
