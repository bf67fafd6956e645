import { fail, ok, type Result } from '@vakt/contract/result';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { JsonObject } from './strict-json.ts';

/** How far clocks may differ. */
export const CLOCK_SKEW_MS = 300_000;

const UNSTATED = 'not stated';
/** The latest time that has a date (ECMA-262, time values). */
const LATEST_MS = 8.64e15;

/** A claim in seconds, with or without a fraction, as milliseconds; `undefined` when absent, `NaN` when it is no time. */
const readSeconds = (claims: JsonObject, name: string): number | undefined => {
  const value = claims[name];
  if (value === undefined) return undefined;
  const time = typeof value === 'number' ? value * 1_000 : Number.NaN;
  return Math.abs(time) <= LATEST_MS ? time : Number.NaN;
};

const textOf = (time: number | undefined): string =>
  time === undefined ? UNSTATED : new Date(time).toISOString();

/**
 * Judges when an assertion is valid. `exp` must be there; `nbf` and `iat` count when they are.
 *
 * @param longestMs how long an assertion may be valid at most.
 * @returns when it expires, in milliseconds since 1970; the skew of the clocks comes on top.
 */
export const checkAssertionTimes = (
  claims: JsonObject,
  now: number,
  longestMs: number,
): Result<number, Refusal> => {
  const [expiry, notBefore, issued] = ['exp', 'nbf', 'iat'].map(name => readSeconds(claims, name));
  if (expiry === undefined) return fail(refusal(50027, { reason: "The claim 'exp' is missing." }));
  const start = notBefore ?? issued;
  if ([expiry, notBefore, issued].some(Number.isNaN))
    return fail(refusal(50027, { reason: "The claims 'exp', 'nbf' and 'iat' must be seconds since 1970." }));
  const outside = (reason = ''): Result<never, Refusal> =>
    fail(refusal(700024, { now: textOf(now), from: textOf(start), until: textOf(expiry), reason }));
  if (now >= expiry + CLOCK_SKEW_MS || (notBefore ?? now) > now + CLOCK_SKEW_MS) return outside();
  const longest = longestMs + CLOCK_SKEW_MS;
  const isTooLong = expiry - Math.min(now, issued ?? notBefore ?? now) > longest;
  return isTooLong ? outside(`It may be valid for at most ${longestMs / 3_600_000} hours.`) : ok(expiry);
};
