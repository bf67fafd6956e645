import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AZURE_CLI_APP_ID } from '@vakt/contract/resources';
import { assertIssued, assertRefused, createServicePrincipal, type NewClient } from '../authority.ts';
import { SignInWorld } from '../sign-in-world.ts';

const SCOPE_ID = '22222222-2222-4222-8222-222222222222';

describe('an application’s own API', () => {
  let world: SignInWorld;
  let api: NewClient;
  before(async () => {
    world = await SignInWorld.start();
    api = await world.register({ name: 'Ticket desk' });
    const graph = await world.graphOf(world.contoso);
    await createServicePrincipal(graph, api.appId);
    await patch({
      identifierUris: [`api://${api.appId}`],
      api: {
        requestedAccessTokenVersion: 2,
        oauth2PermissionScopes: [
          {
            id: SCOPE_ID,
            value: 'Tickets.Read',
            type: 'User',
            isEnabled: true,
            adminConsentDisplayName: 'Read tickets',
            adminConsentDescription: 'Read tickets of the signed-in user.',
          },
        ],
      },
    });
  });
  after(() => world.close());

  const patch = async (body: object): Promise<void> => {
    const graph = await world.graphOf(world.contoso);
    const reply = await graph('PATCH', `/v1.0/applications/${api.objectId}`, body);
    assert.equal(reply.status, 204, JSON.stringify(reply.body));
  };

  const ask = () =>
    world.authority.token(`/${world.contoso.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'password',
      client_id: AZURE_CLI_APP_ID,
      username: world.user.userPrincipalName,
      password: world.user.password,
      scope: `api://${api.appId}/.default`,
    });

  it('is closed to the service’s own clients until it lets them in', async () => {
    assertRefused(await ask(), 400, 'invalid_grant', 65001);
    await patch({
      api: {
        preAuthorizedApplications: [{ appId: AZURE_CLI_APP_ID, delegatedPermissionIds: [SCOPE_ID] }],
      },
    });
    assert.equal(assertIssued(await ask())['scp'], 'Tickets.Read');
  });

  it('takes tokens of the version that it asked for, whichever endpoint gives them', async () => {
    const claims = assertIssued(await ask());
    assert.equal(claims['ver'], '2.0');
    assert.equal(claims['aud'], api.appId);
    assert.equal(claims['iss'], `https://localhost:8443/${world.contoso.tenantId}/v2.0`);
    assert.equal(claims['azp'], AZURE_CLI_APP_ID);
    assert.equal(claims['appid'], undefined);
    const token = String((await ask()).body['access_token']);
    const verified = await world.authority.verify(`Bearer ${token}`);
    assert.ok(!verified.ok, 'it opens no Defender API');
  });
});
