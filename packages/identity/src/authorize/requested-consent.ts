import { fail, ok, type Result } from '@vakt/contract/result';
import type { Refusal } from '../aadsts/catalogue.ts';
import type { TenantMember } from '../accounts/account.ts';
import { type RequestedAccess, readAskedAccesses } from '../authority/requested-access.ts';
import { type ConsentDecision, decideConsent } from '../consent/consent-decision.ts';
import type { Visit } from '../sign-in/visit.ts';
import type { AuthorizeRequest } from './authorize-request.ts';

/** What a request asks of each resource, in the tenant in which it is asked; a consent link may name none. */
const readAccesses = async (
  request: AuthorizeRequest,
  { tenant }: TenantMember,
  { services: { resources } }: Visit,
): Promise<Result<readonly RequestedAccess[], Refusal>> =>
  request.scope === undefined && request.resource === undefined
    ? ok([])
    : readAskedAccesses(request, tenant, resources);

/** Whether and what to ask the person, for a request. */
export const decideForRequest = async (
  request: AuthorizeRequest,
  member: TenantMember,
  visit: Visit,
): Promise<Result<{ accesses: readonly RequestedAccess[]; decision: ConsentDecision }, Refusal>> => {
  const accesses = await readAccesses(request, member, visit);
  if (!accesses.ok) return accesses;
  const decision = await decideConsent(
    {
      client: request.client,
      member,
      accesses: accesses.value,
      isForOrganization: request.flow === 'admin-consent' || request.prompts.has('admin_consent'),
      isForced: request.prompts.has('consent'),
    },
    visit.services,
  );
  return decision.ok ? ok({ accesses: accesses.value, decision: decision.value }) : fail(decision.error);
};
