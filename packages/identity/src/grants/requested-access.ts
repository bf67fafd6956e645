import { fail, type Result } from '@vakt/contract/result';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { requireParameter } from '../authority/form.ts';
import { parseResource, parseScope, type RequestedAccess } from '../authority/resource.ts';
import type { TokenRequest } from './grant.ts';

/** What a request asks a token for: `resource` at the v1 endpoint, `scope` at v2. */
export const readRequestedAccess = (
  { version, form }: TokenRequest,
  tenant: string,
): Result<RequestedAccess, Refusal> => {
  if (version === 'v2' && form.has('resource')) return fail(refusal(901002));
  const parameter = requireParameter(form, version === 'v1' ? 'resource' : 'scope');
  if (!parameter.ok) return parameter;
  return version === 'v1' ? parseResource(parameter.value, tenant) : parseScope(parameter.value, tenant);
};
