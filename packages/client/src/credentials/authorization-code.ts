import { createHash } from 'node:crypto';
import { type Entropy, systemEntropy } from '@vakt/contract/entropy';
import type { IssuedToken, TokenEndpoint } from './token-endpoint.ts';

/** What a public client asks for on behalf of somebody who signs in with a browser. */
export interface BrowserSignIn {
  /** The authority's origin. */
  readonly authority: string;
  /** A tenant id or domain, or `organizations`. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly scope: string;
  readonly redirectUri: string;
  readonly loginHint?: string;
}

/** A sign-in under way: the address for the browser, and what its answer is held against. */
export interface StartedSignIn {
  readonly address: string;
  readonly state: string;
  readonly codeVerifier: string;
}

const RANDOM_BYTES = 32;

const random = (entropy: Entropy): string => Buffer.from(entropy.bytes(RANDOM_BYTES)).toString('base64url');

/** The address that a browser is sent to: authorization code with PKCE, S256 (reference: identity, section 2.4). */
export const startSignIn = (request: BrowserSignIn, entropy: Entropy = systemEntropy): StartedSignIn => {
  const state = random(entropy);
  const codeVerifier = random(entropy);
  const address = new URL(
    `/${encodeURIComponent(request.tenantId)}/oauth2/v2.0/authorize`,
    request.authority,
  );
  const parameters = {
    client_id: request.clientId,
    response_type: 'code',
    redirect_uri: request.redirectUri,
    response_mode: 'query',
    scope: request.scope,
    state,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(request.loginHint !== undefined && { login_hint: request.loginHint }),
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return { address: address.href, state, codeVerifier };
};

/**
 * Redeems the code that the browser brought back.
 *
 * @throws AuthorityError when it is refused; TransportError, TimeoutError, UnexpectedReplyError
 */
export const redeemCode = (
  endpoint: TokenEndpoint,
  { tenantId, clientId, scope, redirectUri }: BrowserSignIn,
  { codeVerifier }: StartedSignIn,
  code: string,
): Promise<IssuedToken> =>
  endpoint.request(tenantId, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    scope,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  });
