import { fail, ok, type Result } from '@vakt/contract/result';
import { badRequest, type GraphFailure } from './graph-error.ts';

/** A parsed JSON object, nothing of it checked. */
export type Body = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 1_024;
const LONGEST_LIST = 256;

/** The store keeps neither NUL characters nor halves of surrogate pairs. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/** The failure of a property that is not what it must be. */
export const wrong = (property: string, what: string): Result<never, GraphFailure> =>
  fail(badRequest(`Invalid value specified for property '${property}' of the resource: it must be ${what}.`));

/** An optional text; `undefined` when absent. */
export const readText = (body: Body, property: string): Result<string | undefined, GraphFailure> => {
  const value = body[property];
  if (value === undefined || value === null) return ok(undefined);
  return typeof value === 'string' && value.length <= LONGEST_TEXT && isStorable(value)
    ? ok(value)
    : wrong(property, `a text of at most ${LONGEST_TEXT} characters`);
};

/** A text that can be taken away: `null` clears it, `undefined` leaves it as it is. */
export const readClearableText = (
  body: Body,
  property: string,
): Result<string | null | undefined, GraphFailure> =>
  body[property] === null ? ok(null) : readText(body, property);

/** A text that must be there and not be blank. */
export const requireText = (body: Body, property: string): Result<string, GraphFailure> => {
  const text = readText(body, property);
  if (!text.ok) return text;
  return text.value?.trim()
    ? ok(text.value)
    : fail(badRequest(`A value is required for property '${property}' of resource.`));
};

/** Some command lines send booleans as texts. */
const BOOLEAN_TEXTS: Readonly<Record<string, boolean>> = { true: true, false: false };

export const readBoolean = (body: Body, property: string): Result<boolean | undefined, GraphFailure> => {
  const value = body[property];
  if (value === undefined || value === null) return ok(undefined);
  const answer = typeof value === 'string' ? BOOLEAN_TEXTS[value.toLowerCase()] : value;
  return typeof answer === 'boolean' ? ok(answer) : wrong(property, 'true or false');
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

/** A list of objects; `undefined` when absent. */
export const readObjectList = (
  body: Body,
  property: string,
): Result<readonly Body[] | undefined, GraphFailure> => {
  const value = body[property];
  if (value === undefined || value === null) return ok(undefined);
  const isList =
    Array.isArray(value) &&
    value.length <= LONGEST_LIST &&
    value.every(item => typeof item === 'object' && item !== null && !Array.isArray(item));
  return isList ? ok(value as Body[]) : wrong(property, `a list of at most ${LONGEST_LIST} objects`);
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
