import type { Clock } from '@vakt/contract/clock';

/** How long access and id tokens live. */
export const TOKEN_LIFETIME_SECONDS = 3_600;
/** Tokens are valid from five minutes ago, for callers whose clocks are behind (reference: identity, section 3.2). */
const BACKDATE_SECONDS = 300;

/** The claims of a token that is made now; seconds since 1970. */
export const tokenTimes = (clock: Clock): Readonly<Record<'iat' | 'nbf' | 'exp', number>> => {
  const now = Math.trunc(clock.now() / 1_000);
  const validFrom = now - BACKDATE_SECONDS;
  return { iat: validFrom, nbf: validFrom, exp: now + TOKEN_LIFETIME_SECONDS };
};
