import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { permissionsOf } from '@vakt/contract/permissions';
import { resourceApplications } from '@vakt/contract/resources';
import {
  type Answer,
  consent,
  createServicePrincipal,
  type GraphCaller,
  register,
  servicePrincipalOf,
} from '../authority.ts';
import { assertFailed, DirectoryWorld, NOWHERE, valueOf, type WorldTenant } from './directory-world.ts';

const endpoint = resourceApplications.WindowsDefenderATP;

describe('registering a client: its application, its service principal, its consent', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  let graph: GraphCaller;
  let otherGraph: GraphCaller;

  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
    graph = world.asUser(tenant);
    otherGraph = world.asUser(await world.createTenant('fabrikam.example'));
  });
  after(() => world.close());

  describe('applications', () => {
    it('are created with Graph’s shape, read, changed and deleted', async () => {
      const requiredResourceAccess = [
        {
          resourceAppId: endpoint.appId,
          resourceAccess: [{ id: permissionsOf(endpoint.name)[0]?.id, type: 'Role' }],
        },
      ];
      const created = await graph('POST', '/v1.0/applications', {
        displayName: 'Report',
        web: { redirectUris: ['https://report.example/back'] },
        requiredResourceAccess,
      });
      assert.equal(created.status, 201);
      const { id, appId } = created.body;
      assert.notEqual(id, appId);
      assert.equal(created.body['signInAudience'], 'AzureADMyOrg');
      assert.equal(created.body['publisherDomain'], tenant.domain);
      assert.deepEqual(created.body['requiredResourceAccess'], requiredResourceAccess);
      assert.deepEqual(created.body['passwordCredentials'], []);
      for (const path of [
        `/v1.0/applications/${String(id)}`,
        `/beta/applications(appId='${String(appId)}')`,
      ]) {
        const read = await graph('GET', path);
        assert.equal(read.status, 200, JSON.stringify(read.body));
        assert.equal(read.body['appId'], appId);
      }
      const path = `/v1.0/applications/${String(id)}`;
      assert.equal((await graph('PATCH', path, { displayName: 'Renamed' })).status, 204);
      const renamed = await graph('GET', `${path}?$select=displayName`);
      assert.equal(renamed.body['displayName'], 'Renamed');
      assert.equal('appId' in renamed.body, false);
      assert.equal((await graph('DELETE', path)).status, 204);
      assertFailed(await graph('GET', path), 404, 'Request_ResourceNotFound');
    });

    it('show a secret’s value once, and its hint ever after', async () => {
      const client = await register(graph, 'Secretive');
      assert.match(client.secret, /^[A-Za-z0-9~._-]{40}$/);
      const read = await graph('GET', `/v1.0/applications/${client.objectId}`);
      const [credential] = read.body['passwordCredentials'] as Record<string, unknown>[];
      assert.equal(credential?.['secretText'], null);
      assert.equal(credential?.['hint'], client.secret.slice(0, 3));
      assert.equal(credential?.['keyId'], client.secretKeyId);
      assert.equal(JSON.stringify(read.body).includes(client.secret), false);
      const path = `/v1.0/applications/${client.objectId}/removePassword`;
      assertFailed(await graph('POST', path, { keyId: NOWHERE }), 400, 'Request_BadRequest');
    });

    it('are found by filter, and a filter that cannot be is refused', async () => {
      const client = await register(graph, "O'Brien's report");
      const find = (filter: string) =>
        graph('GET', `/v1.0/applications?$filter=${encodeURIComponent(filter)}`);
      for (const filter of [
        `appId eq '${client.appId}'`,
        "displayName eq 'O''Brien''s report'",
        "startswith(displayName,'O''Brien')",
      ])
        assert.deepEqual(
          valueOf(await find(filter)).map(({ appId }) => appId),
          [client.appId],
        );
      assert.deepEqual(valueOf(await find("startswith(displayName,'%')")), [], 'a wildcard is a letter');
      assert.deepEqual(valueOf(await find("displayName eq 'x'' or ''1'' eq ''1'")), []);
      assertFailed(await find("appId eq '------------------------------------'"), 400, 'Request_BadRequest');
      assert.equal((await find("displayName eq 'a\0b'")).status, 400);
      assert.equal((await find('displayName lt 5')).status, 400);
      assert.equal((await graph('GET', '/v1.0/applications?$top=0')).status, 400);
    });

    it('come in pages', async () => {
      for (const name of ['one', 'two', 'three']) await register(otherGraph, name);
      const names: unknown[] = [];
      let path: string | undefined = '/v1.0/applications?$top=2';
      while (path) {
        const page: Answer = await otherGraph('GET', path);
        assert.ok(valueOf(page).length <= 2);
        names.push(...valueOf(page).map(({ displayName }) => displayName));
        const next = page.body['@odata.nextLink'];
        path = typeof next === 'string' ? `${new URL(next).pathname}${new URL(next).search}` : undefined;
      }
      assert.deepEqual(names.toSorted(), ['one', 'three', 'two']);
    });

    it('refuse bodies that make no sense, and survive them', async () => {
      const wrong: unknown[] = [
        {},
        { displayName: '' },
        { displayName: 5 },
        { displayName: 'x'.repeat(121) },
        { displayName: 'a\0b' },
        { displayName: 'half \ud800' },
        { displayName: 'x', tags: ['\0'] },
        { displayName: 'x', tags: ['\udfff'] },
        { displayName: 'x', signInAudience: 'Everybody' },
        { displayName: 'x', requiredResourceAccess: [{ resourceAppId: 'x' }] },
        { displayName: 'x', web: { redirectUris: ['http://elsewhere.example'] } },
        { displayName: 'x', publicClient: { redirectUris: ['javascript:alert(1)'] } },
        { displayName: 'x', passwordCredentials: [{ secretText: 'mine' }] },
        [],
        'text',
      ];
      for (const body of wrong)
        assertFailed(await graph('POST', '/v1.0/applications', body), 400, 'Request_BadRequest');
    });
  });

  describe('service principals', () => {
    it('of the resource applications say what they offer, with ids that never change', async () => {
      for (const resource of Object.values(resourceApplications)) {
        const principal = await servicePrincipalOf(graph, resource.appId);
        assert.equal(principal['displayName'], resource.displayName);
        const offered = [
          ...(principal['appRoles'] as { id: string }[]),
          ...(principal['oauth2PermissionScopes'] as { id: string }[]),
        ].map(({ id }) => id);
        assert.deepEqual(
          offered.toSorted(),
          permissionsOf(resource.name)
            .map(({ id }) => id)
            .toSorted(),
        );
        const path = `/v1.0/servicePrincipals/${String(principal['id'])}`;
        assert.equal((await graph('DELETE', path)).status, 403, 'a tenant loses no resource');
      }
    });

    it('are made once for an application of the tenant', async () => {
      const client = await register(graph, 'Present');
      await createServicePrincipal(graph, client.appId);
      const again = await graph('POST', '/v1.0/servicePrincipals', { appId: client.appId });
      assertFailed(again, 409, 'Request_MultipleObjectsWithSameKeyValue');
      const unknown = await graph('POST', '/v1.0/servicePrincipals', { appId: NOWHERE });
      assertFailed(unknown, 400, 'Request_BadRequest');
    });
  });

  describe('consent', () => {
    it('is an assignment that both sides list and that is made once', async () => {
      const client = await register(graph, 'Consented');
      const principal = await createServicePrincipal(graph, client.appId);
      const assignment = await consent(graph, principal, 'WindowsDefenderATP', 'Alert.Read.All');
      const resource = String((await servicePrincipalOf(graph, endpoint.appId))['id']);
      const mine = valueOf(await graph('GET', `/v1.0/servicePrincipals/${principal}/appRoleAssignments`));
      assert.deepEqual(
        mine.map(({ id, principalDisplayName, resourceDisplayName }) => [
          id,
          principalDisplayName,
          resourceDisplayName,
        ]),
        [[assignment, 'Consented', 'WindowsDefenderATP']],
      );
      const theirs = valueOf(await graph('GET', `/v1.0/servicePrincipals/${resource}/appRoleAssignedTo`));
      assert.ok(theirs.some(({ id }) => id === assignment));
      const body = { principalId: principal, resourceId: resource, appRoleId: mine[0]?.['appRoleId'] };
      const again = await graph('POST', `/v1.0/servicePrincipals/${principal}/appRoleAssignments`, body);
      assert.match(assertFailed(again, 400, 'Request_BadRequest'), /already exists/);
      const unknown = { ...body, appRoleId: NOWHERE };
      const refused = await graph('POST', `/v1.0/servicePrincipals/${principal}/appRoleAssignments`, unknown);
      assert.match(assertFailed(refused, 400, 'Request_BadRequest'), /not found on application/);
    });

    it('to delegated permissions is a grant that can be read, changed and deleted', async () => {
      const client = await register(graph, 'Delegated', { isFallbackPublicClient: true });
      const clientId = await createServicePrincipal(graph, client.appId);
      const resourceId = (await servicePrincipalOf(graph, endpoint.appId))['id'];
      const body = { clientId, consentType: 'AllPrincipals', resourceId, scope: 'Alert.Read' };
      const created = await graph('POST', '/v1.0/oauth2PermissionGrants', body);
      assert.equal(created.status, 201);
      const again = await graph('POST', '/v1.0/oauth2PermissionGrants', body);
      assertFailed(again, 409, 'Request_MultipleObjectsWithSameKeyValue');
      const path = `/v1.0/oauth2PermissionGrants/${String(created.body['id'])}`;
      assert.equal((await graph('PATCH', path, { scope: 'Alert.Read Machine.Read' })).status, 204);
      const filter = encodeURIComponent(`clientId eq '${clientId}'`);
      const [grant] = valueOf(await graph('GET', `/v1.0/oauth2PermissionGrants?$filter=${filter}`));
      assert.equal(grant?.['scope'], 'Alert.Read Machine.Read');
      assertFailed(await otherGraph('DELETE', path), 404, 'Request_ResourceNotFound');
      assert.equal((await graph('DELETE', path)).status, 204);
      assertFailed(await graph('GET', path), 404, 'Request_ResourceNotFound');
    });
  });
});
