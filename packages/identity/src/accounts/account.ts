import { type ObjectId, parseObjectId, type TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { findGuest, findUserAnywhere } from '@vakt/store/directory/authority-lookups';
import { findTenant, type Tenant } from '@vakt/store/directory/tenants';
import { listDirectoryRoles, type User } from '@vakt/store/directory/users';
import type { Store } from '@vakt/store/store';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';

/** A person's account where it is at home: what signs in. */
export interface Account {
  readonly tenant: Tenant;
  readonly user: User;
}

/** What an account is in the tenant that tokens are for: itself at home, a guest elsewhere. */
export interface TenantMember {
  readonly account: Account;
  readonly tenant: Tenant;
  readonly user: User;
  readonly userId: ObjectId;
  /** Role template ids in this tenant. */
  readonly directoryRoles: readonly string[];
}

export const isGuest = ({ account, tenant }: TenantMember): boolean => account.tenant.id !== tenant.id;

/** Finds an account by the user's id, wherever it is at home. */
export const findAccount = async (store: Store, userId: string): Promise<Account | undefined> => {
  const user = await findUserAnywhere(store.authority, userId);
  if (!user || user.home_user_id !== null) return undefined;
  const tenant = await findTenant(store.authority, user.tenant_id as TenantId);
  return tenant && { tenant, user };
};

const userIn = async (store: Store, account: Account, tenant: Tenant): Promise<User | undefined> =>
  account.tenant.id === tenant.id ? account.user : findGuest(store.tenant(tenant.id), account.user.id);

/**
 * What an account is in a tenant; 50020 for a stranger there, 50057 where it is disabled.
 *
 * @param clientId for the refusal's text.
 */
export const findTenantMember = async (
  store: Store,
  account: Account,
  tenant: Tenant,
  clientId: string,
): Promise<Result<TenantMember, Refusal>> => {
  const user = await userIn(store, account, tenant);
  const userId = user && parseObjectId(user.id);
  if (!user || !userId)
    return fail(
      refusal(50020, {
        user: account.user.user_principal_name,
        provider: `https://sts.windows.net/${account.tenant.id}/`,
        tenant: tenant.displayName,
        client: clientId,
      }),
    );
  if (!user.account_enabled || !account.user.account_enabled) return fail(refusal(50057));
  const directoryRoles = await listDirectoryRoles(store.tenant(tenant.id), user.id);
  return ok({ account, tenant, user, userId, directoryRoles });
};
