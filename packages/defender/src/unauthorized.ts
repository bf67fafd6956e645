import type { ApiFailure } from './failure.ts';

/** Why a bearer was not accepted. */
export interface VerificationFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** A quoted string of a header: no quotes, line breaks or other signs that would end it. */
const quoted = (text: string): string => `"${text.replace(/[^\x20-\x7e]|["\\]/g, ' ')}"`;

/** Says why the token is not good, also in `WWW-Authenticate`, from which clients learn where to get another. */
export const unauthorized = (failure: VerificationFailure, origin: string): ApiFailure =>
  failure.status === 401
    ? {
        ...failure,
        headers: {
          'www-authenticate': `Bearer authorization_uri=${quoted(`${origin}/common/oauth2/authorize`)}, error="invalid_token", error_description=${quoted(failure.message)}`,
        },
      }
    : failure;
