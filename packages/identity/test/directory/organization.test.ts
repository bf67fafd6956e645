import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Plan, plans } from '@vakt/contract/plan';
import { ROLE_TEMPLATES } from '../../src/directory/role-templates.ts';
import type { GraphCaller } from '../authority.ts';
import {
  assertFailed,
  created,
  DirectoryWorld,
  NOWHERE,
  valueOf,
  type WorldTenant,
} from './directory-world.ts';

const ENDPOINT_P1 = '292cc034-7b7c-4950-aaf5-943befd3f1d4';
const ENDPOINT_P2 = '871d91ec-ec1a-452b-a83f-bd76c7d770ef';
const BUSINESS = 'bfc1bbd9-981b-4f71-9b82-17c35fd0e2a4';
const XDR = 'bf28f719-7844-4079-9c78-c1307898e192';

const SERVICE_PLANS: Readonly<Record<Plan, readonly string[]>> = {
  Plan1: [ENDPOINT_P1],
  Plan2: [ENDPOINT_P2],
  Business: [BUSINESS],
  XDR: [ENDPOINT_P2, XDR],
};

describe('the organization', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  let graph: GraphCaller;
  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
    graph = world.asUser(tenant);
  });
  after(() => world.close());

  it('is the caller’s own tenant with its domains', async () => {
    const own = await world.createTenant('own.example');
    const caller = world.asUser(own);
    const [organization] = valueOf(await caller('GET', '/v1.0/organization'));
    assert.equal(organization?.['id'], own.id);
    const domains = valueOf(await caller('GET', '/v1.0/domains'));
    assert.deepEqual(
      domains.map(({ id }) => id),
      [own.domain],
    );
    const me = await caller('GET', '/v1.0/me');
    assert.equal(me.body['userPrincipalName'], `admin@${own.domain}`);
  });

  it('shows the plan that the tenant is licensed for', async () => {
    for (const plan of plans) {
      const caller = world.asUser(await world.createTenant(`${plan.toLowerCase()}.example`, plan));
      const [organization] = valueOf(await caller('GET', '/v1.0/organization'));
      const assigned = organization?.['assignedPlans'] as {
        servicePlanId: string;
        capabilityStatus: string;
      }[];
      assert.deepEqual(
        assigned.map(({ servicePlanId }) => servicePlanId),
        SERVICE_PLANS[plan],
      );
      assert.ok(assigned.every(({ capabilityStatus }) => capabilityStatus === 'Enabled'));
      const [sku = {}] = valueOf(await caller('GET', '/v1.0/subscribedSkus'));
      assert.deepEqual(
        (sku['servicePlans'] as { servicePlanId: string }[]).map(({ servicePlanId }) => servicePlanId),
        SERVICE_PLANS[plan],
      );
    }
  });

  describe('has domains', () => {
    it('that are verified when nobody else has them, and serve its users’ names', async () => {
      const domain = created(await graph('POST', '/v1.0/domains', { id: 'Fabrikam.Example' }));
      assert.equal(domain.id, 'fabrikam.example');
      assert.equal(domain['isVerified'], true);
      assert.equal((await graph('POST', '/v1.0/domains/fabrikam.example/verify')).body['isVerified'], true);
      const user = created(
        await graph('POST', '/v1.0/users', {
          displayName: 'x',
          userPrincipalName: 'x@fabrikam.example',
          passwordProfile: { password: 'A-long-Password-1' },
        }),
      );
      const used = await graph('DELETE', '/v1.0/domains/fabrikam.example');
      assert.match(assertFailed(used, 400, 'Request_BadRequest'), /Users have this domain/);
      assert.equal((await graph('DELETE', `/v1.0/users/${user.id}`)).status, 204);
      assert.equal((await graph('DELETE', '/v1.0/domains/fabrikam.example')).status, 204);
      const initial = await graph('DELETE', '/v1.0/domains/contoso.example');
      assertFailed(initial, 400, 'Request_BadRequest');
    });

    it('that alone are in its users’ names, each name once, and no password is ever shown', async () => {
      const body = {
        accountEnabled: true,
        displayName: 'Ada',
        userPrincipalName: `ada@${tenant.domain}`,
        passwordProfile: { password: 'A-long-Password-1' },
      };
      const user = created(await graph('POST', '/v1.0/users', body));
      assert.equal(JSON.stringify(user).includes('Password-1'), false);
      const again = { ...body, userPrincipalName: `ADA@${tenant.domain}` };
      assert.ok([400, 409].includes((await graph('POST', '/v1.0/users', again)).status));
      const other = await world.createTenant('foreign.example');
      const foreign = { ...body, userPrincipalName: `ada@${other.domain}` };
      assertFailed(await graph('POST', '/v1.0/users', foreign), 400, 'Request_BadRequest');
      const byName = await graph('GET', `/v1.0/users/ada@${tenant.domain}`);
      assert.equal(byName.body['id'], user.id);
    });

    it('that no other tenant has, also when two want one at once', async () => {
      const callers = [graph, world.asUser(await world.createTenant('other.example'))];
      const replies = await Promise.all(
        callers.map(caller => caller('POST', '/v1.0/domains', { id: 'wanted.example' })),
      );
      assert.deepEqual(replies.map(({ status }) => status).toSorted(), [201, 409]);
      const other = await graph('POST', '/v1.0/domains', { id: 'other.example' });
      assertFailed(other, 409, 'Request_MultipleObjectsWithSameKeyValue');
    });

    it('that are names, and none of the service’s own', async () => {
      for (const id of [
        'x',
        '',
        'a b.example',
        '-x.example',
        'x_y.example',
        'x.example/',
        'graph.microsoft.com',
        'microsoft.com',
        'com',
        'evil.api.securitycenter.microsoft.com',
        'securitycenter.onmicrosoft.com',
        'login.microsoftonline.com',
        'vakt',
      ])
        assertFailed(await graph('POST', '/v1.0/domains', { id }), 400, 'Request_BadRequest');
    });
  });

  describe('has directory roles', () => {
    const ASSIGNMENTS = '/v1.0/roleManagement/directory/roleAssignments';
    const READER = ROLE_TEMPLATES.securityReader;
    const assignmentsOf = async (principalId: unknown) => {
      const filter = encodeURIComponent(`principalId eq '${String(principalId)}'`);
      return valueOf(await graph('GET', `${ASSIGNMENTS}?$filter=${filter}`));
    };

    it('that are given by their members too, and that their members see', async () => {
      const id = await world.createUser(tenant, 'reader');
      const path = `/v1.0/directoryRoles(roleTemplateId='${READER.id}')/members`;
      const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}` };
      assert.equal((await graph('POST', `${path}/$ref`, reference)).status, 204);
      assertFailed(await graph('POST', `${path}/$ref`, reference), 400, 'Request_BadRequest');
      const members = valueOf(await graph('GET', path));
      assert.deepEqual(
        members.map(member => [member['@odata.type'], member['id']]),
        [['#microsoft.graph.user', id]],
      );
      const roles = valueOf(await world.asUser(tenant, { id })('GET', '/v1.0/me/memberOf'));
      assert.deepEqual(
        roles.map(role => [role['@odata.type'], role['displayName'], role['roleTemplateId']]),
        [['#microsoft.graph.directoryRole', 'Security Reader', READER.id]],
      );
      assert.equal((await graph('DELETE', `${path}/${id}/$ref`)).status, 204);
      assertFailed(await graph('DELETE', `${path}/${id}/$ref`), 404, 'Request_ResourceNotFound');
      assert.deepEqual(valueOf(await graph('GET', `/v1.0/users/${id}/memberOf`)), []);
    });

    it('with definitions that are found by name', async () => {
      const filter = encodeURIComponent(
        "displayName eq 'security reader' or startswith(displayName,'Global')",
      );
      const found = valueOf(
        await graph('GET', `/v1.0/roleManagement/directory/roleDefinitions?$filter=${filter}`),
      );
      assert.deepEqual(found.map(({ displayName }) => displayName).toSorted(), [
        'Global Administrator',
        'Security Reader',
      ]);
      const one = await graph('GET', `/v1.0/roleManagement/directory/roleDefinitions/${READER.id}`);
      assert.equal(one.body['displayName'], 'Security Reader');
      assertFailed(
        await graph('GET', `/v1.0/roleManagement/directory/roleDefinitions/${NOWHERE}`),
        404,
        'Request_ResourceNotFound',
      );
    });

    it('with assignments that are listed with their holders and definitions', async () => {
      const id = await world.createUser(tenant, 'expanded');
      const made = created(
        await graph('POST', ASSIGNMENTS, { principalId: id, roleDefinitionId: READER.id }),
      );
      const query = `$filter=${encodeURIComponent(`principalId eq '${id}' and roleDefinitionId eq '${READER.id}'`)}&$expand=principal,roleDefinition`;
      const [assignment = {}] = valueOf(await graph('GET', `${ASSIGNMENTS}?${query}`));
      assert.equal(assignment['id'], made.id);
      assert.equal((assignment['principal'] as Record<string, unknown>)['displayName'], 'expanded');
      assert.equal(
        (assignment['roleDefinition'] as Record<string, unknown>)['displayName'],
        'Security Reader',
      );
      assert.equal((await graph('GET', `${ASSIGNMENTS}/${made.id}`)).body['principalId'], id);
      assert.equal((await graph('GET', `${ASSIGNMENTS}?$expand=secrets`)).status, 400);
      const pages = valueOf(await graph('GET', `${ASSIGNMENTS}?$top=1`));
      assert.equal(pages.length, 1);
    });

    it('for the whole tenant alone, and to users of it', async () => {
      const id = await world.createUser(tenant, 'scoped');
      const body = { principalId: id, roleDefinitionId: READER.id };
      for (const [change, status] of [
        [{ directoryScopeId: '/administrativeUnits/x' }, 400],
        [{ roleDefinitionId: NOWHERE }, 400],
        [{ principalId: NOWHERE }, 404],
        [{ principalId: 'x' }, 404],
        [{ principalId: null }, 400],
      ] as const)
        assert.equal((await graph('POST', ASSIGNMENTS, { ...body, ...change })).status, status);
    });

    it('that are given, listed and taken away', async () => {
      const otherGraph = world.asUser(await world.createTenant('roles.example'));
      const principalId = await world.createUser(tenant, 'grace');
      const definitions = valueOf(await graph('GET', '/v1.0/roleManagement/directory/roleDefinitions'));
      const reader = definitions.find(({ displayName }) => displayName === 'Security Reader');
      const body = { principalId, roleDefinitionId: reader?.['id'], directoryScopeId: '/' };
      assert.equal((await graph('POST', ASSIGNMENTS, body)).status, 201);
      assertFailed(await graph('POST', ASSIGNMENTS, body), 409, 'Request_MultipleObjectsWithSameKeyValue');
      const [assignment] = await assignmentsOf(principalId);
      assert.equal(assignment?.['roleDefinitionId'], body.roleDefinitionId);
      const one = `${ASSIGNMENTS}/${String(assignment?.['id'])}`;
      assertFailed(await otherGraph('DELETE', one), 404, 'Request_ResourceNotFound');
      assertFailed(await otherGraph('POST', ASSIGNMENTS, body), 404, 'Request_ResourceNotFound');
      assert.equal((await graph('DELETE', one)).status, 204);
      assert.deepEqual(await assignmentsOf(principalId), []);
      const unknown = await graph('POST', ASSIGNMENTS, { ...body, roleDefinitionId: NOWHERE });
      assertFailed(unknown, 400, 'Request_BadRequest');
      for (const id of ['x', NOWHERE, 'A'.repeat(43)])
        assertFailed(await graph('DELETE', `${ASSIGNMENTS}/${id}`), 404, 'Request_ResourceNotFound');
    });

    it('and keeps its last Global Administrator', async () => {
      const me = (await graph('GET', '/v1.0/me')).body['id'];
      const [assignment] = await assignmentsOf(me);
      const refused = await graph('DELETE', `${ASSIGNMENTS}/${String(assignment?.['id'])}`);
      assert.match(assertFailed(refused, 400, 'Request_BadRequest'), /last Global Administrator/);
    });
  });
});
