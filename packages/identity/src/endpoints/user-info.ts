import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { quotedString } from '@vakt/contract/quoted-string';
import { resourceApplications } from '@vakt/contract/resources';
import { findUser } from '@vakt/store/directory/users';
import type { Store } from '@vakt/store/store';
import { pairwiseSubject } from '../tokens/user-claims.ts';
import type { TokenVerifier } from '../verify.ts';
import { OPEN_TO_BROWSERS } from './headers.ts';

interface UserInfoServices {
  readonly store: Store;
  readonly verify: TokenVerifier;
}

const { appId, identifierUris } = resourceApplications.MicrosoftGraph;
const graphAudiences: ReadonlySet<string> = new Set([appId, ...identifierUris]);

const unauthorized = (description: string): HttpReply => ({
  status: 401,
  headers: {
    ...OPEN_TO_BROWSERS,
    'www-authenticate': `Bearer error="invalid_token", error_description=${quotedString(description)}`,
  },
  body: { error: 'invalid_token', error_description: description },
});

/** Who the user of a token is: the token must be Microsoft Graph's and carry `openid` (OpenID Connect Core, section 5.3). */
export const handleUserInfo = async (
  request: HttpRequest,
  { store, verify }: UserInfoServices,
): Promise<HttpReply> => {
  const verified = await verify(request.headers.authorization);
  if (!verified.ok) return unauthorized(verified.error.message);
  const caller = verified.value;
  if (caller.kind !== 'user' || !caller.scopes.includes('openid'))
    return unauthorized('The token must be a user’s, with the scope openid.');
  if (!graphAudiences.has(caller.audience.toLowerCase().replace(/\/$/, '')))
    return unauthorized(`The token is for ${caller.audience}; it must be for https://graph.microsoft.com.`);
  const user = await findUser(store.tenant(caller.tenantId), caller.objectId);
  if (!user) return unauthorized('The user of the token is gone.');
  return {
    status: 200,
    headers: { ...OPEN_TO_BROWSERS, 'cache-control': 'no-store' },
    body: {
      sub: pairwiseSubject({
        tenantId: caller.tenantId,
        userId: caller.objectId,
        clientId: caller.appId,
      }),
      name: user.display_name,
      ...(user.surname && { family_name: user.surname }),
      ...(user.given_name && { given_name: user.given_name }),
      ...(user.mail && { email: user.mail }),
    },
  };
};
