import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { resourceApplications } from '@vakt/contract/resources';
import type { GraphCaller } from '../authority.ts';
import {
  assertFailed,
  created,
  DirectoryWorld,
  find,
  NOWHERE,
  resourceId,
  valueOf,
  type WorldTenant,
} from './directory-world.ts';

const ROLE = {
  id: '11111111-1111-4111-8111-111111111111',
  value: 'Reports.Read.All',
  displayName: 'Read reports',
  description: 'Read all reports.',
  isEnabled: true,
  allowedMemberTypes: ['Application'],
};
const USERS_ROLE = {
  ...ROLE,
  id: '33333333-3333-4333-8333-333333333333',
  value: 'Reader',
  allowedMemberTypes: ['User'],
};
const DISABLED_ROLE = {
  ...ROLE,
  id: '44444444-4444-4444-8444-444444444444',
  value: 'Off',
  isEnabled: false,
};
const SCOPE = {
  id: '22222222-2222-4222-8222-222222222222',
  value: 'Reports.Read',
  type: 'User',
  isEnabled: true,
  adminConsentDisplayName: 'Read reports',
  adminConsentDescription: 'Read reports as the user.',
};
const DEFAULT_ROLE = '00000000-0000-0000-0000-000000000000';

describe('service principals', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  let graph: GraphCaller;
  let customer: WorldTenant;
  let customersGraph: GraphCaller;
  /** An API of the first tenant that others may let in, with its service principal at home. */
  let api: { appId: string; principalId: string };

  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('partner.example');
    graph = world.asUser(tenant);
    customer = await world.createTenant('customer.example');
    customersGraph = world.asUser(customer);
    const { appId } = created(
      await graph('POST', '/v1.0/applications', {
        displayName: 'Reports',
        signInAudience: 'AzureADMultipleOrgs',
        identifierUris: ['https://partner.example/reports'],
        web: { redirectUris: ['https://partner.example/back'], logoutUrl: 'https://partner.example/out' },
        api: { oauth2PermissionScopes: [SCOPE] },
        appRoles: [ROLE, USERS_ROLE, DISABLED_ROLE],
      }),
    );
    api = { appId: String(appId), principalId: await letIn(graph, String(appId)) };
  });
  after(() => world.close());

  const letIn = async (caller: GraphCaller, appId: string): Promise<string> =>
    created(await caller('POST', '/v1.0/servicePrincipals', { appId, accountEnabled: 'True' })).id;
  const newClient = async (): Promise<string> => {
    const { appId } = created(await graph('POST', '/v1.0/applications', { displayName: 'Client' }));
    return letIn(graph, String(appId));
  };

  it('show what a registered application offers, at home and where it was let in', async () => {
    const principalId = await letIn(customersGraph, api.appId);
    for (const [caller, id] of [
      [graph, api.principalId],
      [customersGraph, principalId],
    ] as const) {
      const { body } = await caller('GET', `/v1.0/servicePrincipals/${id}`);
      assert.equal(body['appId'], api.appId);
      assert.equal(body['appOwnerOrganizationId'], tenant.id);
      assert.equal(body['signInAudience'], 'AzureADMultipleOrgs');
      assert.deepEqual(body['servicePrincipalNames'], [api.appId, 'https://partner.example/reports']);
      assert.deepEqual(body['replyUrls'], ['https://partner.example/back']);
      assert.equal(body['logoutUrl'], 'https://partner.example/out');
      const values = (list: unknown) => (list as { value: string }[]).map(({ value }) => value);
      assert.deepEqual(values(body['appRoles']), ['Reports.Read.All', 'Reader', 'Off']);
      assert.deepEqual(values(body['oauth2PermissionScopes']), ['Reports.Read']);
    }
  });

  it('are found by every name that they have, as the Azure CLI asks', async () => {
    const idsOf = async (caller: GraphCaller, filter: string): Promise<unknown[]> =>
      valueOf(await find(caller, 'servicePrincipals', filter)).map(({ appId }) => appId);
    const atp = resourceApplications.WindowsDefenderATP.appId;
    for (const [filter, expected] of [
      [`servicePrincipalNames/any(c:c eq '${api.appId}')`, [api.appId]],
      ["servicePrincipalNames/any(c:c eq 'https://partner.example/reports')", [api.appId]],
      ["servicePrincipalNames/any(c:c eq 'https://api.securitycenter.microsoft.com')", [atp]],
      ["servicePrincipalNames/any(c:c eq 'HTTPS://api.securitycenter.microsoft.com/')", [atp]],
      [`servicePrincipalNames/any(c:c eq '${atp}' or c eq 'nothing') and accountEnabled eq true`, [atp]],
      [`appId eq '${atp}' and startswith(displayName,'windows')`, [atp]],
      [`appId in ('${atp}','${NOWHERE}')`, [atp]],
      [`appOwnerOrganizationId eq '${tenant.id}' and displayName eq 'reports'`, [api.appId]],
      [`servicePrincipalType eq 'Application' and appId eq '${atp}'`, [atp]],
      ["servicePrincipalNames/any(c:c eq 'https://elsewhere.example')", []],
    ] as const)
      assert.deepEqual(await idsOf(graph, filter), expected, filter);
    const unsupported = await find(
      graph,
      'servicePrincipals',
      "servicePrincipalNames/any(c:startswith(c,'x'))",
    );
    assertFailed(unsupported, 400, 'Request_UnsupportedQuery');
  });

  it('of another tenant’s application have its URIs for a name only where it was let in', async () => {
    const stranger = world.asUser(await world.createTenant('stranger.example'));
    const filter = "servicePrincipalNames/any(c:c eq 'https://partner.example/reports')";
    assert.deepEqual(valueOf(await find(stranger, 'servicePrincipals', filter)), []);
    await letIn(stranger, api.appId);
    assert.equal(valueOf(await find(stranger, 'servicePrincipals', filter)).length, 1);
  });

  it('are changed in what the tenant decides, and in nothing that the registration does', async () => {
    const id = await newClient();
    const path = `/v1.0/servicePrincipals/${id}`;
    const changes = {
      accountEnabled: false,
      appRoleAssignmentRequired: true,
      notes: 'Held.',
      tags: ['held'],
    };
    assert.equal((await graph('PATCH', path, { ...changes, appId: NOWHERE, id: NOWHERE })).status, 204);
    const { body } = await graph('GET', path);
    for (const [property, value] of Object.entries(changes)) assert.deepEqual(body[property], value);
    assert.equal(body['id'], id);
    assertFailed(await graph('PATCH', path, { accountEnabled: 'x' }), 400, 'Request_BadRequest');
  });

  it('exist once for an application, also when two make one at once', async () => {
    const { appId } = created(await graph('POST', '/v1.0/applications', { displayName: 'Once' }));
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => graph('POST', '/v1.0/servicePrincipals', { appId })),
    );
    assert.deepEqual(replies.map(({ status }) => status).toSorted(), [201, 409, 409, 409]);
  });

  it('take every consent along when they go', async () => {
    const principalId = await newClient();
    const path = `/v1.0/servicePrincipals/${principalId}/appRoleAssignments`;
    const body = { principalId, resourceId: api.principalId, appRoleId: ROLE.id };
    const assignment = created(await graph('POST', path, body));
    assert.equal((await graph('DELETE', `/v1.0/servicePrincipals/${principalId}`)).status, 204);
    const left = valueOf(await graph('GET', `/v1.0/servicePrincipals/${api.principalId}/appRoleAssignedTo`));
    assert.ok(!left.some(({ id }) => id === assignment.id));
  });

  describe('are given roles', () => {
    const assign = (principalId: string, appRoleId: string, resource = api.principalId) =>
      graph('POST', `/v1.0/servicePrincipals/${resource}/appRoleAssignedTo`, {
        principalId,
        resourceId: resource,
        appRoleId,
      });

    it('that the application offers to applications, is enabled and was not given', async () => {
      const client = await newClient();
      const assignment = created(await assign(client, ROLE.id));
      assert.equal(assignment['principalType'], 'ServicePrincipal');
      assert.match(assertFailed(await assign(client, ROLE.id), 400, 'Request_BadRequest'), /already exists/);
      for (const role of [USERS_ROLE.id, DISABLED_ROLE.id, NOWHERE, DEFAULT_ROLE, 'x'])
        assertFailed(await assign(client, role), 400, 'Request_BadRequest');
      const path = `/v1.0/servicePrincipals/${client}/appRoleAssignments`;
      const filter = encodeURIComponent(`resourceId eq ${api.principalId}`);
      assert.equal(valueOf(await graph('GET', `${path}?$filter=${filter}`)).length, 1);
      assert.equal(
        valueOf(await graph('GET', `${path}?$filter=${encodeURIComponent(`resourceId eq ${NOWHERE}`)}`))
          .length,
        0,
      );
      assert.equal((await graph('DELETE', `${path}/${assignment.id}`)).status, 204);
    });

    it('and so are users, with the default role where there is none for them', async () => {
      const user = await world.createUser(tenant, 'assigned');
      const assignment = created(await assign(user, USERS_ROLE.id));
      assert.equal(assignment['principalType'], 'User');
      assert.equal(assignment['principalDisplayName'], 'assigned');
      assertFailed(await assign(user, ROLE.id), 400, 'Request_BadRequest');
      created(await assign(user, DEFAULT_ROLE));
      const mine = valueOf(await world.asUser(tenant, { id: user })('GET', '/v1.0/me/appRoleAssignments'));
      assert.equal(mine.length, 2);
      const theirs = valueOf(await graph('GET', `/v1.0/users/${user}/appRoleAssignments`));
      assert.deepEqual(theirs, mine);
      assert.equal((await graph('DELETE', `/v1.0/users/${user}`)).status, 204);
      const left = valueOf(
        await graph('GET', `/v1.0/servicePrincipals/${api.principalId}/appRoleAssignedTo`),
      );
      assert.ok(!left.some(({ principalId }) => principalId === user), 'nothing is left of a deleted user');
    });
  });

  describe('are granted scopes', () => {
    const grant = async (change: object = {}) =>
      graph('POST', '/v1.0/oauth2PermissionGrants', {
        clientId: await newClient(),
        consentType: 'AllPrincipals',
        resourceId: api.principalId,
        scope: 'Reports.Read',
        ...change,
      });

    it('that the resource offers, once and in its spelling', async () => {
      const made = created(await grant({ scope: ' reports.READ  Reports.Read ' }));
      assert.equal(made['scope'], 'Reports.Read');
      const defender = await resourceId(graph, 'WindowsDefenderATP');
      for (const scope of ['Alert.Read', 'Reports.Read Nothing', '', ' ', 'Reports.Read.All'])
        assertFailed(await grant({ scope }), 400, 'Request_BadRequest');
      assert.equal((await grant({ resourceId: defender, scope: 'Alert.Read Machine.Read' })).status, 201);
      const path = `/v1.0/oauth2PermissionGrants/${made.id}`;
      assertFailed(await graph('PATCH', path, { scope: 'Alert.Read' }), 400, 'Request_BadRequest');
      assert.equal((await graph('GET', path)).body['scope'], 'Reports.Read');
    });

    it('for one user who exists, or for everybody', async () => {
      const user = await world.createUser(tenant, 'granted');
      assert.equal((await grant({ consentType: 'Principal', principalId: user })).status, 201);
      assertFailed(
        await grant({ consentType: 'Principal', principalId: NOWHERE }),
        404,
        'Request_ResourceNotFound',
      );
      for (const change of [{ consentType: 'Principal' }, { consentType: 'Nobody' }, { consentType: null }])
        assertFailed(await grant(change), 400, 'Request_BadRequest');
      const mine = valueOf(
        await world.asUser(tenant, { id: user })('GET', '/v1.0/me/oauth2PermissionGrants'),
      );
      assert.deepEqual(
        mine.map(({ principalId }) => principalId),
        [user],
      );
      assert.equal((await graph('DELETE', `/v1.0/users/${user}`)).status, 204);
      const left = valueOf(await find(graph, 'oauth2PermissionGrants', `principalId eq '${user}'`));
      assert.deepEqual(left, [], 'nothing is left of a deleted user');
    });

    it('and are found by client, resource, user and kind together', async () => {
      const user = await world.createUser(tenant, 'found');
      const one = created(await grant({ consentType: 'Principal', principalId: user }));
      const { clientId } = one;
      for (const [filter, expected] of [
        [`clientId eq '${String(clientId)}'`, 1],
        [`clientId eq '${String(clientId)}' and resourceId eq '${api.principalId}'`, 1],
        [`principalId eq '${user}' and consentType eq 'Principal'`, 1],
        [`clientId eq '${String(clientId)}' and consentType eq 'AllPrincipals'`, 0],
        [`clientId eq '${String(clientId)}' and principalId eq null`, 0],
        [`clientId eq '${NOWHERE}'`, 0],
      ] as const)
        assert.equal(valueOf(await find(graph, 'oauth2PermissionGrants', filter)).length, expected, filter);
      const ofClient = `/v1.0/servicePrincipals/${String(clientId)}/oauth2PermissionGrants`;
      assert.equal(valueOf(await graph('GET', ofClient)).length, 1);
      assertFailed(await find(graph, 'oauth2PermissionGrants', "clientId eq 'x'"), 400, 'Request_BadRequest');
    });
  });
});
