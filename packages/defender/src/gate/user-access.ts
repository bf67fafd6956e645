import type { TenantId } from '@vakt/contract/ids';
import type { Principal } from '@vakt/contract/principal';
import { fail, ok, type Result } from '@vakt/contract/result';
import { isDefenderAdministrator } from '@vakt/contract/user-roles';
import type { HuntingFailure } from '@vakt/hunting/failure';
import type { Database } from '@vakt/store/database';
import { listVisibleDevices, MOST_VISIBLE_DEVICES } from '@vakt/store/devices';
import { findRoleAccess, type RoleAccess } from '@vakt/store/role-access';
import type { Store } from '@vakt/store/store';
import type { Kysely } from 'kysely';
import type { Call } from '../call.ts';

/**
 * What Defender's roles let the caller do and see; `undefined` for callers whom they do not concern: applications, Global and
 * Security Administrators, and everybody of a tenant that has not turned them on. Turned on, they take from Security Readers
 * and Operators what no role gives (the vendor's page "Use role-based access control to grant fine-grained access").
 */
export const accessOf = async (
  db: Kysely<Database>,
  principal: Principal,
): Promise<RoleAccess | undefined> =>
  principal.kind === 'application' || isDefenderAdministrator(principal.directoryRoles)
    ? undefined
    : findRoleAccess(db, [principal.objectId, ...principal.directoryRoles]);

const TOO_MANY_DEVICES: HuntingFailure = {
  kind: 'resources',
  message: `The user’s roles open more than ${MOST_VISIBLE_DEVICES} devices, over which a user cannot hunt. Let an application or an administrator ask.`,
};

/** Hunting over the devices that `db` shows, which are looked up once, when a query comes. */
const huntingOver = (hunting: Call['hunting'], db: Kysely<Database>): Call['hunting'] => {
  let found: Promise<readonly string[]> | undefined;
  const devicesSeen = async (): Promise<Result<readonly string[], HuntingFailure>> => {
    found ??= listVisibleDevices(db);
    const devices = await found;
    return devices.length > MOST_VISIBLE_DEVICES ? fail(TOO_MANY_DEVICES) : ok(devices);
  };
  return {
    run: async (tenant, kql, options) => {
      const devices = await devicesSeen();
      return devices.ok ? hunting.run(tenant, kql, { ...options, devices: devices.value }) : devices;
    },
    explain: async (tenant, kql, options) => {
      const devices = await devicesSeen();
      return devices.ok ? hunting.explain(tenant, kql, { ...options, devices: devices.value }) : devices;
    },
  };
};

/** The rows and events that the caller sees: handlers get no others, so that none of them has to think of device groups. */
export const visibleTo = (
  access: RoleAccess | undefined,
  tenantId: TenantId,
  { store, hunting }: { readonly store: Pick<Store, 'tenant' | 'scoped'>; readonly hunting: Call['hunting'] },
): Pick<Call, 'db' | 'hunting'> => {
  if (!access) return { db: store.tenant(tenantId), hunting };
  const db = store.scoped(tenantId, access.deviceGroups);
  return { db, hunting: huntingOver(hunting, db) };
};
