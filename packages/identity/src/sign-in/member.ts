import { fail, type Result } from '@vakt/contract/result';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { findTenantMember, type TenantMember } from '../accounts/account.ts';
import type { ClientApplication } from '../authority/client-application.ts';
import { mayBeUsedIn } from '../authority/client-use.ts';
import type { KnownAccount } from './known-accounts.ts';
import type { Visit } from './visit.ts';

/** Who asks a person to sign in, and where: the first segment of the path. */
export interface AskingClient {
  readonly client: ClientApplication;
  readonly tenantSegment: string;
}

/** Finds what a person is in the tenant that a client asks for; 700016 where the client may not be used. */
export const findMember = async (
  { client, tenantSegment }: AskingClient,
  { account }: KnownAccount,
  { services: { store, tenants } }: Visit,
): Promise<Result<TenantMember, Refusal>> => {
  const found = await tenants.findFor(tenantSegment, account.tenant);
  if (!found.ok) return found;
  const tenant = found.value;
  return mayBeUsedIn(client, tenant)
    ? findTenantMember(store, account, tenant, client.appId)
    : fail(refusal(700016, { client: client.appId, tenant: tenant.displayName }));
};
