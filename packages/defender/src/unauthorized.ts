import type { Principal } from '@vakt/contract/principal';
import { quotedString } from '@vakt/contract/quoted-string';
import type { TokenFault } from '@vakt/contract/refusal';
import type { ApiFailure } from './failure.ts';
import { tokenAdvice } from './refusals/token-advice.ts';

/** Why a bearer was not accepted. */
export interface VerificationFailure {
  readonly status: 401;
  readonly code: string;
  readonly message: string;
  readonly fault: TokenFault;
  /** Whom the token names, where it is one of the authority's. */
  readonly principal?: Principal;
}

/** Says why the token is not good, also in `WWW-Authenticate`, from which clients learn where to get another. */
export const unauthorized = (
  { status, code, message, fault }: VerificationFailure,
  origin: string,
): ApiFailure => ({
  status,
  code,
  message,
  advice: tokenAdvice[fault],
  headers: {
    'www-authenticate': `Bearer authorization_uri=${quotedString(`${origin}/common/oauth2/authorize`)}, error="invalid_token", error_description=${quotedString(message)}`,
  },
});
