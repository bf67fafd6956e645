import { fail, ok, type Result } from '@vakt/contract/result';
import { MAX_JSON_DEPTH, nestsDeeperThan } from './depth.ts';
import { markNumbers, unmarkNumbers } from './marked-numbers.ts';
import { isNumberText, type NumberText, numberOfText, printableInteger } from './numbers.ts';

/** JSON without loss: integers beyond 2^53 are `bigint`, other numbers that a double would change are `NumberText`. */
export type JsonValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | NumberText
  | readonly JsonValue[]
  | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** JSON.parse as of ES2026, whose reviver sees the text of numbers. */
const json = JSON as unknown as { parse(text: string, reviver?: Reviver): JsonValue };

/**
 * What a text must have for a double to lose something of it: 16 digits or points in a row, or a big exponent. A hit
 * inside a string costs only time.
 */
const MAY_LOSE_DIGITS = /[\d.]{16}|\d[eE][+-]?\d{2}/;

const keepDigits: Reviver = (_key, value, context) =>
  typeof value === 'number' && context.source !== undefined ? numberOfText(context.source) : value;

const parseCarefully = (text: string): JsonValue => {
  const marked = markNumbers(text);
  if (marked === undefined) return json.parse(text, keepDigits);
  const value = json.parse(marked);
  return marked === text ? value : (unmarkNumbers(value) as JsonValue);
};

/** Whether `value` is a JSON object (not an array, not a number kept as text). */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumberText(value);

/** The parser's message quotes the text that it could not read; telemetry does not belong in messages. */
const withoutContent = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  const position = /position \d+/.exec(message)?.[0];
  if (position) return `stops at ${position}`;
  return message.startsWith('Unexpected end') ? 'it ends too early' : 'unexpected text';
};

/**
 * Parses JSON without losing digits: `-9223372036854775808` stays what it is.
 *
 * @returns the value, or what is wrong with the text in one line.
 */
export const parseJson = (text: string, maxDepth = MAX_JSON_DEPTH): Result<JsonValue, string> => {
  if (nestsDeeperThan(text, maxDepth)) return fail(`nests deeper than ${maxDepth} levels`);
  try {
    return ok(MAY_LOSE_DIGITS.test(text) ? parseCarefully(text) : json.parse(text));
  } catch (error) {
    return fail(`is not JSON: ${withoutContent(error)}`);
  }
};

/** Prints a parsed value back; `parseJson(printJson(value))` equals `value`. */
export const printJson = (value: JsonValue): string =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? printableInteger(item) : item));
