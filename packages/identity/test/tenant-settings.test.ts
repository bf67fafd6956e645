import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type DirectoryRole, ROLE_TEMPLATES } from '../src/directory/role-templates.ts';
import { type NewTenant, OPERATOR_TOKEN, TestAuthority } from './authority.ts';
import { assertFailed, DirectoryWorld, type WorldTenant } from './directory/directory-world.ts';

const SETTINGS = '/vakt/v1/settings';
const OFF = { liveResponse: false, liveResponseUnsignedScripts: false };
const ADMINISTRATORS: ReadonlySet<DirectoryRole> = new Set(['globalAdministrator', 'securityAdministrator']);

/** The settings that a reply says. */
const settingsOf = ({ body }: { readonly body: Readonly<Record<string, unknown>> }) => {
  const { liveResponse, liveResponseUnsignedScripts } = body;
  return { liveResponse, liveResponseUnsignedScripts };
};

describe('the settings of a tenant', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;

  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
  });
  after(() => world.close());

  it('are off until somebody switches them on, one by one', async () => {
    const administrator = world.asUser(tenant);
    assert.deepEqual(settingsOf(await administrator('GET', SETTINGS)), OFF);
    const on = await administrator('PATCH', SETTINGS, { liveResponse: true });
    assert.deepEqual(settingsOf(on), { ...OFF, liveResponse: true });
    await administrator('PATCH', SETTINGS, { liveResponseUnsignedScripts: true });
    assert.deepEqual(settingsOf(await administrator('PATCH', SETTINGS, { liveResponse: false })), {
      ...OFF,
      liveResponseUnsignedScripts: true,
    });
  });

  it('are of that tenant alone', async () => {
    const other = await world.createTenant('other.example');
    await world.asUser(tenant)('PATCH', SETTINGS, { liveResponse: true });
    assert.deepEqual(settingsOf(await world.asUser(other)('GET', SETTINGS)), OFF);
  });

  for (const role of Object.keys(ROLE_TEMPLATES) as DirectoryRole[])
    it(`are ${ADMINISTRATORS.has(role) ? '' : 'not '}changed by a user who is ${role}`, async () => {
      const id = await world.createUser(tenant, role);
      const reply = await world.asUser(tenant, { id, roles: [role] })('PATCH', SETTINGS, {
        liveResponse: true,
      });
      assert.equal(reply.status, ADMINISTRATORS.has(role) ? 200 : 403);
    });

  it('are changed by no application, and by no token that may only read', async () => {
    const application = world.asApplication(tenant, [
      'Directory.ReadWrite.All',
      'Organization.ReadWrite.All',
    ]);
    assertFailed(
      await application('PATCH', SETTINGS, { liveResponse: true }),
      403,
      'Authorization_RequestDenied',
    );
    const reader = world.asUser(tenant, {
      id: tenant.administratorId,
      roles: ['globalAdministrator'],
      scopes: ['Directory.Read.All'],
    });
    assert.equal((await reader('PATCH', SETTINGS, { liveResponse: true })).status, 403);
    assert.equal((await reader('GET', SETTINGS)).status, 200);
  });

  it('are refused by name when they make no sense', async () => {
    const administrator = world.asUser(tenant);
    for (const [body, words] of [
      [{}, /Name at least one setting: liveResponse/],
      [{ liveRespons: true }, /"liveRespons" is no setting/],
      [{ liveResponse: 'on' }, /liveResponse is true or false/],
      [{ liveResponse: null }, /liveResponse is true or false/],
    ] as const) {
      const message = assertFailed(await administrator('PATCH', SETTINGS, body), 400, 'Request_BadRequest');
      assert.match(message, words);
    }
  });

  it('leave a note in the tenant’s log when they change', async () => {
    const administrator = world.asUser(tenant);
    world.now += 60_000;
    await administrator('PATCH', SETTINGS, { liveResponse: true });
    const { body } = await administrator('GET', '/v1.0/auditLogs/directoryAudits?$top=1');
    const [entry] = body['value'] as {
      activityDisplayName: string;
      targetResources: { modifiedProperties: object[] }[];
    }[];
    assert.equal(entry?.activityDisplayName, 'Update company settings');
    assert.deepEqual(entry.targetResources[0]?.modifiedProperties[0], {
      displayName: 'liveResponse',
      oldValue: null,
      newValue: 'true',
    });
  });
});

describe('the settings of a tenant, for the operator', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
  });
  after(() => authority.close());

  const send = (
    method: string,
    body?: unknown,
    { id = tenant.tenantId as string, token = OPERATOR_TOKEN } = {},
  ) =>
    authority.request(method, `/vakt/v1/tenants/${id}/settings`, {
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  it('are read and changed for any tenant', async () => {
    assert.deepEqual((await send('GET')).body, OFF);
    assert.deepEqual((await send('PATCH', { liveResponse: true })).body, { ...OFF, liveResponse: true });
    assert.deepEqual((await send('GET')).body, { ...OFF, liveResponse: true });
  });

  it('are nobody else’s here, and of tenants that there are', async () => {
    for (const token of ['', 'wrong', await authority.userToken(tenant.tenantId, tenant.administrator)])
      for (const method of ['GET', 'PATCH'])
        assert.equal((await send(method, { liveResponse: true }, { token })).status, 401);
    for (const id of ['99999999-9999-4999-8999-999999999999', 'contoso', "'"])
      assert.equal((await send('GET', undefined, { id })).status, 404);
    for (const body of [undefined, [], {}, { liveResponse: 1 }, { other: true }])
      assert.equal((await send('PATCH', body)).status, 400);
  });
});
