import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { SigningKeys } from './signing-keys.ts';

/** Why a token is not one of this authority's that counts now. */
export type OwnTokenFailure =
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid'; readonly reason: string };

const invalid = (reason: string): Result<never, OwnTokenFailure> => fail({ kind: 'invalid', reason });

const LONGEST_TOKEN = 16_384;

/** Reads a token of any kind that this authority signed itself; whose it is and what it is for is the caller's to judge. */
export const verifyOwnToken = async (
  token: string,
  keys: SigningKeys,
  clock: Clock,
): Promise<Result<JWTPayload, OwnTokenFailure>> => {
  if (token.length > LONGEST_TOKEN) return invalid('The token is too long.');
  try {
    const { kid = '' } = decodeProtectedHeader(token);
    const key = await keys.find(kid);
    if (!key) return invalid('The key was not found.');
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['RS256'],
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp', 'nbf', 'iss', 'aud', 'tid', 'sub'],
    });
    return ok(payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired) return fail({ kind: 'expired' });
    if (!(error instanceof errors.JOSEError) && !(error instanceof TypeError)) throw error;
    return invalid('The token is malformed, was changed, or was signed by another authority.');
  }
};
