import type { TenantId } from '@vakt/contract/ids';
import type { Plan } from '@vakt/contract/plan';
import { findTenant } from '@vakt/store/directory/tenants';
import type { Store } from '@vakt/store/store';

const CACHED_TENANTS = 10_000;

/** Tells a tenant's licence plan; a tenant that was deleted has none. */
export const createPlanLookup = (store: Store): ((tenant: TenantId) => Promise<Plan | undefined>) => {
  // A plan is given when the tenant is made and does not change.
  const known = new Map<TenantId, Plan>();
  return async tenant => {
    const plan = known.get(tenant) ?? (await findTenant(store.authority, tenant))?.plan;
    if (plan && known.size >= CACHED_TENANTS) known.clear();
    if (plan) known.set(tenant, plan);
    return plan;
  };
};
