import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { permissionsOf } from '@vakt/contract/permissions';
import { resourceApplications } from '@vakt/contract/resources';
import {
  type Answer,
  consent,
  createServicePrincipal,
  type GraphCaller,
  type NewTenant,
  register,
  servicePrincipalOf,
  TestAuthority,
} from './authority.ts';

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';
const NOWHERE = '99999999-9999-4999-8999-999999999999';
const endpoint = resourceApplications.WindowsDefenderATP;

const assertFailed = (reply: Answer, status: number, code: string): string => {
  assert.equal(reply.status, status, JSON.stringify(reply.body));
  const error = reply.body['error'] as { code: string; message: string; innerError: Record<string, string> };
  assert.equal(error.code, code);
  assert.match(error.innerError['request-id'] ?? '', /^[0-9a-f-]{36}$/);
  return error.message;
};
const valueOf = (reply: Answer): Record<string, unknown>[] => {
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body['value'] as Record<string, unknown>[];
};

describe('the directory in Microsoft Graph’s shapes', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  let other: NewTenant;
  let otherGraph: GraphCaller;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
    other = await authority.createTenant('fabrikam.example');
    otherGraph = await authority.administratorOf(other);
  });
  after(() => authority.close());

  /** A caller that is an application with these application permissions of Graph. */
  const applicationCaller = async (...roles: string[]): Promise<GraphCaller> => {
    const client = await register(graph, `With ${roles.join(' ')}`);
    const principal = await createServicePrincipal(graph, client.appId);
    for (const role of roles) await consent(graph, principal, 'MicrosoftGraph', role);
    const reply = await authority.token(`/${tenant.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secret,
      scope: GRAPH_SCOPE,
    });
    return authority.caller(String(reply.body['access_token']));
  };

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

  describe('the organisation', () => {
    it('is the caller’s own tenant with its domains', async () => {
      const [organisation] = valueOf(await graph('GET', '/v1.0/organization'));
      assert.equal(organisation?.['id'], tenant.tenantId);
      const domains = valueOf(await graph('GET', '/v1.0/domains'));
      assert.deepEqual(
        domains.map(({ id }) => id),
        [tenant.domain],
      );
      const me = await graph('GET', '/v1.0/me');
      assert.equal(me.body['userPrincipalName'], tenant.administrator.userPrincipalName);
    });

    it('makes users of its own domains only, each name once, and never shows a password', async () => {
      const body = {
        accountEnabled: true,
        displayName: 'Ada',
        userPrincipalName: `ada@${tenant.domain}`,
        passwordProfile: { password: 'A-long-Password-1' },
      };
      const created = await graph('POST', '/v1.0/users', body);
      assert.equal(created.status, 201);
      assert.equal(JSON.stringify(created.body).includes('Password-1'), false);
      const again = { ...body, userPrincipalName: `ADA@${tenant.domain}` };
      assert.ok([400, 409].includes((await graph('POST', '/v1.0/users', again)).status));
      const foreign = { ...body, userPrincipalName: `ada@${other.domain}` };
      assertFailed(await graph('POST', '/v1.0/users', foreign), 400, 'Request_BadRequest');
      const byName = await graph('GET', `/v1.0/users/ada@${tenant.domain}`);
      assert.equal(byName.body['id'], created.body['id']);
    });
  });

  describe('directory roles', () => {
    const path = '/v1.0/roleManagement/directory/roleAssignments';
    const assignmentsOf = async (principalId: unknown) =>
      valueOf(
        await graph(
          'GET',
          `${path}?$filter=${encodeURIComponent(`principalId eq '${String(principalId)}'`)}`,
        ),
      );

    it('are given, listed and taken away', async () => {
      const created = await graph('POST', '/v1.0/users', {
        displayName: 'Grace',
        userPrincipalName: `grace@${tenant.domain}`,
        passwordProfile: { password: 'A-long-Password-1' },
      });
      const { id: principalId } = created.body;
      const definitions = valueOf(await graph('GET', '/v1.0/roleManagement/directory/roleDefinitions'));
      const reader = definitions.find(({ displayName }) => displayName === 'Security Reader');
      const body = {
        principalId,
        roleDefinitionId: reader?.['id'],
        directoryScopeId: '/',
      };
      assert.equal((await graph('POST', path, body)).status, 201);
      assertFailed(await graph('POST', path, body), 409, 'Request_MultipleObjectsWithSameKeyValue');
      const [assignment] = await assignmentsOf(principalId);
      assert.equal(assignment?.['roleDefinitionId'], body.roleDefinitionId);
      const one = `${path}/${String(assignment?.['id'])}`;
      assertFailed(await otherGraph('DELETE', one), 404, 'Request_ResourceNotFound');
      assertFailed(await otherGraph('POST', path, body), 404, 'Request_ResourceNotFound');
      assert.equal((await graph('DELETE', one)).status, 204);
      assert.deepEqual(await assignmentsOf(principalId), []);
      const unknown = await graph('POST', path, { ...body, roleDefinitionId: NOWHERE });
      assertFailed(unknown, 400, 'Request_BadRequest');
      for (const id of ['x', NOWHERE, 'A'.repeat(43)])
        assertFailed(await graph('DELETE', `${path}/${id}`), 404, 'Request_ResourceNotFound');
    });

    it('leave a tenant its last Global Administrator', async () => {
      const me = (await graph('GET', '/v1.0/me')).body['id'];
      const [assignment] = await assignmentsOf(me);
      const refused = await graph('DELETE', `${path}/${String(assignment?.['id'])}`);
      assert.match(assertFailed(refused, 400, 'Request_BadRequest'), /last Global Administrator/);
    });
  });

  describe('access', () => {
    it('wants a token for Graph', async () => {
      const missing = await authority.request('GET', '/v1.0/applications');
      assertFailed(missing, 401, 'InvalidAuthenticationToken');
      const scope = 'https://api.securitycenter.microsoft.com/.default';
      const token = await authority.userToken(tenant.tenantId, tenant.administrator, scope);
      const wrong = await authority.caller(token)('GET', '/v1.0/applications');
      assert.match(assertFailed(wrong, 401, 'InvalidAuthenticationToken'), /audience/i);
    });

    it('takes the bare token, as some clients send it', async () => {
      const token = await authority.userToken(tenant.tenantId, tenant.administrator);
      const reply = await authority.request('GET', '/v1.0/me', { headers: { authorization: token } });
      assert.equal(reply.status, 200);
    });

    it('lets an application do what its permissions say, and names the one that is missing', async () => {
      const reader = await applicationCaller('Application.Read.All');
      assert.equal((await reader('GET', '/v1.0/applications')).status, 200);
      const message = assertFailed(
        await reader('POST', '/v1.0/applications', { displayName: 'x' }),
        403,
        'Authorization_RequestDenied',
      );
      assert.match(message, /Application\.ReadWrite\.All/);
      const writer = await applicationCaller('Application.ReadWrite.All');
      assert.equal((await writer('POST', '/v1.0/applications', { displayName: 'x' })).status, 201);
      const client = await register(graph, 'Wants more');
      const principalId = await createServicePrincipal(graph, client.appId);
      const resourceId = (await servicePrincipalOf(graph, endpoint.appId))['id'];
      const appRoleId = permissionsOf(endpoint.name).find(({ kind }) => kind === 'Role')?.id;
      const path = `/v1.0/servicePrincipals/${principalId}/appRoleAssignments`;
      const grant = await writer('POST', path, { principalId, resourceId, appRoleId });
      assertFailed(grant, 403, 'Authorization_RequestDenied');
    });
  });

  describe('another tenant’s objects', () => {
    it('cannot be read, changed, deleted or referred to', async () => {
      const client = await register(graph, 'Ours');
      const principal = await createServicePrincipal(graph, client.appId);
      const assignment = await consent(graph, principal, 'WindowsDefenderATP', 'Alert.Read.All');
      const [, me] = [tenant, (await graph('GET', '/v1.0/me')).body['id']];
      const attempts: [string, string, object?][] = [
        ['GET', `/v1.0/applications/${client.objectId}`],
        ['GET', `/v1.0/applications(appId='${client.appId}')`],
        ['PATCH', `/v1.0/applications/${client.objectId}`, { displayName: 'Theirs' }],
        ['DELETE', `/v1.0/applications/${client.objectId}`],
        ['POST', `/v1.0/applications/${client.objectId}/addPassword`, {}],
        ['POST', `/v1.0/applications/${client.objectId}/removePassword`, { keyId: client.secretKeyId }],
        ['GET', `/v1.0/servicePrincipals/${principal}`],
        ['PATCH', `/v1.0/servicePrincipals/${principal}`, { accountEnabled: false }],
        ['DELETE', `/v1.0/servicePrincipals/${principal}`],
        ['GET', `/v1.0/servicePrincipals/${principal}/appRoleAssignments`],
        ['DELETE', `/v1.0/servicePrincipals/${principal}/appRoleAssignments/${assignment}`],
        ['GET', `/v1.0/users/${String(me)}`],
        ['PATCH', `/v1.0/users/${String(me)}`, { accountEnabled: false }],
        ['GET', `/v1.0/users/${tenant.administrator.userPrincipalName}`],
      ];
      for (const [method, path, body] of attempts)
        assertFailed(await otherGraph(method, path, body), 404, 'Request_ResourceNotFound');
      const theirs = await register(otherGraph, 'Theirs');
      const theirPrincipal = await createServicePrincipal(otherGraph, theirs.appId);
      const ourResource = (await servicePrincipalOf(graph, endpoint.appId))['id'];
      const appRoleId = permissionsOf(endpoint.name).find(({ kind }) => kind === 'Role')?.id;
      const path = `/v1.0/servicePrincipals/${theirPrincipal}/appRoleAssignments`;
      for (const body of [
        { principalId: theirPrincipal, resourceId: ourResource, appRoleId },
        { principalId: principal, resourceId: ourResource, appRoleId },
      ])
        assertFailed(await otherGraph('POST', path, body), 404, 'Request_ResourceNotFound');
      const names = valueOf(await otherGraph('GET', '/v1.0/applications')).map(
        ({ displayName }) => displayName,
      );
      assert.equal(names.includes('Ours'), false);
    });
  });
});
