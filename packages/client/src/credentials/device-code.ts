import { setTimeout as delay } from 'node:timers/promises';
import { AuthorityError } from '../errors.ts';
import type { DeviceAuthorization, IssuedToken, TokenEndpoint } from './token-endpoint.ts';

/** What a client asks for on behalf of somebody who signs in elsewhere. */
export interface DeviceCodeRequest {
  /** A tenant id or domain, or `organizations`. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly scope: string;
  readonly abortSignal?: AbortSignal;
}

const SLOWER_SECONDS = 5;

/** Signs a user in who opens a page in any browser and enters a code there (reference: identity, section 2.5). */
export const signInByDeviceCode = async (
  endpoint: TokenEndpoint,
  { tenantId, clientId, scope, abortSignal }: DeviceCodeRequest,
  show: (authorization: DeviceAuthorization) => void,
): Promise<IssuedToken> => {
  const authorization = await endpoint.authorizeDevice(tenantId, { client_id: clientId, scope });
  show(authorization);
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: clientId,
    device_code: authorization.deviceCode,
  };
  let intervalSeconds = authorization.intervalSeconds;
  for (;;) {
    await delay(intervalSeconds * 1000, undefined, abortSignal ? { signal: abortSignal } : {});
    try {
      return await endpoint.request(tenantId, form);
    } catch (error) {
      const reason = error instanceof AuthorityError ? error.error : undefined;
      if (reason === 'slow_down') intervalSeconds += SLOWER_SECONDS;
      else if (reason !== 'authorization_pending') throw error;
    }
  }
};
