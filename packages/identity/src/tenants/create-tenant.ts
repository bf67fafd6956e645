import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { type ObjectId, parseObjectId, parseTenantId } from '@vakt/contract/ids';
import type { Plan } from '@vakt/contract/plan';
import { resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import { insertServicePrincipal } from '@vakt/store/directory/service-principals';
import { insertWholeTenant, type Tenant } from '@vakt/store/directory/tenants';
import { assignDirectoryRole, insertUser } from '@vakt/store/directory/users';
import type { Store } from '@vakt/store/store';
import { hashPassword } from '../directory/password-hash.ts';
import { ROLE_TEMPLATES } from '../directory/role-templates.ts';

export interface NewTenant {
  readonly displayName: string;
  /** Lower case. */
  readonly domain: string;
  readonly plan: Plan;
  readonly administrator: { readonly userPrincipalName: string; readonly displayName: string };
}

/** A tenant just made; the password is shown this once. */
export interface CreatedTenant {
  readonly tenant: Tenant;
  readonly administrator: {
    readonly id: ObjectId;
    readonly userPrincipalName: string;
    readonly password: string;
  };
}

/** The tenant that owns the service's own applications (reference: identity, section 3.4). */
export const SERVICE_TENANT_ID = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

const newTenantId = (entropy: Entropy) => {
  const id = parseTenantId(entropy.uuid());
  if (!id) throw new TypeError('The entropy source made something that is no GUID.');
  return id;
};

const newObjectId = (entropy: Entropy): ObjectId => {
  const id = parseObjectId(entropy.uuid());
  if (!id) throw new TypeError('The entropy source made something that is no GUID.');
  return id;
};

/**
 * Makes a tenant with its verified domain, its first Global Administrator, and the service principals of the resource
 * applications, all or nothing.
 */
export const createTenant = async (
  store: Store,
  clock: Clock,
  entropy: Entropy,
  wanted: NewTenant,
): Promise<Result<CreatedTenant, 'domain-taken'>> => {
  const createdAt = new Date(clock.now());
  const tenant: Tenant = {
    id: newTenantId(entropy),
    displayName: wanted.displayName,
    plan: wanted.plan,
    defaultDomain: wanted.domain,
    createdAt,
  };
  const password = Buffer.from(entropy.bytes(15)).toString('base64url');
  const passwordHash = await hashPassword(password);
  const administratorId = newObjectId(entropy);
  const { userPrincipalName, displayName } = wanted.administrator;
  const isMade = await insertWholeTenant(store, tenant, async db => {
    for (const resource of Object.values(resourceApplications))
      await insertServicePrincipal(db, {
        id: entropy.uuid(),
        app_id: resource.appId,
        app_owner_tenant_id: SERVICE_TENANT_ID,
        display_name: resource.displayName,
        account_enabled: true,
        app_role_assignment_required: false,
        created_at: createdAt,
      });
    await insertUser(db, {
      id: administratorId,
      userPrincipalName,
      displayName,
      givenName: null,
      surname: null,
      passwordHash,
      accountEnabled: true,
      createdAt,
    });
    await assignDirectoryRole(db, administratorId, ROLE_TEMPLATES.globalAdministrator.id);
  });
  return isMade
    ? ok({ tenant, administrator: { id: administratorId, userPrincipalName, password } })
    : fail('domain-taken');
};
