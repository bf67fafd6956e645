import { fail, ok, type Result } from '@vakt/contract/result';
import { badRequest, type GraphFailure } from './graph-failure.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object, not an array and not null. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Thrown inside a parse and caught where it began: the first property that is wrong ends it. */
export class PropertyError extends Error {}

const refuse = (path: string, wanted: string): never => {
  throw new PropertyError(`The property '${path}' must be ${wanted}.`);
};

/** Text of at most `longest` characters; empty text counts as missing when there is no `fallback`. */
export const readText = (value: unknown, path: string, longest: number, fallback?: string): string => {
  if ((value === undefined || value === null) && fallback !== undefined) return fallback;
  if (typeof value !== 'string' || (value.trim() === '' && fallback === undefined))
    return refuse(path, 'a text that is not empty');
  return value.length <= longest ? value : refuse(path, `at most ${longest} characters long`);
};

export const readBoolean = (value: unknown, path: string, fallback: boolean): boolean => {
  if (value === undefined || value === null) return fallback;
  return typeof value === 'boolean' ? value : refuse(path, 'true or false');
};

/** One of `choices` in any letter case, in the spelling of the list. */
export const readChoice = <Choice extends string>(
  value: unknown,
  path: string,
  choices: readonly Choice[],
): Choice => {
  const text = typeof value === 'string' ? value.toLowerCase() : undefined;
  return (
    choices.find(choice => choice.toLowerCase() === text) ?? refuse(path, `one of ${choices.join(', ')}`)
  );
};

export const readObject = (value: unknown, path: string): JsonObject =>
  isObject(value) ? value : refuse(path, 'an object');

/** A list, each member read by `readMember`; absent and null are the empty list. */
export const readList = <Member>(
  value: unknown,
  path: string,
  readMember: (member: unknown, path: string) => Member,
): Member[] => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return refuse(path, 'a list');
  return value.map((member, index) => readMember(member, `${path}[${index}]`));
};

/** Runs a parse; the first wrong property becomes its failure. */
export const attempt = <Value>(parse: () => Value): Result<Value, GraphFailure> => {
  try {
    return ok(parse());
  } catch (error) {
    if (error instanceof PropertyError) return fail(badRequest(error.message));
    throw error;
  }
};

/** The body of a request as a JSON object. */
export const readBody = (body: Uint8Array): Result<JsonObject, GraphFailure> => {
  const refusal = badRequest('The body of the request must be a JSON object.');
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isObject(value) ? ok(value) : fail(refusal);
  } catch {
    return fail(refusal);
  }
};
