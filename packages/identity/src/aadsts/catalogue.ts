import type { AadstsEntry } from './entry.ts';
import { CLIENT_REFUSALS } from './refusals/client.ts';
import { GRANT_REFUSALS } from './refusals/grant.ts';
import { REQUEST_REFUSALS } from './refusals/request.ts';
import { USER_REFUSALS } from './refusals/user.ts';

/**
 * Every refusal of the authority, by its AADSTS number.
 *
 * Clients look for some words in the text of a refusal, such as `interaction_required`: no text may carry them by accident.
 */
export const AADSTS = {
  ...REQUEST_REFUSALS,
  ...CLIENT_REFUSALS,
  ...USER_REFUSALS,
  ...GRANT_REFUSALS,
} as const satisfies Readonly<Record<number, AadstsEntry>>;

export type AadstsNumber = keyof typeof AADSTS;

/** A refusal as a value: the number, and what its text names. */
export interface Refusal {
  readonly number: AadstsNumber;
  readonly values: Readonly<Record<string, string>>;
  /** Seconds after which to come again. */
  readonly retryAfterSeconds?: number;
}

export const refusal = (number: AadstsNumber, values: Refusal['values'] = {}): Refusal => ({
  number,
  values,
});
