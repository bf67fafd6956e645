/** The third argument that engines pass to a reviver: the number as it was written (ECMA-262, JSON.parse source text). */
interface ParseContext {
  readonly source?: string;
}

const MAY_HOLD_A_LONG = /\d{16}/;
const INTEGER = /^-?\d+$/;

/** Keeps an integer that a double cannot hold as a `bigint`: telemetry has 64-bit ids and sizes. */
const keepLongs = (_key: string, value: unknown, context?: ParseContext): unknown =>
  typeof value === 'number' &&
  !Number.isSafeInteger(value) &&
  context?.source !== undefined &&
  INTEGER.test(context.source)
    ? BigInt(context.source)
    : value;

/** Parses JSON without loss: integers beyond 2^53 become `bigint`. Throws a `SyntaxError` on text that is not JSON. */
export const parseJson = (text: string): unknown =>
  // A reviver makes parsing several times slower, so it runs only when a number may need it.
  MAY_HOLD_A_LONG.test(text) ? JSON.parse(text, keepLongs) : JSON.parse(text);

/** A plain object, as opposed to a list, a text or null. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
