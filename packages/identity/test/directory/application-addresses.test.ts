import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { GraphCaller } from '../authority.ts';
import { assertFailed, created, DirectoryWorld, NOWHERE, type WorldTenant } from './directory-world.ts';

describe('an application’s addresses', () => {
  let world: DirectoryWorld;
  let tenant: WorldTenant;
  let graph: GraphCaller;
  before(async () => {
    world = await DirectoryWorld.start();
    tenant = await world.createTenant('contoso.example');
    graph = world.asUser(tenant);
  });
  after(() => world.close());

  const register = async (body: object = {}): Promise<{ appId: string; path: string }> => {
    const made = created(await graph('POST', '/v1.0/applications', { displayName: 'Tool', ...body }));
    return { appId: String(made['appId']), path: `/v1.0/applications/${made.id}` };
  };
  const read = async (path: string): Promise<Record<string, unknown>> => (await graph('GET', path)).body;

  describe('redirect URIs', () => {
    const LONG = `https://contoso.example/${'x'.repeat(240)}`;
    const allowed: readonly (readonly ['web' | 'spa' | 'publicClient', string])[] = [
      ['web', 'https://contoso.example'],
      ['web', 'https://portal.azure.com'],
      ['web', 'https://contoso.example/back?for=desk'],
      ['web', 'http://localhost'],
      ['spa', 'http://127.0.0.1:8080/x'],
      ['publicClient', 'https://login.microsoftonline.com/common/oauth2/nativeclient'],
      ['publicClient', 'ms-appx-web://microsoft.aad.brokerplugin/x'],
      ['publicClient', `msal${NOWHERE}://auth`],
    ];
    for (const [platform, uri] of allowed)
      it(`may be ${uri} for ${platform}`, async () => {
        const { path } = await register({ [platform]: { redirectUris: [uri] } });
        const { redirectUris } = (await read(path))[platform] as { redirectUris: string[] };
        assert.deepEqual(redirectUris, [uri]);
      });

    const refused: readonly (readonly ['web' | 'spa' | 'publicClient', string])[] = [
      ['web', 'http://contoso.example'],
      ['web', 'http://localhost.evil.example'],
      ['web', 'http://localhost@evil.example'],
      ['web', 'https://contoso.example@evil.example'],
      ['web', 'https://user:word@contoso.example'],
      ['web', 'https://contoso.example/#back'],
      ['web', 'https://*.contoso.example'],
      ['web', 'https://contoso.example/back*'],
      ['web', 'https:contoso.example'],
      ['web', 'https://'],
      ['web', 'https:\\\\contoso.example'],
      ['web', 'https://contoso.example/\u202Eback'],
      ['web', 'https://contoso.example/a b'],
      ['web', 'http://[::1]'],
      ['web', 'msalapp://auth'],
      ['spa', 'urn:ietf:wg:oauth:2.0:oob'],
      ['publicClient', 'javascript:alert(1)'],
      ['publicClient', 'JavaScript:alert(1)'],
      ['publicClient', 'data:text/html,x'],
      ['publicClient', 'http://contoso.example'],
      ['publicClient', 'file:///etc/passwd'],
      ['publicClient', 'not a uri'],
      ['web', LONG],
    ];
    for (const [platform, uri] of refused)
      it(`may not be ${JSON.stringify(uri.slice(0, 50))} for ${platform}`, async () => {
        const body = { displayName: 'x', [platform]: { redirectUris: [uri] } };
        const reply = await graph('POST', '/v1.0/applications', body);
        assert.match(assertFailed(reply, 400, 'Request_BadRequest'), new RegExp(`${platform}.redirectUris`));
      });

    it('stand once, in one platform, and number 256 at most', async () => {
      const uri = 'https://contoso.example/once';
      const twice = { displayName: 'x', web: { redirectUris: [uri, uri] } };
      assertFailed(await graph('POST', '/v1.0/applications', twice), 400, 'Request_BadRequest');
      const { path } = await register({ web: { redirectUris: [uri] } });
      const elsewhere = { spa: { redirectUris: [uri] } };
      assertFailed(await graph('PATCH', path, elsewhere), 400, 'Request_BadRequest');
      const moved = { web: { redirectUris: [] }, spa: { redirectUris: [uri] } };
      assert.equal((await graph('PATCH', path, moved)).status, 204);
      const many = Array.from({ length: 257 }, (_, at) => `https://contoso.example/${at}`);
      const tooMany = { web: { redirectUris: many } };
      assertFailed(await graph('PATCH', path, tooMany), 400, 'Request_BadRequest');
      assert.equal((await graph('PATCH', path, { web: { redirectUris: many.slice(1) } })).status, 204);
    });
  });

  describe('identifier URIs', () => {
    it('are the application’s id or of a domain of the tenant', async () => {
      const { path, appId } = await register();
      for (const uri of [
        `api://${appId}`,
        `api://reports/${appId}`,
        `api://${tenant.id}/reports`,
        'https://contoso.example/reports',
        'https://reports.contoso.example',
        'api://contoso.example/reports',
      ])
        assert.equal((await graph('PATCH', path, { identifierUris: [uri] })).status, 204, uri);
    });

    it('are nobody else’s, and not the service’s', async () => {
      const { path } = await register();
      for (const uri of [
        'https://api.securitycenter.microsoft.com',
        'https://graph.microsoft.com/',
        'api://vakt',
        'https://fabrikam.example/api',
        'https://evilcontoso.example',
        `api://${NOWHERE}`,
        'http://contoso.example',
        'https://contoso.example:443@evil.example',
        'reports',
        '',
      ])
        assertFailed(await graph('PATCH', path, { identifierUris: [uri] }), 400, 'Request_BadRequest');
    });

    it('belong to one application of a tenant, also when two want one at once', async () => {
      const uri = 'https://contoso.example/wanted';
      const several = await Promise.all(Array.from({ length: 4 }, () => register()));
      const replies = await Promise.all(
        several.map(({ path }, at) =>
          graph('PATCH', path, {
            identifierUris: [at % 2 ? uri : uri.toUpperCase().replace('HTTPS', 'https')],
          }),
        ),
      );
      assert.deepEqual(replies.map(({ status }) => status).toSorted(), [204, 409, 409, 409]);
      const taken = await graph('POST', '/v1.0/applications', { displayName: 'x', identifierUris: [uri] });
      assertFailed(taken, 409, 'Request_MultipleObjectsWithSameKeyValue');
    });
  });
});
