import type { RedirectUri } from '../../../../data/redirect-uris.ts';

/** Who signs in, and how: the application itself, or a user with it. */
export type SignIn =
  | { readonly kind: 'secret' }
  | { readonly kind: 'certificate' }
  /** Authorization code with PKCE. */
  | { readonly kind: 'browser'; readonly redirect: RedirectUri }
  | { readonly kind: 'device-code' }
  | { readonly kind: 'password' };

export type SignInKind = SignIn['kind'];

/** A token request to write down in a language: ids and addresses only, never a secret. */
export interface TokenRequest {
  /** Where Vakt is: `https://host[:port]`. */
  readonly origin: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** `https://api.securitycenter.microsoft.com/.default`. */
  readonly scope: string;
  readonly signIn: SignIn;
  /** The path of a call to make with the token: `/api/alerts`; without one the token is printed. */
  readonly call: string | undefined;
  /** The file with the certificate authority to trust; `undefined` when the system trusts it already. */
  readonly certificateAuthorityFile: string | undefined;
}

export const authorityOf = ({ origin, tenantId }: TokenRequest): string => `${origin}/${tenantId}`;

export const tokenEndpointOf = (request: TokenRequest): string => `${authorityOf(request)}/oauth2/v2.0/token`;

export const deviceEndpointOf = (request: TokenRequest): string =>
  `${authorityOf(request)}/oauth2/v2.0/devicecode`;

/** What user sign-ins ask for: a refresh token besides lets a program go on without the user. */
export const userScopesOf = ({ scope }: TokenRequest): string => `${scope} offline_access`;

/** Where a person signs in by code; the challenge is appended to it. */
export const authorizeAddressOf = (request: TokenRequest, { uri }: RedirectUri): string => {
  const parameters = new URLSearchParams({
    client_id: request.clientId,
    response_type: 'code',
    redirect_uri: uri,
    scope: userScopesOf(request),
    code_challenge_method: 'S256',
  });
  return `${authorityOf(request)}/oauth2/v2.0/authorize?${parameters}&code_challenge=`;
};

/** A redirect URI that a program on the same machine can listen at, whichever port it has. */
export const isLoopback = ({ platform, uri }: RedirectUri): boolean =>
  platform === 'publicClient' && /^http:\/\/localhost(?::\d+)?\/?$/i.test(uri);

/** Whether only the page of a single-page application can redeem what the sign-in gives. */
export const isInPage = ({ signIn }: TokenRequest): boolean =>
  signIn.kind === 'browser' && signIn.redirect.platform === 'spa';
