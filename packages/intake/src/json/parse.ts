import { fail, ok, type Result } from '@vakt/contract/result';
import { MAX_JSON_DEPTH, nestsDeeperThan } from './depth.ts';

/** A number whose text a double cannot carry; prints as it was written. */
export interface NumberText {
  readonly rawJSON: string;
}

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

/** JSON as of ES2026 (source text access), which the compiler's library does not know yet. */
const json = JSON as unknown as {
  parse(text: string, reviver?: Reviver): JsonValue;
  rawJSON(text: string): NumberText;
  isRawJSON(value: unknown): value is NumberText;
};

/**
 * What a text must have for a double to lose something of it: 16 digits or points in a row, or a big exponent. A hit
 * inside a string costs only time. Without one the plain parser is used, which is three times as fast as a reviver.
 */
const MAY_LOSE_DIGITS = /[\d.]{16}|[eE][+-]?\d{2}/;
const INTEGER = /^-?\d+$/;

const keepDigits: Reviver = (_key, value, context) => {
  if (typeof value !== 'number' || context.source === undefined) return value;
  const { source } = context;
  if (INTEGER.test(source)) return Number.isSafeInteger(value) ? value : BigInt(source);
  return String(value) === source ? value : exactOrText(value, source);
};

const significantDigits = (source: string): number =>
  source
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '').length;

/** A double carries 15 significant digits of any decimal; beyond that, and beyond its range, the text is kept. */
const exactOrText = (value: number, source: string): number | NumberText => {
  const vanished = value === 0 && /[1-9]/.test(source.replace(/[eE].*$/, ''));
  const lossy = !Number.isFinite(value) || vanished || significantDigits(source) > 15;
  return lossy ? json.rawJSON(source) : value;
};

/** Whether `value` is a number that was kept as text. */
export const isNumberText = (value: unknown): value is NumberText => json.isRawJSON(value);

/** Whether `value` is a JSON object (not an array, not a number kept as text). */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumberText(value);

/**
 * Parses JSON without losing digits: `-9223372036854775808` stays what it is.
 *
 * @returns the value, or what is wrong with the text in one line.
 */
export const parseJson = (text: string, maxDepth = MAX_JSON_DEPTH): Result<JsonValue, string> => {
  if (nestsDeeperThan(text, maxDepth)) return fail(`nests deeper than ${maxDepth} levels`);
  try {
    return ok(MAY_LOSE_DIGITS.test(text) ? json.parse(text, keepDigits) : json.parse(text));
  } catch (error) {
    return fail(`is not JSON: ${withoutContent(error)}`);
  }
};

/** The parser's message quotes the text that it could not read; telemetry does not belong in messages. */
const withoutContent = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  const position = /position \d+/.exec(message)?.[0];
  return position
    ? `stops at ${position}`
    : message.startsWith('Unexpected end')
      ? 'it ends too early'
      : 'unexpected text';
};

/** Prints a parsed value back; `parseJson(printJson(value))` equals `value`. */
export const printJson = (value: JsonValue): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? json.rawJSON(String(item)) : item,
  );
