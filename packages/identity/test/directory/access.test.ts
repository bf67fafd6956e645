import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { permissionsOf } from '@vakt/contract/permissions';
import { resourceApplications } from '@vakt/contract/resources';
import {
  consent,
  createServicePrincipal,
  type GraphCaller,
  type NewTenant,
  register,
  servicePrincipalOf,
  TestAuthority,
} from '../authority.ts';
import { assertFailed } from './directory-world.ts';

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';
const endpoint = resourceApplications.WindowsDefenderATP;

describe('access to the directory, by tokens of the authority', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
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
