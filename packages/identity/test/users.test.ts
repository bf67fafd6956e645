import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { resourceApplications, VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import {
  assertRefused,
  claimsOf,
  createServicePrincipal,
  type GraphCaller,
  type NewTenant,
  register,
  servicePrincipalOf,
  TestAuthority,
} from './authority.ts';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const MINUTE_MS = 60_000;

describe('the token endpoint for users', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let administrator: GraphCaller;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    administrator = await authority.administratorOf(tenant);
  });
  after(() => authority.close());

  const ask = (change: Record<string, string> = {}, path = `/${tenant.tenantId}/oauth2/v2.0/token`) =>
    authority.token(path, {
      grant_type: 'password',
      client_id: VAKT_CLI_APP_ID,
      username: tenant.administrator.userPrincipalName,
      password: tenant.administrator.password,
      scope: 'https://graph.microsoft.com/.default',
      ...change,
    });
  const createUser = async (name: string): Promise<{ id: string; userPrincipalName: string }> => {
    const userPrincipalName = `${name}@${tenant.domain}`;
    const created = await administrator('POST', '/v1.0/users', {
      accountEnabled: true,
      displayName: name,
      mailNickname: name,
      userPrincipalName,
      passwordProfile: { password: 'A-long-Password-1', forceChangePasswordNextSignIn: false },
    });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    return { id: String(created.body['id']), userPrincipalName };
  };

  it('gives an administrator delegated permissions and says which directory roles he has', async () => {
    const reply = await ask();
    assert.equal(reply.status, 200);
    assert.equal(reply.body['expires_in'], 3_599);
    const scope = String(reply.body['scope']).split(' ');
    assert.ok(scope.includes('https://graph.microsoft.com/.default'), 'the scope as it was asked for');
    assert.ok(scope.includes('https://graph.microsoft.com/Application.ReadWrite.All'));
    const claims = claimsOf(reply.body['access_token']);
    assert.equal(claims['upn'], tenant.administrator.userPrincipalName);
    assert.equal(claims['unique_name'], tenant.administrator.userPrincipalName);
    assert.equal(claims['appidacr'], '0');
    assert.equal('roles' in claims, false);
    assert.ok(String(claims['scp']).split(' ').includes('Application.ReadWrite.All'));
    assert.ok((claims['wids'] as string[]).includes(GLOBAL_ADMINISTRATOR));
    assert.notEqual(claims['sub'], claims['oid']);
    const verified = await authority.verify(`Bearer ${String(reply.body['access_token'])}`);
    assert.ok(verified.ok && verified.value.kind === 'user');
    assert.equal(verified.value.userPrincipalName, tenant.administrator.userPrincipalName);
  });

  it('answers v1 with short names', async () => {
    const reply = await authority.token(`/${tenant.tenantId}/oauth2/token`, {
      grant_type: 'password',
      client_id: VAKT_CLI_APP_ID,
      username: tenant.administrator.userPrincipalName,
      password: tenant.administrator.password,
      resource: 'https://api.securitycenter.microsoft.com',
    });
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    assert.ok(String(reply.body['scope']).split(' ').includes('Alert.Read'));
    assert.equal(reply.body['expires_in'], '3599');
  });

  it('tells the name, the password and the account apart, as the real service does', async () => {
    assertRefused(await ask({ password: 'wrong' }), 400, 'invalid_grant', 50126);
    assertRefused(await ask({ username: `nobody@${tenant.domain}` }), 400, 'invalid_grant', 50034);
    assertRefused(await ask({ username: '' }), 400, 'invalid_request', 900144);
    assertRefused(await ask({ password: '' }), 400, 'invalid_request', 900144);
    assertRefused(await ask({ client_secret: 'any' }), 401, 'invalid_client', 700025);
    assertRefused(await ask({}, '/common/oauth2/v2.0/token'), 400, 'invalid_request', 9001023);
  });

  it('finds the tenant of a user at organizations', async () => {
    const reply = await ask({}, '/organizations/oauth2/v2.0/token');
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    assert.equal(claimsOf(reply.body['access_token'])['tid'], tenant.tenantId);
  });

  it('lets a user of one tenant into no other', async () => {
    const other = await authority.createTenant('fabrikam.example');
    assertRefused(await ask({}, `/${other.tenantId}/oauth2/v2.0/token`), 400, 'invalid_grant', 50034);
  });

  it('locks an account after ten wrong passwords for a minute, the right one included', async () => {
    const user = await createUser('locked');
    const attempt = (password: string) => ask({ username: user.userPrincipalName, password });
    for (let count = 0; count < 10; count += 1)
      assertRefused(await attempt(`wrong${count}`), 400, 'invalid_grant', 50126);
    assertRefused(await attempt('A-long-Password-1'), 400, 'invalid_grant', 50053);
    authority.now += 2 * MINUTE_MS;
    try {
      assert.equal((await attempt('A-long-Password-1')).status, 200);
    } finally {
      authority.now -= 2 * MINUTE_MS;
    }
  });

  it('counts guesses that come at once like guesses in a row, and locks longer each time', async () => {
    const user = await createUser('guessed');
    const attempt = (password: string) => ask({ username: user.userPrincipalName, password });
    const replies = await Promise.all(Array.from({ length: 40 }, (_, at) => attempt(`guess${at}`)));
    const codes = replies.map(({ body }) => (body['error_codes'] as number[])[0]);
    assert.equal(codes.filter(code => code === 50126).length, 10);
    assert.equal(codes.filter(code => code === 50053).length, 30);
    const started = authority.now;
    try {
      authority.now = started + 61_000;
      assertRefused(await attempt('wrong again'), 400, 'invalid_grant', 50126);
      authority.now += 61_000;
      assertRefused(await attempt('A-long-Password-1'), 400, 'invalid_grant', 50053);
      authority.now += 61_000;
      assert.equal((await attempt('A-long-Password-1')).status, 200);
    } finally {
      authority.now = started;
    }
  });

  it('refuses a disabled user', async () => {
    const user = await createUser('leaver');
    const attempt = () => ask({ username: user.userPrincipalName, password: 'A-long-Password-1' });
    assert.equal((await attempt()).status, 200);
    const disabled = await administrator('PATCH', `/v1.0/users/${user.id}`, { accountEnabled: false });
    assert.equal(disabled.status, 204);
    assertRefused(await attempt(), 400, 'invalid_grant', 50057);
  });

  it('gives an ordinary user of the command line no right over others in the directory', async () => {
    const user = await createUser('ordinary');
    const token = await authority.userToken(tenant.tenantId, {
      userPrincipalName: user.userPrincipalName,
      password: 'A-long-Password-1',
    });
    const changed = await authority.caller(token)(
      'PATCH',
      `/v1.0/users/${tenant.administrator.userPrincipalName}`,
      { accountEnabled: false },
    );
    assert.equal(changed.status, 403);
    assert.equal((changed.body['error'] as { code: string }).code, 'Authorization_RequestDenied');
  });

  it('lets nobody write events through the command line but those who administer security', async () => {
    const user = await createUser('reader');
    const change = {
      username: user.userPrincipalName,
      password: 'A-long-Password-1',
      scope: 'api://vakt/.default',
    };
    assertRefused(await ask(change), 400, 'invalid_grant', 65001);
    assert.equal((await ask({ scope: 'api://vakt/.default' })).status, 200);
    for (const [roleDefinitionId, status] of [
      ['5d6b6bb7-de71-4623-b4af-96380a352509', 400], // Security Reader
      ['194ae4cb-b126-40b2-bd5b-6091b380977d', 200], // Security Administrator
    ] as const) {
      const path = '/v1.0/roleManagement/directory/roleAssignments';
      const body = { principalId: user.id, roleDefinitionId, directoryScopeId: '/' };
      assert.equal((await administrator('POST', path, body)).status, 201);
      assert.equal((await ask(change)).status, status);
    }
  });

  it('lets a public application act for a user within what was consented, and no further', async () => {
    const native = await register(administrator, 'Native', { isFallbackPublicClient: true });
    const principal = await createServicePrincipal(administrator, native.appId);
    const form = {
      client_id: native.appId,
      scope: 'https://api.securitycenter.microsoft.com/Alert.Read',
    };
    const before = await ask(form);
    assertRefused(before, 400, 'invalid_grant', 65001);
    assert.equal(before.body['suberror'], 'consent_required');
    const resource = await servicePrincipalOf(administrator, resourceApplications.WindowsDefenderATP.appId);
    const granted = await administrator('POST', '/v1.0/oauth2PermissionGrants', {
      clientId: principal,
      consentType: 'AllPrincipals',
      resourceId: resource['id'],
      scope: 'Alert.Read',
    });
    assert.equal(granted.status, 201, JSON.stringify(granted.body));
    const after = await ask(form);
    assert.equal(after.status, 200, JSON.stringify(after.body));
    assert.equal(claimsOf(after.body['access_token'])['scp'], 'Alert.Read');
    const more = await ask({ ...form, scope: 'https://api.securitycenter.microsoft.com/Machine.Isolate' });
    assertRefused(more, 400, 'invalid_grant', 65001);
  });

  it('lets a grant for one user serve that user alone', async () => {
    const native = await register(administrator, 'For one', { isFallbackPublicClient: true });
    const principal = await createServicePrincipal(administrator, native.appId);
    const user = await createUser('chosen');
    const resource = await servicePrincipalOf(administrator, resourceApplications.WindowsDefenderATP.appId);
    const granted = await administrator('POST', '/v1.0/oauth2PermissionGrants', {
      clientId: principal,
      consentType: 'Principal',
      principalId: user.id,
      resourceId: resource['id'],
      scope: 'Alert.Read Machine.Read',
    });
    assert.equal(granted.status, 201, JSON.stringify(granted.body));
    const form = { client_id: native.appId, scope: 'https://api.securitycenter.microsoft.com/.default' };
    assertRefused(await ask(form), 400, 'invalid_grant', 65001);
    const chosen = { ...form, username: user.userPrincipalName, password: 'A-long-Password-1' };
    const reply = await ask(chosen);
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    assert.equal(claimsOf(reply.body['access_token'])['scp'], 'Alert.Read Machine.Read');
  });

  it('refuses a confidential application that does not prove itself', async () => {
    const web = await register(administrator, 'Web');
    await createServicePrincipal(administrator, web.appId);
    assertRefused(await ask({ client_id: web.appId }), 401, 'invalid_client', 7000218);
    assertRefused(
      await ask({ client_id: web.appId, client_secret: 'wrong' }),
      401,
      'invalid_client',
      7000215,
    );
  });
});
