import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemEntropy } from '@vakt/contract/entropy';
import type { AppId, ObjectId } from '@vakt/contract/ids';
import { listMachines } from '@vakt/contract/operations/machines';
import { findPermission } from '@vakt/contract/permissions';
import type { Principal } from '@vakt/contract/principal';
import { type ResourceName, resourceApplications } from '@vakt/contract/resources';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { withOtherResource } from '../src/gate/other-resource.ts';
import { application, OTHER_TENANT, TENANT, user } from './api.ts';

const XDR = 'https://api.security.microsoft.com';

describe('a token for the other one of Defender’s two resources', () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
    const tenants = [TENANT, OTHER_TENANT].map(tenant => ({
      id: tenant,
      display_name: tenant,
      plan: 'Plan2',
      created_at: new Date(0),
    }));
    await test.store.authority.insertInto('tenants').values(tenants).execute();
  });
  after(() => test.close());

  const id = () => systemEntropy.uuid();
  const addServicePrincipal = async (appId: string, objectId = id(), tenant = TENANT): Promise<string> => {
    await test.store
      .tenant(tenant)
      .insertInto('service_principals')
      .values({
        id: objectId,
        app_id: appId,
        app_owner_tenant_id: tenant,
        display_name: appId,
        account_enabled: true,
        app_role_assignment_required: false,
        created_at: new Date(0),
      })
      .execute();
    return objectId;
  };
  const resourceIn = async (name: ResourceName, tenant = TENANT): Promise<string> => {
    const { appId } = resourceApplications[name];
    const found = await test.store
      .tenant(tenant)
      .selectFrom('service_principals')
      .select('id')
      .where('app_id', '=', appId)
      .executeTakeFirst();
    return found?.id ?? addServicePrincipal(appId, id(), tenant);
  };
  /** A caller of an application that is in the tenant. */
  const caller = async (as: Principal, tenant = TENANT): Promise<Principal> => {
    const named = { ...as, appId: id() as AppId, objectId: id() as ObjectId };
    await addServicePrincipal(named.appId, named.kind === 'application' ? named.objectId : id(), tenant);
    return named;
  };
  const grantRole = async (
    { objectId }: Principal,
    resource: ResourceName,
    role: string,
    tenant = TENANT,
  ) => {
    const permission = findPermission(resource, role, 'Role');
    assert.ok(permission);
    await test.store
      .tenant(tenant)
      .insertInto('app_role_assignments')
      .values({
        id: id(),
        principal_id: objectId,
        resource_id: await resourceIn(resource, tenant),
        app_role_id: permission.id,
        created_at: new Date(0),
      })
      .execute();
  };
  const rolesAtMachines = async (principal: Principal): Promise<readonly string[]> => {
    const found = await withOtherResource(test.store.tenant(TENANT), listMachines, principal);
    return found.kind === 'application' ? found.roles : found.scopes;
  };

  it('opens what the application was granted of the operation’s own resource', async () => {
    const as = await caller(application([], { audience: XDR }));
    await grantRole(as, 'WindowsDefenderATP', 'Machine.Read.All');
    assert.deepEqual(await rolesAtMachines(as), ['Machine.Read.All']);
  });

  it('opens nothing that was not granted, or is granted no more', async () => {
    const as = await caller(application([], { audience: XDR }));
    await grantRole(as, 'WindowsDefenderATP', 'Alert.Read.All');
    assert.deepEqual(await rolesAtMachines(as), []);
    await grantRole(as, 'WindowsDefenderATP', 'Machine.Read.All');
    await test.store.tenant(TENANT).deleteFrom('app_role_assignments').execute();
    assert.deepEqual(await rolesAtMachines(as), []);
  });

  it('opens nothing that another tenant granted', async () => {
    const as = await caller(application([], { audience: XDR }), OTHER_TENANT);
    await grantRole(as, 'WindowsDefenderATP', 'Machine.Read.All', OTHER_TENANT);
    assert.deepEqual(await rolesAtMachines(as), []);
  });

  it('opens nothing when it is for an API that is not Defender’s', async () => {
    const as = await caller(application([], { audience: 'https://graph.microsoft.com' }));
    await grantRole(as, 'WindowsDefenderATP', 'Machine.Read.All');
    assert.deepEqual(await rolesAtMachines(as), []);
  });

  it('leaves a token for the operation’s own resource as it was issued', async () => {
    const as = await caller(application([]));
    await grantRole(as, 'WindowsDefenderATP', 'Machine.Read.All');
    assert.deepEqual(await rolesAtMachines(as), [], 'roles that were granted later come with the next token');
  });

  it('opens to a user what was granted to the application for that user', async () => {
    const as = await caller(user([], { audience: XDR }));
    const client = await test.store
      .tenant(TENANT)
      .selectFrom('service_principals')
      .select('id')
      .where('app_id', '=', as.appId)
      .executeTakeFirstOrThrow();
    await test.store
      .tenant(TENANT)
      .insertInto('oauth2_permission_grants')
      .values({
        id: id(),
        client_id: client.id,
        resource_id: await resourceIn('WindowsDefenderATP'),
        consent_type: 'Principal',
        principal_id: as.objectId,
        scope: 'Machine.Read Alert.Read',
      })
      .execute();
    assert.deepEqual(await rolesAtMachines(as), ['Machine.Read']);
    assert.deepEqual(await rolesAtMachines({ ...as, objectId: id() as ObjectId }), []);
  });
});
