import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import {
  assertIssued,
  assertRefused,
  createServicePrincipal,
  register,
  servicePrincipalOf,
} from '../authority.ts';
import { SignInWorld } from '../sign-in-world.ts';

describe('the service’s own clients', () => {
  let world: SignInWorld;
  before(async () => {
    world = await SignInWorld.start();
  });
  after(() => world.close());

  const scopesFor = async (resource: string): Promise<readonly string[]> => {
    const token = await world.authority.userToken(world.contoso.tenantId, world.user, `${resource}/.default`);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return String(claims['scp']).split(' ');
  };

  it('let a member without a role register an application, as the directory does', async () => {
    const scopes = await scopesFor('https://graph.microsoft.com');
    assert.ok(scopes.includes('Application.ReadWrite.All'));
    const graph = world.authority.caller(await world.authority.userToken(world.contoso.tenantId, world.user));
    const created = await register(graph, 'A member’s own');
    assert.ok(created.appId);
    const refused = await graph('DELETE', `/v1.0/users/${world.user.userPrincipalName}`);
    assert.equal(refused.status, 403, 'what needs a role is still refused');
  });

  it('let nobody without a role reach what is about security', async () => {
    for (const scope of await scopesFor('https://graph.microsoft.com'))
      assert.doesNotMatch(scope, /Security|Hunting|Detection/);
    const token = await world.authority.token(`/${world.contoso.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'password',
      client_id: VAKT_CLI_APP_ID,
      username: world.user.userPrincipalName,
      password: world.user.password,
      scope: 'https://api.securitycenter.microsoft.com/Machine.Isolate',
    });
    assertRefused(token, 400, 'invalid_grant', 65001);
  });
});

describe('the name of an application', () => {
  let world: SignInWorld;
  before(async () => {
    world = await SignInWorld.start();
  });
  after(() => world.close());

  it('is its service principal’s at home, and elsewhere the one that was consented to', async () => {
    const client = await world.register({ name: 'Before', isMultiTenant: true });
    const home = await world.graphOf(world.contoso);
    const customer = await world.graphOf(world.fabrikam);
    for (const graph of [home, customer]) await createServicePrincipal(graph, client.appId);
    const path = `/v1.0/applications/${client.objectId}`;
    assert.equal((await home('PATCH', path, { displayName: 'After' })).status, 204);
    assert.equal((await servicePrincipalOf(home, client.appId))['displayName'], 'After');
    assert.equal((await servicePrincipalOf(customer, client.appId))['displayName'], 'Before');
    const token = await world.authority.token(`/${world.contoso.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secret,
      scope: 'https://graph.microsoft.com/.default',
    });
    assert.equal(assertIssued(token)['app_displayname'], 'After');
  });
});
