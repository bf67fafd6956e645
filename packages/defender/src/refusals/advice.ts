import type { Advice } from '@vakt/contract/refusal';
import type { ApiFailure } from '../failure.ts';

/** Failures of these kinds are refusals: the call was understood, and the caller may not make it. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 429]);

const quotaAdvice = ({ headers }: ApiFailure): Advice => {
  const seconds = headers?.['retry-after'];
  return {
    step: 'call',
    missing: 'a call that is left of the quota',
    remedies: [
      seconds === undefined
        ? 'Wait, and make fewer calls.'
        : `Wait ${seconds} seconds, as Retry-After says. A token serves many calls, and a filter with $top in place of many single ones spares the quota.`,
    ],
    commands: ['vakt permissions'],
  };
};

const disabledAdvice = ({ message }: ApiFailure): Advice => ({
  step: 'call',
  missing: 'a feature of the tenant',
  remedies: [
    `Nothing before the call is at fault. ${message} The installation's operator chose the plan, and the tenant's administrator its features.`,
  ],
  page: '/portal/tenant',
});

const otherAdvice = ({ status, message }: ApiFailure): Advice => ({
  step: status === 401 ? 'token' : 'permit',
  remedies: [message],
});

/** What the refused caller can do; `undefined` when a failure is no refusal. */
export const adviceOn = (failure: ApiFailure): Advice | undefined => {
  if (!REFUSALS.has(failure.status)) return undefined;
  if (failure.advice) return failure.advice;
  if (failure.status === 429) return quotaAdvice(failure);
  return failure.code === 'DisabledFeature' ? disabledAdvice(failure) : otherAdvice(failure);
};
