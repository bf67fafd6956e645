import type { TokenClaims } from '@vakt/contract/access-token';

/** What a signed token is for. */
export type TokenKind =
  /** An application calls in its own name. */
  | 'application'
  /** An application calls for a user who signed in. */
  | 'user'
  /** Tells an application who signed in; it is no key to an API. */
  | 'id-token'
  /** A client's proof of itself at the token endpoint (RFC 7523). */
  | 'assertion'
  | 'other';

/** Tells tokens apart by their claims, as APIs and libraries do (reference: identity, sections 3.2 and 3.3). */
export const kindOf = (claims: TokenClaims): TokenKind => {
  const hasClient = claims['appid'] !== undefined || claims['azp'] !== undefined;
  if (hasClient) return claims['scp'] === undefined ? 'application' : 'user';
  if (claims['iss'] !== undefined && claims['iss'] === claims['sub']) return 'assertion';
  return claims['tid'] !== undefined && claims['aud'] !== undefined ? 'id-token' : 'other';
};
