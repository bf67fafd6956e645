import { createHash } from 'node:crypto';
import { CLOCK_TOLERANCE_SECONDS, LONGEST_TOKEN, readPrincipal } from '@vakt/contract/access-token';
import type { Clock } from '@vakt/contract/clock';
import type { Principal } from '@vakt/contract/principal';
import type { TokenFault } from '@vakt/contract/refusal';
import { fail, ok, type Result } from '@vakt/contract/result';
import { issuerOf } from './tokens/issuer.ts';
import { type Claims, readSignedClaims, type SignatureFailure } from './tokens/signed-claims.ts';
import type { SigningKeys } from './tokens/signing-keys.ts';

/** Why a bearer token does not say who calls; the message is for the caller. */
export interface TokenFailure {
  readonly status: 401;
  readonly code: 'Unauthorized';
  readonly message: string;
  readonly fault: TokenFault;
  /** Whom the token names, where this authority signed it. */
  readonly principal?: Principal;
}

/** Reads an `Authorization` header into the caller that it proves. */
export type TokenVerifier = (authorization: string | undefined) => Promise<Result<Principal, TokenFailure>>;

const unauthorized = (
  fault: TokenFault,
  message: string,
  principal?: Principal,
): Result<never, TokenFailure> =>
  fail({ status: 401, code: 'Unauthorized', message, fault, ...(principal && { principal }) });

const CLOCK_TOLERANCE_MS = CLOCK_TOLERANCE_SECONDS * 1_000;
const CACHED_TOKENS = 10_000;
const NOT_A_TOKEN = 'The access token is not a valid signed token (JWT).';

/** Some clients send the bare token. */
const readToken = (authorization: string): string => authorization.replace(/^bearer\s+/i, '').trim();

/** A token that was found good. */
interface Verified {
  readonly principal: Principal;
  readonly keyId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const explain = (failure: SignatureFailure): string => {
  switch (failure.kind) {
    case 'malformed':
      return NOT_A_TOKEN;
    case 'algorithm':
      return `The access token is signed with '${failure.algorithm}'; only RS256 is accepted.`;
    case 'unknown-key':
      return 'The access token was signed with a key that this authority does not have. It is another authority’s token, or a very old one.';
    case 'changed':
      return 'The access token’s signature does not fit: it was changed, or signed by another authority.';
  }
};

/** Judges the token's times; both must be there. */
const checkTimes = (
  { exp, nbf }: Claims,
  principal: Principal | undefined,
  now: number,
): Result<number, TokenFailure> => {
  if (typeof exp !== 'number' || typeof nbf !== 'number') return unauthorized('malformed', NOT_A_TOKEN);
  const expiresAt = exp * 1_000 + CLOCK_TOLERANCE_MS;
  if (now >= expiresAt)
    return unauthorized(
      'expired',
      `The access token expired at ${new Date(exp * 1_000).toISOString()}. Take a new one; a token lasts one hour.`,
      principal,
    );
  return now + CLOCK_TOLERANCE_MS < nbf * 1_000
    ? unauthorized('early', 'The access token is not valid yet. Check the clocks.', principal)
    : ok(expiresAt);
};

/**
 * Makes the verifier of bearer tokens. It accepts access tokens that this authority signed with RS256, and nothing else:
 * signature, issuer of the token's own tenant, and time are checked. Audience and permissions are the API's to judge.
 *
 * @param isRevoked whether the token with a `uti` was taken back before its time.
 */
export const createTokenVerifier = (
  keys: SigningKeys,
  clock: Clock,
  isRevoked: (tokenId: string) => Promise<boolean> = async () => false,
): TokenVerifier => {
  /** Verified tokens by their hash, so that the second call with a token costs no public-key operation. */
  const verified = new Map<string, Verified>();

  const check = async (token: string): Promise<Result<Verified, TokenFailure>> => {
    const signed = await readSignedClaims(token, keys);
    if (!signed.ok)
      return unauthorized(signed.error.kind === 'malformed' ? 'malformed' : 'foreign', explain(signed.error));
    const { keyId, claims } = signed.value;
    const principal = readPrincipal(claims);
    const expiresAt = checkTimes(claims, principal, clock.now());
    if (!expiresAt.ok) return expiresAt;
    if (!principal)
      return unauthorized(
        'other-kind',
        'This is not an access token. Send the access_token of the token reply, not an id token.',
      );
    if (claims.iss !== issuerOf(principal.tenantId))
      return unauthorized(
        'foreign',
        `The access token’s issuer '${String(claims.iss)}' is not this authority.`,
      );
    return ok({ principal, keyId, expiresAt: expiresAt.value });
  };

  const remember = (hash: string, entry: Verified): void => {
    const oldest = verified.size >= CACHED_TOKENS ? verified.keys().next().value : undefined;
    if (oldest !== undefined) verified.delete(oldest);
    verified.set(hash, entry);
  };

  const unlessRevoked = async (principal: Principal): Promise<Result<Principal, TokenFailure>> =>
    (await isRevoked(principal.tokenId))
      ? unauthorized(
          'revoked',
          'The access token was revoked: what it was issued for was used twice. Sign in again.',
          principal,
        )
      : ok(principal);

  return async authorization => {
    if (!authorization)
      return unauthorized(
        'missing',
        'The Authorization header is missing. Send: Authorization: Bearer <access token>.',
      );
    const token = readToken(authorization);
    if (token.length > LONGEST_TOKEN || token.split('.').length !== 3)
      return unauthorized('malformed', 'The Authorization header holds no signed token (JWT).');
    const hash = createHash('sha256').update(token).digest('base64');
    const known = verified.get(hash);
    // A key that was revoked takes what it signed with it.
    if (known && known.expiresAt > clock.now() && (await keys.find(known.keyId)))
      return unlessRevoked(known.principal);
    verified.delete(hash);
    const result = await check(token);
    if (!result.ok) return result;
    remember(hash, result.value);
    return unlessRevoked(result.value.principal);
  };
};
