import type { Principal } from '@vakt/contract/principal';
import { findTenant, listDomains, listTenantsOfAccount, type Tenant } from '@vakt/store/directory/tenants';
import { findUser } from '@vakt/store/directory/users';
import type { ArmList, ArmServices } from './arm-call.ts';

/** Those that the user belongs to, at home or as a guest; an application’s token is of one tenant. */
const tenantsOf = async (principal: Principal, { store }: ArmServices): Promise<readonly Tenant[]> => {
  if (principal.kind === 'application') {
    const tenant = await findTenant(store.authority, principal.tenantId);
    return tenant ? [tenant] : [];
  }
  const user = await findUser(store.tenant(principal.tenantId), principal.objectId);
  return user ? listTenantsOfAccount(store.authority, user.home_user_id ?? user.id) : [];
};

const list: ArmList['list'] = async (principal, services) =>
  Promise.all(
    (await tenantsOf(principal, services)).map(async ({ id, displayName, defaultDomain }) => ({
      id: `/tenants/${id}`,
      tenantId: id,
      displayName,
      domains: (await listDomains(services.store.tenant(id))).map(({ name }) => name),
      defaultDomain,
      tenantCategory: 'Home',
      tenantType: 'AAD',
    })),
  );

/** Where the signed-in user has an account: the Azure CLI signs in at each. */
export const listTenants: ArmList = { path: '/tenants', list };
