import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AZURE_CLI_APP_ID } from '@vakt/contract/resources';
import {
  assertIssued,
  createServicePrincipal,
  type NewTenant,
  ORIGIN,
  register,
  TestAuthority,
} from './authority.ts';

const SCOPE = 'https://management.core.windows.net//.default';

describe('Azure Resource Manager, as far as the Azure CLI asks it', () => {
  let authority: TestAuthority;
  let contoso: NewTenant;
  let fabrikam: NewTenant;

  before(async () => {
    authority = await TestAuthority.start();
    contoso = await authority.createTenant('contoso.example');
    fabrikam = await authority.createTenant('fabrikam.example');
  });
  after(() => authority.close());

  const ask = (path: string, token?: string) =>
    authority.request('GET', path, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  const administratorToken = ({ tenantId, administrator }: NewTenant, scope = SCOPE) =>
    authority.userToken(tenantId, administrator, scope);
  const tenantsOf = async (token: string) => {
    const { status, body } = await ask('/tenants?api-version=2019-11-01', token);
    assert.equal(status, 200, JSON.stringify(body));
    return body['value'] as { tenantId: string }[];
  };

  it('describes the cloud at the address that was asked, before anybody signed in', async () => {
    const { status, body } = await ask('/metadata/endpoints?api-version=2015-01-01');
    assert.equal(status, 200);
    assert.equal(body['portalEndpoint'], ORIGIN);
    assert.equal(body['galleryEndpoint'], ORIGIN);
    assert.equal(body['graphEndpoint'], 'https://graph.microsoft.com');
    assert.equal(body['resourceManager'], `${ORIGIN}/`);
    assert.equal(body['microsoftGraphResourceId'], 'https://graph.microsoft.com/');
    assert.deepEqual(body['authentication'], {
      loginEndpoint: `${ORIGIN}/`,
      audiences: ['https://management.azure.com/'],
      tenant: 'common',
      identityProvider: 'AAD',
    });
  });

  it('lists the tenant of an application, and no subscriptions', async () => {
    const graph = await authority.administratorOf(contoso);
    const { appId, secret } = await register(graph, 'Script');
    await createServicePrincipal(graph, appId);
    const reply = await authority.token(`/${contoso.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: secret,
      scope: SCOPE,
    });
    const token = String(reply.body['access_token']);
    assert.deepEqual(await tenantsOf(token), [
      {
        id: `/tenants/${contoso.tenantId}`,
        tenantId: contoso.tenantId,
        displayName: 'Tenant contoso.example',
        domains: ['contoso.example'],
        defaultDomain: 'contoso.example',
        tenantCategory: 'Home',
        tenantType: 'AAD',
      },
    ]);
    const subscriptions = await ask('/subscriptions?api-version=2019-11-01', token);
    assert.equal(subscriptions.status, 200);
    assert.deepEqual(subscriptions.body, { value: [] });
  });

  it('lists where a user is a guest, after home, until the guest is disabled', async () => {
    const graph = await authority.administratorOf(fabrikam);
    const token = await administratorToken(contoso);
    assert.deepEqual(
      (await tenantsOf(token)).map(({ tenantId }) => tenantId),
      [contoso.tenantId],
    );
    const invited = await graph('POST', '/v1.0/invitations', {
      invitedUserEmailAddress: contoso.administrator.userPrincipalName,
      inviteRedirectUrl: 'https://myapps.fabrikam.example',
    });
    assert.equal(invited.status, 201, JSON.stringify(invited.body));
    assert.deepEqual(
      (await tenantsOf(token)).map(({ tenantId }) => tenantId),
      [contoso.tenantId, fabrikam.tenantId],
    );
    const guest = invited.body['invitedUser'] as { id: string };
    await graph('PATCH', `/v1.0/users/${guest.id}`, { accountEnabled: false });
    assert.deepEqual(
      (await tenantsOf(token)).map(({ tenantId }) => tenantId),
      [contoso.tenantId],
    );
  });

  it('lists the same for the guest, by a token of either tenant', async () => {
    const graph = await authority.administratorOf(contoso);
    const invited = await graph('POST', '/v1.0/invitations', {
      invitedUserEmailAddress: fabrikam.administrator.userPrincipalName,
      inviteRedirectUrl: 'https://myapps.contoso.example',
    });
    assert.equal(invited.status, 201, JSON.stringify(invited.body));
    const home = await authority.token(`/${fabrikam.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'password',
      client_id: AZURE_CLI_APP_ID,
      username: fabrikam.administrator.userPrincipalName,
      password: fabrikam.administrator.password,
      scope: `${SCOPE} offline_access`,
    });
    const visiting = await authority.token(`/${contoso.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'refresh_token',
      client_id: AZURE_CLI_APP_ID,
      refresh_token: String(home.body['refresh_token']),
      scope: SCOPE,
    });
    assert.equal(assertIssued(visiting)['tid'], contoso.tenantId);
    for (const token of [home, visiting].map(({ body }) => String(body['access_token'])))
      assert.deepEqual(
        (await tenantsOf(token)).map(({ tenantId }) => tenantId),
        [fabrikam.tenantId, contoso.tenantId],
      );
  });

  it('answers a cloud that was registered for the Defender APIs alone', async () => {
    for (const scope of [
      'https://api.securitycenter.microsoft.com/.default',
      'https://securitycenter.onmicrosoft.com/windowsatpservice/.default',
      'https://api.security.microsoft.com/.default',
    ])
      assert.ok((await tenantsOf(await administratorToken(contoso, scope))).length > 0);
  });

  describe('refuses', () => {
    const assertRefusedBy = async (path: string, token: string | undefined, status: number, code: string) => {
      const reply = await ask(path, token);
      assert.equal(reply.status, status);
      assert.equal((reply.body['error'] as { code: string }).code, code);
      return reply;
    };

    it('who shows no token, and says where one is to be had', async () => {
      for (const path of ['/tenants', '/subscriptions']) {
        const { headers } = await assertRefusedBy(
          `${path}?api-version=2019-11-01`,
          undefined,
          401,
          'AuthenticationFailed',
        );
        assert.ok(headers['www-authenticate']?.startsWith(`Bearer authorization_uri="${ORIGIN}/common", `));
      }
    });

    it('what is no token of this authority', async () => {
      await assertRefusedBy(
        '/tenants?api-version=2019-11-01',
        'not.a.token',
        401,
        'InvalidAuthenticationToken',
      );
    });

    it('a token that was changed, in a reply that can be sent', async () => {
      const token = await administratorToken(contoso, 'https://management.core.windows.net/.default');
      const changed = `${token.slice(0, -8)}AAAAAAAA`;
      const path = '/tenants?api-version=2019-11-01';
      const { headers } = await assertRefusedBy(path, changed, 401, 'InvalidAuthenticationToken');
      assert.match(headers['www-authenticate'] ?? '', /The access token's signature does not fit/);
      const userInfo = await ask('/oidc/userinfo', changed);
      assert.equal(userInfo.status, 401);
      assert.match(userInfo.headers['www-authenticate'] ?? '', /The access token's signature does not fit/);
    });

    it('a token for another API', async () => {
      for (const scope of ['https://graph.microsoft.com/.default', 'api://vakt/.default'])
        await assertRefusedBy(
          '/tenants?api-version=2019-11-01',
          await administratorToken(contoso, scope),
          401,
          'InvalidAuthenticationTokenAudience',
        );
    });

    it('a call that names no version, or none of a version’s form', async () => {
      const token = await administratorToken(contoso);
      await assertRefusedBy('/subscriptions', token, 400, 'MissingApiVersionParameter');
      await assertRefusedBy('/subscriptions?api-version=latest', token, 400, 'InvalidApiVersionParameter');
    });
  });
});
