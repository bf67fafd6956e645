import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type DirectoryRole, ROLE_TEMPLATES } from '../../src/directory/role-templates.ts';
import { DirectoryWorld, type WorldTenant } from './directory-world.ts';

const SWITCH = '/vakt/v1/roleBasedAccess';
const ADMINISTRATORS: ReadonlySet<DirectoryRole> = new Set(['globalAdministrator', 'securityAdministrator']);

describe('who sees which devices', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
  });
  after(() => world.close());

  for (const role of Object.keys(ROLE_TEMPLATES) as DirectoryRole[])
    it(`is ${ADMINISTRATORS.has(role) ? '' : 'not '}for a user to say who is ${role}`, async () => {
      const id = await world.createUser(tenant, role);
      const caller = world.asUser(tenant, { id, roles: [role] });
      const { status } = await caller('PATCH', SWITCH, { enabled: false });
      assert.equal(status, ADMINISTRATORS.has(role) ? 200 : 403);
    });

  it('is for no application to say: whoever steals its token gains no user’s sight', async () => {
    const robot = world.asApplication(tenant, ['RoleManagement.ReadWrite.Directory']);
    for (const [method, path, body] of [
      ['PATCH', SWITCH, { enabled: false }],
      ['POST', '/vakt/v1/defenderRoles', { name: 'Mine' }],
      ['POST', '/vakt/v1/deviceGroups', { name: 'Mine' }],
      ['DELETE', '/vakt/v1/deviceGroups/1', undefined],
    ] as const)
      assert.equal((await robot(method, path, body)).status, 403, path);
    assert.equal((await robot('GET', SWITCH)).status, 200);
  });

  it('is not said with a token that may only read', async () => {
    const reader = world.asUser(tenant, {
      id: tenant.administratorId,
      roles: ['globalAdministrator'],
      scopes: ['RoleManagement.Read.Directory'],
    });
    assert.equal((await reader('PATCH', SWITCH, { enabled: true })).status, 403);
    assert.equal((await reader('GET', '/vakt/v1/defenderRoles')).status, 200);
  });
});
