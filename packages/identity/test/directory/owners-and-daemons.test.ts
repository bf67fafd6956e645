import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findPermission } from '@vakt/contract/permissions';
import { assertFailed, created, DirectoryWorld, resourceId, type WorldTenant } from './directory-world.ts';

describe('an owner without a role', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
  });
  after(() => world.close());

  it('manages what he registered, and nothing beyond', async () => {
    const id = await world.createUser(tenant, 'ada');
    const ada = world.asUser(tenant, { id });
    const application = created(await ada('POST', '/v1.0/applications', { displayName: 'Own' }));
    const path = `/v1.0/applications/${application.id}`;
    assert.equal((await ada('PATCH', path, { displayName: 'Renamed' })).status, 204);
    assert.equal((await ada('POST', `${path}/addPassword`, {})).status, 200);
    const principal = created(await ada('POST', '/v1.0/servicePrincipals', { appId: application['appId'] }));
    const assign = await ada('POST', `/v1.0/servicePrincipals/${principal.id}/appRoleAssignments`, {
      principalId: principal.id,
      resourceId: await resourceId(ada, 'WindowsDefenderATP'),
      appRoleId: findPermission('WindowsDefenderATP', 'Alert.Read.All', 'Role')?.id,
    });
    assertFailed(assign, 403, 'Authorization_RequestDenied');
    const owned = await ada('GET', '/v1.0/me/ownedObjects');
    assert.deepEqual(
      (owned.body['value'] as Record<string, unknown>[]).map(one => one['id']).toSorted(),
      [application.id, principal.id].toSorted(),
    );
    const types = await Promise.all(
      [application.id, principal.id, id].map(
        async one => (await ada('GET', `/v1.0/directoryObjects/${one}`)).body['@odata.type'],
      ),
    );
    assert.deepEqual(types, [
      '#microsoft.graph.application',
      '#microsoft.graph.servicePrincipal',
      '#microsoft.graph.user',
    ]);
    const stranger = world.asUser(tenant, { id: await world.createUser(tenant, 'grace') });
    assertFailed(await stranger('DELETE', path), 403, 'Authorization_RequestDenied');
    assert.equal((await ada('DELETE', path)).status, 204);
  });

  it('hands an application over to another, and loses it', async () => {
    const [from, to] = [await world.createUser(tenant, 'from'), await world.createUser(tenant, 'to')];
    const [giver, taker] = [world.asUser(tenant, { id: from }), world.asUser(tenant, { id: to })];
    const application = created(await giver('POST', '/v1.0/applications', { displayName: 'Handed over' }));
    const path = `/v1.0/applications/${application.id}`;
    const body = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${to}` };
    assert.equal((await giver('POST', `${path}/owners/$ref`, body)).status, 204);
    assertFailed(await giver('POST', `${path}/owners/$ref`, body), 400, 'Request_BadRequest');
    assert.equal((await taker('DELETE', `${path}/owners/${from}/$ref`)).status, 204);
    assertFailed(await giver('PATCH', path, { displayName: 'x' }), 403, 'Authorization_RequestDenied');
    assert.equal((await taker('PATCH', path, { displayName: 'Mine' })).status, 204);
  });
});

describe('an application that calls in its own name', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
  });
  after(() => world.close());

  it('with rights over its own manages those alone', async () => {
    const owner = world.asApplication(tenant, ['Application.ReadWrite.OwnedBy']);
    const own = created(await owner('POST', '/v1.0/applications', { displayName: 'Own' }));
    assert.equal((await owner('PATCH', `/v1.0/applications/${own.id}`, { displayName: 'x' })).status, 204);
    const other = created(await world.asUser(tenant)('POST', '/v1.0/applications', { displayName: 'y' }));
    const refused = await owner('PATCH', `/v1.0/applications/${other.id}`, { displayName: 'x' });
    assertFailed(refused, 403, 'Authorization_RequestDenied');
  });

  it('takes over nobody who has a directory role', async () => {
    const writer = world.asApplication(tenant, ['User.ReadWrite.All', 'User-PasswordProfile.ReadWrite.All']);
    const path = `/v1.0/users/${tenant.administratorId}`;
    for (const body of [
      { passwordProfile: { password: 'Another-Password-1' } },
      { accountEnabled: false },
      { userPrincipalName: 'taken@contoso.example' },
    ])
      assertFailed(await writer('PATCH', path, body), 403, 'Authorization_RequestDenied');
    assertFailed(await writer('DELETE', path), 403, 'Authorization_RequestDenied');
    const member = await world.createUser(tenant, 'plain');
    const reset = { passwordProfile: { password: 'Another-Password-1' } };
    assert.equal((await writer('PATCH', `/v1.0/users/${member}`, reset)).status, 204);
  });

  it('resets passwords only with the permission for that, and with that alone does nothing else', async () => {
    const member = await world.createUser(tenant, 'somebody');
    const path = `/v1.0/users/${member}`;
    const reset = { passwordProfile: { password: 'Another-Password-1' } };
    const writer = world.asApplication(tenant, ['User.ReadWrite.All']);
    assertFailed(await writer('PATCH', path, reset), 403, 'Authorization_RequestDenied');
    const resetter = world.asApplication(tenant, ['User-PasswordProfile.ReadWrite.All']);
    assert.equal((await resetter('PATCH', path, reset)).status, 204);
    const both = { ...reset, displayName: 'x' };
    assertFailed(await resetter('PATCH', path, both), 403, 'Authorization_RequestDenied');
  });

  it('has no /me', async () => {
    const reader = world.asApplication(tenant, ['User.Read.All', 'Directory.Read.All']);
    assertFailed(await reader('GET', '/v1.0/me'), 403, 'Authorization_RequestDenied');
  });
});
