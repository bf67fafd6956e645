import { quotedString } from '@vakt/contract/quoted-string';
import type { ApiFailure } from './failure.ts';

/** Why a bearer was not accepted. */
export interface VerificationFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Says why the token is not good, also in `WWW-Authenticate`, from which clients learn where to get another. */
export const unauthorized = (failure: VerificationFailure, origin: string): ApiFailure =>
  failure.status === 401
    ? {
        ...failure,
        headers: {
          'www-authenticate': `Bearer authorization_uri=${quotedString(`${origin}/common/oauth2/authorize`)}, error="invalid_token", error_description=${quotedString(failure.message)}`,
        },
      }
    : failure;
