import { type TokenRequest, userScopesOf } from './token-request.ts';

/** What of the form that asks for a token stands fixed: all but secrets, and what the flow itself brings. */
export const fixedFieldsOf = (request: TokenRequest): Readonly<Record<string, string>> => {
  const { clientId: client_id, scope, signIn } = request;
  switch (signIn.kind) {
    case 'secret':
      return { client_id, grant_type: 'client_credentials', scope };
    case 'certificate':
      return {
        client_id,
        grant_type: 'client_credentials',
        scope,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      };
    case 'browser':
      return { client_id, grant_type: 'authorization_code', redirect_uri: signIn.redirect.uri };
    case 'device-code':
      return { client_id, grant_type: 'urn:ietf:params:oauth:grant-type:device_code' };
    case 'password':
      return { client_id, grant_type: 'password', scope: userScopesOf(request) };
  }
};

/** What a device code is asked for with. */
export const deviceFieldsOf = (request: TokenRequest): Readonly<Record<string, string>> => ({
  client_id: request.clientId,
  scope: userScopesOf(request),
});
