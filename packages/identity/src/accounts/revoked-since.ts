import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { Account } from './account.ts';

/**
 * Refuses what a sign-in gave before its user was signed out everywhere or got a new password.
 *
 * @param grantedAt milliseconds since 1970.
 * @param cutMs by how much `grantedAt` may be too early, because it was cut to whole seconds.
 */
export const refuseRevoked = ({ user }: Account, grantedAt: number, cutMs = 0): Refusal | undefined => {
  const validFrom = user.tokens_valid_from;
  if (validFrom === null || grantedAt + cutMs >= validFrom.getTime()) return undefined;
  return refusal(50173, {
    issued: new Date(grantedAt).toISOString(),
    validFrom: validFrom.toISOString(),
  });
};
