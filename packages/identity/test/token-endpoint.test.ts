import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { resourceApplications } from '@vakt/contract/resources';
import {
  assertIssued,
  assertRefused,
  consent,
  createServicePrincipal,
  type GraphCaller,
  type NewClient,
  type NewTenant,
  ORIGIN,
  register,
  servicePrincipalOf,
  TestAuthority,
} from './authority.ts';

const ENDPOINT = 'https://api.securitycenter.microsoft.com';
const DAY_MS = 86_400_000;

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
});

describe('the token endpoint for applications', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let administrator: GraphCaller;
  let client: NewClient;
  let principalId: string;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    administrator = await authority.administratorOf(tenant);
    client = await register(administrator, 'Nightly report');
    principalId = await createServicePrincipal(administrator, client.appId);
  });
  after(() => authority.close());

  const v1 = (change: Record<string, string> = {}, path = `/${tenant.tenantId}/oauth2/token`) =>
    authority.token(path, {
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secret,
      resource: ENDPOINT,
      ...change,
    });
  const v2 = (change: Record<string, string> = {}, path = `/${tenant.tenantId}/oauth2/v2.0/token`) =>
    authority.token(path, {
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secret,
      scope: `${ENDPOINT}/.default`,
      ...change,
    });

  it('answers v1 with texts and the resource as it was asked', async () => {
    const { status, body, headers } = await v1();
    assert.equal(status, 200);
    const { access_token: token, ...rest } = body;
    const now = Math.trunc(authority.now / 1_000);
    assert.deepEqual(rest, {
      token_type: 'Bearer',
      expires_in: '3599',
      ext_expires_in: '3599',
      expires_on: String(now + 3_600),
      not_before: String(now - 300),
      resource: ENDPOINT,
    });
    assert.equal(typeof token, 'string');
    assert.equal(headers['cache-control'], 'no-store, no-cache');
    assert.match(headers['x-ms-request-id'] ?? '', /^[0-9a-f-]{36}$/);
  });

  it('answers v2 with numbers, without scope, id token or refresh token', async () => {
    const { body } = await v2({ scope: `${ENDPOINT}/.default openid offline_access profile` });
    const { access_token: _token, ...rest } = body;
    assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 3_599, ext_expires_in: 3_599 });
  });

  it('gives a token without roles before consent, with them after it, and without them when it is withdrawn', async () => {
    assert.equal('roles' in assertIssued(await v2()), false);
    const assignment = await consent(administrator, principalId, 'WindowsDefenderATP', 'Alert.Read.All');
    assert.deepEqual(assertIssued(await v2())['roles'], ['Alert.Read.All']);
    assert.deepEqual(assertIssued(await v1())['roles'], ['Alert.Read.All']);
    const other = assertIssued(await v2({ scope: 'https://api.security.microsoft.com/.default' }));
    assert.equal('roles' in other, false, 'a role of one resource is not in a token for another');
    const path = `/v1.0/servicePrincipals/${principalId}/appRoleAssignments/${assignment}`;
    assert.equal((await administrator('DELETE', path)).status, 204);
    assert.equal('roles' in assertIssued(await v2()), false);
  });

  it('counts consent from the next request on, however many are under way', async () => {
    const busy = await register(administrator, 'Busy');
    const principal = await createServicePrincipal(administrator, busy.appId);
    const ask = () => v2({ client_id: busy.appId, client_secret: busy.secret });
    for (const permission of ['Alert.Read.All', 'Machine.Read.All', 'Machine.Isolate']) {
      const underWay = Array.from({ length: 20 }, ask);
      await consent(administrator, principal, 'WindowsDefenderATP', permission);
      underWay.push(...Array.from({ length: 20 }, ask));
      const claims = assertIssued(await ask());
      assert.ok((claims['roles'] as string[]).includes(permission));
      for (const reply of (await Promise.all(underWay)).slice(20))
        assert.ok((assertIssued(reply)['roles'] as string[]).includes(permission));
    }
    const path = `/v1.0/servicePrincipals/${principal}`;
    const underWay = Array.from({ length: 20 }, ask);
    await administrator('DELETE', path);
    assertRefused(await ask(), 400, 'unauthorized_client', 700016);
    await Promise.all(underWay);
  });

  it('puts the claims of version 1.0 into the token', async () => {
    const claims = assertIssued(await v1());
    const now = Math.trunc(authority.now / 1_000);
    const issuer = `https://sts.windows.net/${tenant.tenantId}/`;
    const known = {
      aud: ENDPOINT,
      iss: issuer,
      iat: now - 300,
      nbf: now - 300,
      exp: now + 3_600,
      app_displayname: 'Nightly report',
      appid: client.appId,
      appidacr: '1',
      idp: issuer,
      oid: principalId,
      sub: principalId,
      tid: tenant.tenantId,
      ver: '1.0',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(known).map(name => [name, claims[name]])), known);
    assert.equal('scp' in claims, false);
    assert.match(String(claims['uti']), /^[\w-]{22}$/);
    assert.notEqual(claims['uti'], assertIssued(await v1())['uti']);
  });

  it('keeps the audience to the letter for every way to name a resource', async () => {
    for (const resource of [
      ENDPOINT,
      `${ENDPOINT}/`,
      'https://api.securitycenter.windows.com',
      'https://api.securitycenter.windows.com/',
      'https://securitycenter.onmicrosoft.com/windowsatpservice',
      'https://api.security.microsoft.com',
      'https://graph.microsoft.com/',
      resourceApplications.WindowsDefenderATP.appId,
    ]) {
      assert.equal(assertIssued(await v1({ resource }))['aud'], resource);
      assert.equal(assertIssued(await v2({ scope: `${resource}/.default` }))['aud'], resource);
    }
  });

  it('knows the tenant by id and by domain, in any letter case, with doubled slashes and a query', async () => {
    for (const path of [
      `/${tenant.domain}/oauth2/v2.0/token`,
      `/${tenant.domain.toUpperCase()}/OAuth2/V2.0/Token`,
      `/${tenant.tenantId.toUpperCase()}/oauth2/v2.0/token/`,
      `//${tenant.tenantId}/oauth2/v2.0/token`,
      `/${tenant.tenantId}/oauth2/v2.0/token?client-request-id=x`,
    ])
      assert.equal(assertIssued(await v2({}, path))['tid'], tenant.tenantId);
  });

  it('takes the client from HTTP Basic, and refuses two that differ', async () => {
    const form = { grant_type: 'client_credentials', resource: ENDPOINT };
    const path = `/${tenant.tenantId}/oauth2/token`;
    assertIssued(await authority.token(path, form, basic(client.appId, client.secret)));
    const both = { ...form, client_id: client.appId, client_secret: 'another' };
    const refused = await authority.token(path, both, basic(client.appId, client.secret));
    assertRefused(refused, 400, 'invalid_request', 9002313);
  });

  it('takes a GET with a form for a POST, and refuses one without', async () => {
    const path = `/${tenant.tenantId}/oauth2/token`;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secret,
      resource: ENDPOINT,
    }).toString();
    assertIssued(await authority.request('GET', path, { body }));
    assertRefused(await authority.request('GET', path), 400, 'invalid_request', 900561);
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const)
      assertRefused(await authority.request(method, path, { body }), 400, 'invalid_request', 900561);
    const device = `/${tenant.tenantId}/oauth2/v2.0/devicecode`;
    assertRefused(await authority.request('GET', device), 400, 'invalid_request', 900561);
    // A secret in a URL ends up in logs: it is not read.
    assertRefused(await authority.request('GET', `${path}?${body}`), 400, 'invalid_request', 900561);
  });

  it('echoes the correlation id, in the header when asked to and in errors', async () => {
    const id = '0a0b0c0d-1111-4222-8333-444455556666';
    const reply = await authority.token(
      `/${tenant.tenantId}/oauth2/v2.0/token`,
      {},
      { 'client-request-id': `${id},${id}`, 'return-client-request-id': 'true' },
    );
    assert.equal(reply.headers['client-request-id'], id);
    assert.equal(reply.body['correlation_id'], id);
    assert.match(String(reply.body['timestamp']), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/);
    assert.equal(reply.body['trace_id'], reply.headers['x-ms-request-id']);
  });

  it('names the parameter that is missing', async () => {
    for (const name of ['grant_type', 'client_id', 'scope']) {
      const reply = await v2({ [name]: '' });
      assertRefused(reply, 400, 'invalid_request', 900144);
      assert.match(String(reply.body['error_description']), new RegExp(`'${name}'`));
    }
    assertRefused(await v1({ resource: '' }), 400, 'invalid_request', 900144);
    assertRefused(await v2({ client_secret: '' }), 401, 'invalid_client', 7000216);
  });

  it('refuses what is malformed', async () => {
    const path = `/${tenant.tenantId}/oauth2/v2.0/token`;
    const json = await authority.request('POST', path, {
      body: '{"grant_type":"client_credentials"}',
      headers: { 'content-type': 'application/json' },
    });
    assertRefused(json, 400, 'invalid_request', 9002313);
    const twice = await authority.request('POST', path, { body: 'client_id=a&client_id=b' });
    assertRefused(twice, 400, 'invalid_request', 9002313);
    assertRefused(await v2({ grant_type: 'magic' }), 400, 'unsupported_grant_type', 70003);
    assertRefused(await v2({ resource: ENDPOINT }), 400, 'invalid_request', 901002);
  });

  it('refuses tenants that are not one', async () => {
    for (const [segment, code] of [
      ['common', 50059],
      ['organizations', 50059],
      ['99999999-9999-4999-8999-999999999999', 90002],
      ['unknown.example', 90002],
      ['not%20a%20tenant', 900023],
    ] as const)
      assertRefused(await v2({}, `/${segment}/oauth2/v2.0/token`), 400, 'invalid_request', code);
  });

  it('refuses unknown applications, and known ones without a service principal here', async () => {
    for (const id of ['99999999-9999-4999-8999-999999999999', 'not-a-guid', "' or 1=1 --"])
      assertRefused(await v2({ client_id: id }), 400, 'unauthorized_client', 700016);
    const absent = await register(administrator, 'Without service principal');
    const reply = await v2({ client_id: absent.appId, client_secret: absent.secret });
    assertRefused(reply, 400, 'unauthorized_client', 700016);
    assert.match(String(reply.body['error_description']), new RegExp(absent.appId));
  });

  it('refuses a disabled application until it is enabled', async () => {
    const path = `/v1.0/servicePrincipals/${principalId}`;
    assert.equal((await administrator('PATCH', path, { accountEnabled: false })).status, 204);
    assertRefused(await v2(), 400, 'unauthorized_client', 7000112);
    await administrator('PATCH', path, { accountEnabled: true });
    assertIssued(await v2());
  });

  it('refuses wrong secrets, and says when an id was sent for a value', async () => {
    for (const secret of ['wrong', client.secret.slice(1), `${client.secret} `, client.secretKeyId]) {
      const reply = await v2({ client_secret: secret });
      assertRefused(reply, 401, 'invalid_client', 7000215);
      assert.match(String(reply.body['error_description']), /not the client secret ID/);
      assert.doesNotMatch(JSON.stringify(reply.body), new RegExp(client.secret));
    }
  });

  it('takes an unsigned assertion for no proof, and no assertion beside a secret', async () => {
    const assertion = {
      client_assertion: 'eyJhbGciOiJub25lIn0.e30.',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    };
    assertRefused(await v2({ ...assertion, client_secret: '' }), 401, 'invalid_client', 50027);
    assertRefused(await v2(assertion), 400, 'invalid_request', 9002313);
  });

  it('takes two secrets at once, and none that was removed or has expired', async () => {
    const twice = await register(administrator, 'Rotating');
    await createServicePrincipal(administrator, twice.appId);
    const path = `/v1.0/applications/${twice.objectId}`;
    const end = new Date(authority.now + DAY_MS).toISOString();
    const second = await administrator('POST', `${path}/addPassword`, {
      passwordCredential: { displayName: 'short', endDateTime: end },
    });
    const secret = String(second.body['secretText']);
    const ask = (client_secret: string) => v2({ client_id: twice.appId, client_secret });
    assertIssued(await ask(twice.secret));
    assertIssued(await ask(secret));
    const removed = await administrator('POST', `${path}/removePassword`, { keyId: twice.secretKeyId });
    assert.equal(removed.status, 204);
    assertRefused(await ask(twice.secret), 401, 'invalid_client', 7000215);
    authority.now += 2 * DAY_MS;
    try {
      assertRefused(await ask(secret), 401, 'invalid_client', 7000222);
    } finally {
      authority.now -= 2 * DAY_MS;
    }
  });

  it('refuses scopes and resources that it cannot give', async () => {
    assertRefused(await v2({ scope: `${ENDPOINT}/Alert.Read.All` }), 400, 'invalid_scope', 1002012);
    assertRefused(await v2({ scope: `${ENDPOINT}/` }), 400, 'invalid_scope', 70011);
    const two = `${ENDPOINT}/.default https://graph.microsoft.com/.default`;
    assertRefused(await v2({ scope: two }), 400, 'invalid_scope', 28000);
    const unknown = await v2({ scope: 'https://unknown.example/.default' });
    assertRefused(unknown, 400, 'invalid_resource', 500011);
    assert.match(String(unknown.body['error_description']), /https:\/\/unknown\.example/);
    assertRefused(await v1({ resource: 'https://unknown.example' }), 400, 'invalid_resource', 500011);
  });

  it('refuses a resource that is disabled, or that wants a role first', async () => {
    const own = await authority.createTenant('resource.example');
    const graph = await authority.administratorOf(own);
    const app = await register(graph, 'Asks');
    const id = await createServicePrincipal(graph, app.appId);
    const ask = () =>
      v2({ client_id: app.appId, client_secret: app.secret }, `/${own.tenantId}/oauth2/v2.0/token`);
    const resource = await servicePrincipalOf(graph, resourceApplications.WindowsDefenderATP.appId);
    const path = `/v1.0/servicePrincipals/${String(resource['id'])}`;
    await graph('PATCH', path, { appRoleAssignmentRequired: true });
    assertRefused(await ask(), 400, 'invalid_grant', 501051);
    await consent(graph, id, 'WindowsDefenderATP', 'Machine.Read.All');
    assertIssued(await ask());
    await graph('PATCH', path, { accountEnabled: false });
    assertRefused(await ask(), 400, 'invalid_resource', 50001);
  });

  it('judges who asks before what is asked for', async () => {
    const unknown = 'https://unknown.example/.default';
    assertRefused(await v2({ client_secret: 'wrong', scope: unknown }), 401, 'invalid_client', 7000215);
  });

  it('gives no token to a page of another origin', async () => {
    const reply = await authority.token(
      `/${tenant.tenantId}/oauth2/v2.0/token`,
      {
        grant_type: 'client_credentials',
        client_id: client.appId,
        client_secret: client.secret,
        scope: `${ENDPOINT}/.default`,
      },
      { origin: 'https://page.example' },
    );
    assertRefused(reply, 400, 'invalid_request', 9002326);
    assert.equal(reply.headers['access-control-allow-credentials'], undefined);
  });

  it('gives one to a page of its own origin, which no other can pretend to be', async () => {
    const form = {
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secret,
      scope: `${ENDPOINT}/.default`,
    };
    const path = `/${tenant.tenantId}/oauth2/v2.0/token`;
    assertIssued(await authority.token(path, form, { origin: ORIGIN }));
    assertRefused(await authority.token(path, form, { origin: 'null' }), 400, 'invalid_request', 9002326);
  });

  it('gives a partner’s application a token for each customer that lets it in, with what that customer granted', async () => {
    const partner = await register(administrator, 'Partner', { signInAudience: 'AzureADMultipleOrgs' });
    const customer = await authority.createTenant('customer.example');
    const graph = await authority.administratorOf(customer);
    const ask = () =>
      v2(
        { client_id: partner.appId, client_secret: partner.secret },
        `/${customer.tenantId}/oauth2/v2.0/token`,
      );
    assertRefused(await ask(), 400, 'unauthorized_client', 700016);
    const principal = await createServicePrincipal(graph, partner.appId);
    assert.equal('roles' in assertIssued(await ask()), false);
    await consent(graph, principal, 'WindowsDefenderATP', 'Machine.Read.All');
    const claims = assertIssued(await ask());
    assert.equal(claims['tid'], customer.tenantId);
    assert.equal(claims['appid'], partner.appId);
    assert.equal(claims['oid'], principal);
    assert.deepEqual(claims['roles'], ['Machine.Read.All']);
    const home = await v2({ client_id: partner.appId, client_secret: partner.secret });
    assertRefused(home, 400, 'unauthorized_client', 700016);
    const read = await graph('GET', `/v1.0/applications(appId='${partner.appId}')`);
    assert.equal(read.status, 404, 'the registration stays the partner’s');
    const change = (signInAudience: string) =>
      administrator('PATCH', `/v1.0/applications/${partner.objectId}`, { signInAudience });
    await change('AzureADMyOrg');
    assertRefused(await ask(), 400, 'unauthorized_client', 700016);
    await change('AzureADMultipleOrgs');
    assertIssued(await ask());
    await graph('DELETE', `/v1.0/servicePrincipals/${principal}`);
    assertRefused(await ask(), 400, 'unauthorized_client', 700016);
  });

  it('lets an application of one tenant into no other', async () => {
    const other = await authority.createTenant('fabrikam.example');
    const reply = await v2({}, `/${other.tenantId}/oauth2/v2.0/token`);
    assertRefused(reply, 400, 'unauthorized_client', 700016);
    const intruder = await authority.administratorOf(other);
    const created = await intruder('POST', '/v1.0/servicePrincipals', { appId: client.appId });
    assert.ok(created.status >= 400, 'a single-tenant application was brought into another tenant');
  });
});
