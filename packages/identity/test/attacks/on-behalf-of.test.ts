import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { resourceApplications } from '@vakt/contract/resources';
import {
  assertIssued,
  assertRefused,
  claimsOf,
  createServicePrincipal,
  type GraphCaller,
  type NewClient,
  register,
  servicePrincipalOf,
} from '../authority.ts';
import { Desk } from './desk.ts';

describe('an API that acts for its caller', () => {
  let desk: Desk;
  let graph: GraphCaller;
  let api: NewClient;
  /** An API that takes tokens of version 2. */
  let newerApi: NewClient;
  before(async () => {
    desk = await Desk.open();
    graph = await desk.world.graphOf(desk.world.contoso);
    api = await expose('Desk API', {});
    newerApi = await expose('Newer API', { requestedAccessTokenVersion: 2 });
  });
  after(() => desk.close());

  const expose = async (name: string, more: object): Promise<NewClient> => {
    const client = await register(graph, name, {
      api: {
        ...more,
        oauth2PermissionScopes: [
          {
            id: randomUUID(),
            value: 'access',
            type: 'User',
            isEnabled: true,
            adminConsentDisplayName: 'Access',
            adminConsentDescription: 'Access the API for the user.',
          },
        ],
      },
    });
    const uris = { identifierUris: [`api://${client.appId}`] };
    assert.equal((await graph('PATCH', `/v1.0/applications/${client.objectId}`, uris)).status, 204);
    await createServicePrincipal(graph, client.appId);
    await grant(client.appId, resourceApplications.MicrosoftGraph.appId, 'User.Read');
    return client;
  };

  const grant = async (clientAppId: string, resourceAppId: string, scope: string): Promise<void> => {
    const { body, status } = await graph('POST', '/v1.0/oauth2PermissionGrants', {
      clientId: (await servicePrincipalOf(graph, clientAppId))['id'],
      consentType: 'AllPrincipals',
      resourceId: (await servicePrincipalOf(graph, resourceAppId))['id'],
      scope,
    });
    assert.equal(status, 201, JSON.stringify(body));
  };

  /** The user's tokens at the desk, for an API. */
  const callerTokens = (target: NewClient, segment?: string) =>
    desk.tokensOf(desk.world.user, { scope: `api://${target.appId}/access openid offline_access` }, segment);

  const onBehalf = (assertion: unknown, more: Record<string, string> = {}, target = api, segment?: string) =>
    desk.token(
      {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        client_id: target.appId,
        client_secret: target.secret,
        requested_token_use: 'on_behalf_of',
        scope: 'User.Read',
        assertion: String(assertion),
        ...more,
      },
      segment,
    );

  it('gets a token for the same user, with what it may do itself', async () => {
    for (const target of [api, newerApi]) {
      const { access_token } = await callerTokens(target);
      const claims = assertIssued(await onBehalf(access_token, {}, target));
      assert.equal(claims['upn'], desk.world.user.userPrincipalName);
      assert.equal(claims['appid'], target.appId);
      assert.equal(claims['scp'], 'User.Read');
    }
  });

  it('issues tokens of the version that the API takes, with the issuer of that version', async () => {
    const { tenantId } = desk.world.contoso;
    const older = claimsOf((await callerTokens(api))['access_token']);
    assert.deepEqual([older['ver'], older['iss']], ['1.0', `https://sts.windows.net/${tenantId}/`]);
    assert.equal(older['aud'], `api://${api.appId}`);
    const newer = claimsOf((await callerTokens(newerApi))['access_token']);
    assert.deepEqual(
      [newer['ver'], newer['iss'], newer['aud']],
      ['2.0', `https://localhost:8443/${tenantId}/v2.0`, newerApi.appId],
    );
  });

  it('gets nothing for a token that was meant for another', async () => {
    const { access_token } = await callerTokens(newerApi);
    assertRefused(await onBehalf(access_token), 400, 'invalid_grant', 500131);
    const ofGraph = (await desk.tokensOf(desk.world.user))['access_token'];
    assertRefused(await onBehalf(ofGraph), 400, 'invalid_grant', 500131);
  });

  it('gets nothing for an id token, a refresh token, or a token of an application', async () => {
    const tokens = await callerTokens(api);
    assertRefused(await onBehalf(tokens['id_token']), 400, 'invalid_grant', 240002);
    assertRefused(await onBehalf(tokens['refresh_token']), 400, 'invalid_grant', 50013);
    const { body } = await desk.token({
      grant_type: 'client_credentials',
      client_id: newerApi.appId,
      client_secret: newerApi.secret,
      scope: `api://${api.appId}/.default`,
    });
    assertRefused(await onBehalf(body['access_token']), 400, 'invalid_request', 7000114);
  });

  it('gets nothing for a changed, a foreign or an expired token', async () => {
    const token = String((await callerTokens(api))['access_token']);
    const [header, claims = '', signature] = token.split('.');
    const richer = { ...claimsOf(token), scp: 'access Directory.ReadWrite.All' };
    const forged = Buffer.from(JSON.stringify(richer)).toString('base64url');
    for (const wrong of [`${header}.${forged}.${signature}`, `${header}.${claims}.`, 'x.y.z', 'nothing'])
      assertRefused(await onBehalf(wrong), 400, 'invalid_grant', 50013);
    const there = desk.world.fabrikam.tenantId;
    const elsewhere = await onBehalf(token, {}, api, there);
    assert.equal(elsewhere.status, 400);
    assert.equal(elsewhere.body['access_token'], undefined);
    desk.world.authority.now += 3_900_001;
    assertRefused(await onBehalf(token), 400, 'invalid_grant', 500133);
  });

  it('gets nothing for a user who was disabled meanwhile', async () => {
    const person = await desk.person('olaf');
    const scope = `api://${api.appId}/access openid offline_access`;
    const token = (await desk.tokensOf(person, { scope }))['access_token'];
    const administrator = await desk.world.graphOf(desk.world.contoso);
    const disabled = await administrator('PATCH', `/v1.0/users/${person.id}`, { accountEnabled: false });
    assert.equal(disabled.status, 204);
    assertRefused(await onBehalf(token), 400, 'invalid_grant', 50057);
  });

  it('gets nothing without its own secret, without the user’s consent, or without saying what it wants', async () => {
    const token = (await callerTokens(api))['access_token'];
    assertRefused(await onBehalf(token, { client_secret: 'wrong' }), 401, 'invalid_client', 7000215);
    assertRefused(await onBehalf(token, { client_secret: '' }), 401, 'invalid_client', 7000218);
    const more = await onBehalf(token, { scope: 'Directory.ReadWrite.All' });
    assertRefused(more, 400, 'invalid_grant', 65001);
    assert.equal(more.body['suberror'], 'consent_required');
    assertRefused(await onBehalf(token, { requested_token_use: '' }), 400, 'invalid_request', 900144);
    assertRefused(await onBehalf('', {}), 400, 'invalid_request', 900144);
  });
});
