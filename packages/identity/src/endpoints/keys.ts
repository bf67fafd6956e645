import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { SigningKeys } from '../tokens/signing-keys.ts';
import { OPEN_TO_BROWSERS } from './headers.ts';

/** The public halves of the signing keys: the one that signs, those before it, and the one that comes next. */
export const handleKeys = async (
  request: HttpRequest,
  version: 'v1' | 'v2',
  keys: SigningKeys,
): Promise<HttpReply> => {
  const published = await keys.published();
  const own =
    version === 'v2'
      ? { issuer: `${request.origin}/{tenantid}/v2.0`, cloud_instance_name: 'microsoftonline.com' }
      : {};
  return {
    status: 200,
    headers: { ...OPEN_TO_BROWSERS, 'cache-control': 'max-age=86400, private' },
    body: { keys: published.map(({ jwk }) => ({ ...jwk, ...own })) },
  };
};
