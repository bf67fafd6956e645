import type { HttpReply } from '@vakt/contract/http';
import { quotedString } from '@vakt/contract/quoted-string';

/** Why Azure Resource Manager refuses; the code is what its clients match on. */
export interface ArmFailure {
  readonly status: 400 | 401;
  readonly code:
    | 'AuthenticationFailed'
    | 'InvalidAuthenticationToken'
    | 'InvalidAuthenticationTokenAudience'
    | 'InvalidApiVersionParameter'
    | 'MissingApiVersionParameter';
  readonly message: string;
}

/** The refusal in Azure Resource Manager's envelope; a client without a good token is told where to get one. */
export const armErrorReply = (
  { status, code, message }: ArmFailure,
  authorizationUri: string,
): HttpReply => ({
  status,
  headers: {
    'cache-control': 'no-cache',
    ...(status === 401 && {
      'www-authenticate': `Bearer authorization_uri=${quotedString(authorizationUri)}, error="invalid_token", error_description=${quotedString(message)}`,
    }),
  },
  body: { error: { code, message } },
});
