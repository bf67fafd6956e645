import {
  AuthorizationResponseError,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  None,
  processAuthorizationCodeResponse,
  ResponseBodyError,
  type TokenEndpointResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { ANY_ORGANIZATION, authorityOf, portalClient, redirectUri, scopeOf } from './authority.ts';

/** A sign-in that was begun: what is needed to finish it, kept until the authority answers. */
export interface PendingSignIn {
  readonly state: string;
  readonly codeVerifier: string;
  readonly tenant: string;
  /** The portal's page to go to afterwards: a path below `/portal`. */
  readonly returnTo: string;
}

export interface SignInWishes {
  /** A tenant id or domain; any organization when not given. */
  readonly tenant?: string | undefined;
  readonly loginHint?: string | undefined;
  /** `select_account` or `login`. */
  readonly prompt?: string | undefined;
  readonly returnTo?: string | undefined;
  readonly language: string;
}

/** The tokens of a finished sign-in and where the person wanted to go. */
export interface FinishedSignIn {
  readonly tokens: TokenEndpointResponse;
  readonly tenant: string;
  readonly returnTo: string;
}

/** The sign-in was refused; `message` is the authority's own words. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

/** Prepares an authorization request with PKCE: where to send the person, and what to keep meanwhile. */
export const prepareSignIn = async ({
  tenant = ANY_ORGANIZATION,
  loginHint,
  prompt,
  returnTo = '/',
  language,
}: SignInWishes): Promise<{ readonly url: string; readonly pending: PendingSignIn }> => {
  const codeVerifier = generateRandomCodeVerifier();
  const state = generateRandomState();
  const parameters = new URLSearchParams({
    client_id: portalClient.client_id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: scopeOf('MicrosoftGraph'),
    state,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ui_locales: language,
    ...(loginHint && { login_hint: loginHint }),
    ...(prompt && { prompt }),
  });
  return {
    url: `${authorityOf(tenant).authorization_endpoint}?${parameters}`,
    pending: { state, codeVerifier, tenant, returnTo },
  };
};

const wordsOf = (error: unknown): unknown =>
  error instanceof AuthorizationResponseError || error instanceof ResponseBodyError
    ? new SignInRefused(error.error_description ?? error.error, { cause: error })
    : error;

/**
 * Redeems the code that the authority sent to the redirect URI.
 *
 * @param answer the redirect URI's query.
 * @throws SignInRefused when the authority said no.
 */
export const finishSignIn = async (
  answer: URLSearchParams,
  { state, codeVerifier, tenant, returnTo }: PendingSignIn,
): Promise<FinishedSignIn> => {
  const authority = authorityOf(tenant);
  try {
    const parameters = validateAuthResponse(authority, portalClient, answer, state);
    const response = await authorizationCodeGrantRequest(
      authority,
      portalClient,
      None(),
      parameters,
      redirectUri,
      codeVerifier,
    );
    const tokens = await processAuthorizationCodeResponse(authority, portalClient, response);
    return { tokens, tenant, returnTo };
  } catch (error) {
    throw wordsOf(error);
  }
};
