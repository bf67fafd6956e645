import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { Account } from './account.ts';

/**
 * Refuses what a sign-in gave before its user was signed out everywhere or got a new password.
 *
 * @param grantedAt milliseconds since 1970.
 */
export const refuseRevoked = ({ user }: Account, grantedAt: number): Refusal | undefined => {
  const validFrom = user.tokens_valid_from;
  if (validFrom === null || grantedAt >= validFrom.getTime()) return undefined;
  return refusal(50173, {
    issued: new Date(grantedAt).toISOString(),
    validFrom: validFrom.toISOString(),
  });
};
