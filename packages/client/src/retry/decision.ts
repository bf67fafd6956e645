/** What a call does, as far as repeating it is concerned. */
export type Effect =
  /** Changes nothing: may be sent again whatever happened. */
  | 'read'
  /** Changes something: is sent again only when the service said that it did not act (429). */
  | 'change';

/** How a sent request ended. */
export type Ending =
  | { readonly kind: 'reply'; readonly status: number; readonly retryAfterMs: number | undefined }
  /** No answer came: nobody knows whether the service acted. */
  | { readonly kind: 'no-reply' };

/** How often and how patiently to try again. */
export interface RetryOptions {
  /** How many times a request is sent again, at most. */
  readonly maxRetries: number;
  /** The first wait; it doubles with each retry. */
  readonly baseDelayMs: number;
  /** The longest wait; a service that asks for more is not waited for. */
  readonly maxDelayMs: number;
}

export const defaultRetryOptions: RetryOptions = { maxRetries: 3, baseDelayMs: 500, maxDelayMs: 64_000 };

/** Statuses after which the same request may well succeed. */
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);

export type RetryDecision = { readonly retry: false } | { readonly retry: true; readonly delayMs: number };

const mayRepeat = (effect: Effect, ending: Ending): boolean => {
  if (ending.kind === 'no-reply') return effect === 'read';
  return ending.status === 429 || (effect === 'read' && TRANSIENT.has(ending.status));
};

/** Half of the exponential wait is fixed, half is chance, so that clients that failed together do not return together. */
const backOff = (attempt: number, random: number, options: RetryOptions): number => {
  const ceiling = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random;
};

/**
 * Whether to send a request again, and when. Pure: the chance comes in as `random`.
 *
 * @param attempt how many retries were made already, 0 after the first request
 * @param random a number from 0 up to 1
 */
export const decideRetry = (
  effect: Effect,
  ending: Ending,
  attempt: number,
  random: number,
  options: RetryOptions,
): RetryDecision => {
  if (attempt >= options.maxRetries || !mayRepeat(effect, ending)) return { retry: false };
  const asked = ending.kind === 'reply' ? ending.retryAfterMs : undefined;
  if (asked === undefined) return { retry: true, delayMs: backOff(attempt, random, options) };
  return asked > options.maxDelayMs ? { retry: false } : { retry: true, delayMs: asked };
};
