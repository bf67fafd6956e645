import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type Claims, readSignedClaims, type SignatureFailure } from './signed-claims.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Why a token is not one of this authority's that counts now. */
export type OwnTokenFailure =
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid'; readonly reason: string };

const invalid = (reason: string): Result<never, OwnTokenFailure> => fail({ kind: 'invalid', reason });

const LONGEST_TOKEN = 16_384;

const explain = ({ kind }: SignatureFailure): string =>
  kind === 'unknown-key'
    ? 'The key was not found.'
    : 'The token is malformed, was changed, or was signed by another authority.';

/** Reads a token of any kind that this authority signed itself; whose it is and what it is for is the caller's to judge. */
export const verifyOwnToken = async (
  token: string,
  keys: SigningKeys,
  clock: Clock,
): Promise<Result<Claims, OwnTokenFailure>> => {
  if (token.length > LONGEST_TOKEN) return invalid('The token is too long.');
  const signed = await readSignedClaims(token, keys);
  if (!signed.ok) return invalid(explain(signed.error));
  const { claims } = signed.value;
  const { exp, nbf } = claims;
  const seconds = clock.now() / 1_000;
  if (typeof exp !== 'number' || typeof nbf !== 'number') return invalid('The token names no times.');
  if (seconds >= exp) return fail({ kind: 'expired' });
  return seconds < nbf ? invalid('The token is not valid yet.') : ok(claims);
};
