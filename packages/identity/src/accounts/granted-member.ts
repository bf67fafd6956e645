import type { TenantId } from '@vakt/contract/ids';
import { fail, type Result } from '@vakt/contract/result';
import { findTenant } from '@vakt/store/directory/tenants';
import type { Store } from '@vakt/store/store';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { findAccount, findTenantMember, type TenantMember } from './account.ts';
import { refuseRevoked } from './revoked-since.ts';

/** A sign-in that was kept until its client fetches the tokens. */
export interface KeptSignIn {
  readonly clientId: string;
  readonly tenantId: string;
  /** The user at home. */
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly grantedAt: number;
}

/**
 * Finds the person of a kept sign-in as the tenant knows them now; 70000 when the account or the tenant is gone, 50173 when
 * the sign-in was revoked since.
 *
 * @param goneReason what the first of these says.
 */
export const findGrantedMember = async (
  store: Store,
  { clientId, tenantId, userId, grantedAt }: KeptSignIn,
  goneReason: string,
): Promise<Result<TenantMember, Refusal>> => {
  const account = await findAccount(store, userId);
  const tenant = await findTenant(store.authority, tenantId as TenantId);
  if (!account || !tenant) return fail(refusal(70000, { reason: goneReason }));
  const revoked = refuseRevoked(account, grantedAt);
  return revoked ? fail(revoked) : findTenantMember(store, account, tenant, clientId);
};
