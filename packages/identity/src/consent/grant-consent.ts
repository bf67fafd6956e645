import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { Database } from '@vakt/store/database';
import { insertAppRoleAssignment } from '@vakt/store/directory/consent-grants';
import { addGrantedScopes } from '@vakt/store/directory/granted-scopes';
import {
  findServicePrincipalByAppId,
  insertServicePrincipal,
  type ServicePrincipal,
} from '@vakt/store/directory/service-principals';
import type { Store } from '@vakt/store/store';
import { inTransaction } from '@vakt/store/transaction';
import type { Kysely } from 'kysely';
import type { TenantMember } from '../accounts/account.ts';
import type { ClientApplication } from '../authority/client-application.ts';
import { SERVICE_TENANT_ID } from '../tenants/create-tenant.ts';
import type { AskedPermission } from './consent-decision.ts';

/** What a person agreed to. */
export interface GivenConsent {
  readonly client: ClientApplication;
  readonly member: TenantMember;
  readonly permissions: readonly AskedPermission[];
  /** For everyone in the tenant, or for the person alone. */
  readonly isForOrganization: boolean;
}

interface ConsentWriter {
  readonly store: Store;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/** The presence of an application in the tenant; consent makes it where there is none. */
const letIn = async (
  db: Kysely<Database>,
  { appId, displayName, ownerTenantId }: { appId: string; displayName: string; ownerTenantId: string },
  { clock, entropy }: ConsentWriter,
): Promise<ServicePrincipal> => {
  const made = await insertServicePrincipal(db, {
    id: entropy.uuid(),
    app_id: appId,
    app_owner_tenant_id: ownerTenantId,
    display_name: displayName,
    account_enabled: true,
    app_role_assignment_required: false,
    created_at: new Date(clock.now()),
  });
  const found = made ?? (await findServicePrincipalByAppId(db, appId));
  if (!found) throw new Error(`The service principal of ${appId} went away while consent was written.`);
  return found;
};

const byResource = (permissions: readonly AskedPermission[]): ReadonlyMap<string, AskedPermission[]> =>
  Map.groupBy(permissions, ({ resource }) => resource.appId);

const grantOnResource = async (
  db: Kysely<Database>,
  client: ServicePrincipal,
  asked: readonly AskedPermission[],
  { member, isForOrganization }: GivenConsent,
  writer: ConsentWriter,
): Promise<void> => {
  const [first] = asked;
  if (!first) return;
  const { appId, displayName, homeTenantId: ownerTenantId = SERVICE_TENANT_ID } = first.resource;
  const resource = await letIn(db, { appId, displayName, ownerTenantId }, writer);
  const scopes = asked.filter(({ permission }) => permission.kind === 'Scope');
  if (scopes.length > 0)
    await addGrantedScopes(db, {
      id: writer.entropy.uuid(),
      client_id: client.id,
      resource_id: resource.id,
      consent_type: isForOrganization ? 'AllPrincipals' : 'Principal',
      principal_id: isForOrganization ? null : member.user.id,
      scope: scopes.map(({ permission }) => permission.value).join(' '),
    });
  if (!isForOrganization) return;
  for (const { permission } of asked.filter(one => one.permission.kind === 'Role'))
    await insertAppRoleAssignment(db, {
      id: writer.entropy.uuid(),
      principal_id: client.id,
      resource_id: resource.id,
      app_role_id: permission.id,
      created_at: new Date(writer.clock.now()),
    });
};

/** Writes consent: the application's presence in the tenant, and its grants; all or nothing. */
export const grantConsent = (consent: GivenConsent, writer: ConsentWriter): Promise<ServicePrincipal> => {
  const { client, member, permissions } = consent;
  const { appId, displayName, homeTenantId = SERVICE_TENANT_ID } = client;
  return inTransaction(writer.store.tenant(member.tenant.id), async db => {
    const own = await letIn(db, { appId, displayName, ownerTenantId: homeTenantId }, writer);
    for (const asked of byResource(permissions).values())
      await grantOnResource(db, own, asked, consent, writer);
    return own;
  });
};
