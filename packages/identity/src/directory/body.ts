import { fail, ok, type Result } from '@vakt/contract/result';
import { badRequest, type GraphFailure } from './graph-error.ts';

type Body = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 1_024;
const LONGEST_LIST = 256;

/** The store keeps neither NUL characters nor halves of surrogate pairs. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

const wrong = (property: string, what: string): Result<never, GraphFailure> =>
  fail(badRequest(`Invalid value specified for property '${property}' of the resource: it must be ${what}.`));

/** An optional text; `undefined` when absent. */
export const readText = (body: Body, property: string): Result<string | undefined, GraphFailure> => {
  const value = body[property];
  if (value === undefined || value === null) return ok(undefined);
  return typeof value === 'string' && value.length <= LONGEST_TEXT && isStorable(value)
    ? ok(value)
    : wrong(property, `a text of at most ${LONGEST_TEXT} characters`);
};

/** A text that must be there and not be blank. */
export const requireText = (body: Body, property: string): Result<string, GraphFailure> => {
  const text = readText(body, property);
  if (!text.ok) return text;
  return text.value?.trim()
    ? ok(text.value)
    : fail(badRequest(`A value is required for property '${property}' of resource.`));
};

export const readBoolean = (body: Body, property: string): Result<boolean | undefined, GraphFailure> => {
  const value = body[property];
  if (value === undefined || value === null) return ok(undefined);
  return typeof value === 'boolean' ? ok(value) : wrong(property, 'true or false');
};

export const readTextList = (
  body: Body,
  property: string,
): Result<readonly string[] | undefined, GraphFailure> => {
  const value = body[property];
  if (value === undefined || value === null) return ok(undefined);
  const isList =
    Array.isArray(value) &&
    value.length <= LONGEST_LIST &&
    value.every(item => typeof item === 'string' && item.length <= LONGEST_TEXT && isStorable(item));
  return isList ? ok(value as string[]) : wrong(property, `a list of at most ${LONGEST_LIST} texts`);
};

/** A time; `undefined` when absent. */
export const readTime = (body: Body, property: string): Result<Date | undefined, GraphFailure> => {
  const text = readText(body, property);
  if (!text.ok || text.value === undefined) return text.ok ? ok(undefined) : text;
  const time = new Date(text.value);
  return Number.isNaN(time.getTime()) ? wrong(property, 'an ISO 8601 time') : ok(time);
};

/** A nested object; empty when absent. */
export const readObject = (body: Body, property: string): Result<Body, GraphFailure> => {
  const value = body[property];
  if (value === undefined || value === null) return ok({});
  return typeof value === 'object' && !Array.isArray(value)
    ? ok(value as Body)
    : wrong(property, 'an object');
};
