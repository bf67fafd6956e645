import type { RedirectUri } from '../../../../data/redirect-uris.ts';
import type { TokenRequest } from './token-request.ts';

/** How a language writes each way of signing in. */
export interface SignInWriters<Written> {
  readonly secret: (request: TokenRequest) => Written;
  readonly certificate: (request: TokenRequest) => Written;
  readonly browser: (request: TokenRequest, redirect: RedirectUri) => Written;
  readonly 'device-code': (request: TokenRequest) => Written;
  readonly password: (request: TokenRequest) => Written;
}

/** Writes the way of signing in that a request has. */
export const writeSignIn = <Written>(writers: SignInWriters<Written>, request: TokenRequest): Written => {
  const { signIn } = request;
  return signIn.kind === 'browser'
    ? writers.browser(request, signIn.redirect)
    : writers[signIn.kind](request);
};
