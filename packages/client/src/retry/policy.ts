import { setTimeout as delay } from 'node:timers/promises';
import type {
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from '@azure/core-rest-pipeline';
import { systemClock } from '@vakt/contract/clock';
import { decideRetry, type Effect, type Ending, type RetryOptions } from './decision.ts';
import { readRetryAfter } from './retry-after.ts';

type Outcome = { readonly response: PipelineResponse } | { readonly failure: unknown };

const send = async (request: PipelineRequest, next: SendRequest): Promise<Outcome> => {
  try {
    return { response: await next(request) };
  } catch (failure) {
    return { failure };
  }
};

/** Only a broken or refused connection may be tried again: a failed sign-in or an abort is final. */
const isNoReply = (failure: unknown): boolean => failure instanceof Error && failure.name === 'RestError';

const endingOf = (outcome: Outcome): Ending | undefined => {
  if ('failure' in outcome) return isNoReply(outcome.failure) ? { kind: 'no-reply' } : undefined;
  const { status, headers } = outcome.response;
  return {
    kind: 'reply',
    status,
    retryAfterMs: readRetryAfter(name => headers.get(name), systemClock.now()),
  };
};

const settle = (outcome: Outcome): PipelineResponse => {
  if ('failure' in outcome) throw outcome.failure;
  return outcome.response;
};

/**
 * Sends a request again as `decideRetry` says. Waiting ends at once when the request's abort signal fires.
 *
 * @param random the source of jitter, from 0 up to 1
 */
export const retryPolicy = (
  effect: Effect,
  options: RetryOptions,
  random: () => number = Math.random,
): PipelinePolicy => ({
  name: 'vaktRetryPolicy',
  async sendRequest(request, next) {
    for (let attempt = 0; ; attempt++) {
      const outcome = await send(request, next);
      const ending = endingOf(outcome);
      if (!ending || request.abortSignal?.aborted) return settle(outcome);
      const decision = decideRetry(effect, ending, attempt, random(), options);
      if (!decision.retry) return settle(outcome);
      const signal = request.abortSignal instanceof AbortSignal ? request.abortSignal : undefined;
      await delay(decision.delayMs, undefined, signal && { signal });
    }
  },
});
