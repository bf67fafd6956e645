import { fail, ok, type Result } from '@vakt/contract/result';

/** A value of JSON that keeps the text of each number. */
export type JsonRecord = { readonly [name: string]: unknown };

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** JSON as of ES2026: numbers keep their text. */
const json = JSON as unknown as {
  parse(text: string, reviver: Reviver): unknown;
  rawJSON(text: string): { readonly rawJSON: string };
};

const keepNumbers: Reviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined ? json.rawJSON(source) : value;

/** The text of a number that was kept as it was written. */
export const numberText = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'rawJSON' in value ? String(value.rawJSON) : undefined;

/** Strings, and the characters that open and close what nests. */
const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*"|[[\]{}]/g;

const MOST_LEVELS = 128;

/** Where the value that begins at `start` with a bracket ends; `undefined` when it does not, or nests too deeply. */
const endOfValue = (text: string, start: number): number | undefined => {
  let depth = 0;
  TOKEN.lastIndex = start;
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    if (token[0] === '{' || token[0] === '[') depth += 1;
    if (token[0] === '}' || token[0] === ']') depth -= 1;
    if (depth > MOST_LEVELS) return undefined;
    if (depth === 0) return TOKEN.lastIndex;
  }
  return undefined;
};

const BETWEEN = /[\s,\]]*/y;

/** Past an opening bracket of the list of records, blanks and commas. */
const nextValue = (text: string, from: number): number => {
  BETWEEN.lastIndex = from;
  BETWEEN.exec(text);
  return BETWEEN.lastIndex;
};

const parseBag = (text: string): Result<JsonRecord, string> => {
  try {
    return ok(json.parse(text, keepNumbers) as JsonRecord);
  } catch {
    return fail('a record is not JSON');
  }
};

/** The objects of a text that holds a list of them, or one after the other. The last may be a failure. */
export function* jsonRecords(text: string): Generator<Result<JsonRecord, string>> {
  const opening = /^\s*\[?/.exec(text)?.[0].length ?? 0;
  for (let at = nextValue(text, opening); at < text.length; ) {
    const end = text[at] === '{' ? endOfValue(text, at) : undefined;
    if (end === undefined) return yield fail('it holds something else than whole JSON objects');
    const record = parseBag(text.slice(at, end));
    yield record;
    if (!record.ok) return;
    at = nextValue(text, end);
  }
}
