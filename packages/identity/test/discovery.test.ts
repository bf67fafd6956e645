import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { importJWK, jwtVerify } from 'jose';
import {
  assertIssued,
  createServicePrincipal,
  type NewTenant,
  ORIGIN,
  register,
  TestAuthority,
} from './authority.ts';

interface PublishedKey {
  readonly kid: string;
  readonly [member: string]: unknown;
}

describe('discovery', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;

  before(async () => {
    authority = await TestAuthority.start({ ownNames: new Set(['localhost', 'vakt.corp.example']) });
    tenant = await authority.createTenant('contoso.example');
  });
  after(() => authority.close());

  const askInstance = (endpoint: string, version = '1.1', origin = ORIGIN) =>
    authority.request(
      'GET',
      `/common/discovery/instance?api-version=${version}&authorization_endpoint=${encodeURIComponent(endpoint)}`,
      { origin },
    );
  const askRealm = async (name: string, version = '1.0') => {
    const path = `/common/UserRealm/${encodeURIComponent(name)}?api-version=${version}`;
    return (await authority.request('GET', path)).body;
  };
  const keysAt = async (path: string): Promise<PublishedKey[]> => {
    const reply = await authority.request('GET', path);
    assert.equal(reply.status, 200);
    return reply.body['keys'] as PublishedKey[];
  };

  it('describes a tenant by its id, at v1 and v2, on the origin that was asked', async () => {
    for (const origin of [ORIGIN, 'https://login.microsoftonline.com']) {
      const v2 = await authority.request('GET', `/${tenant.domain}/v2.0/.well-known/openid-configuration`, {
        origin,
      });
      assert.equal(v2.status, 200);
      assert.equal(v2.body['issuer'], `${origin}/${tenant.tenantId}/v2.0`);
      assert.equal(v2.body['token_endpoint'], `${origin}/${tenant.tenantId}/oauth2/v2.0/token`);
      assert.equal(v2.body['jwks_uri'], `${origin}/${tenant.tenantId}/discovery/v2.0/keys`);
      assert.equal(v2.body['authorization_endpoint'], `${origin}/${tenant.tenantId}/oauth2/v2.0/authorize`);
      assert.equal(v2.headers['access-control-allow-origin'], '*');
      const v1 = await authority.request('GET', `/${tenant.tenantId}/.well-known/openid-configuration`, {
        origin,
      });
      assert.equal(v1.body['issuer'], `https://sts.windows.net/${tenant.tenantId}/`);
      assert.equal(v1.body['token_endpoint'], `${origin}/${tenant.tenantId}/oauth2/token`);
    }
  });

  it('keeps the placeholder of the issuer for common and organizations', async () => {
    for (const segment of ['common', 'organizations']) {
      const { body } = await authority.request('GET', `/${segment}/v2.0/.well-known/openid-configuration`);
      assert.equal(body['issuer'], `${ORIGIN}/{tenantid}/v2.0`);
    }
  });

  it('has no document of a made-up tenant', async () => {
    const path = '/99999999-9999-4999-8999-999999999999/v2.0/.well-known/openid-configuration';
    const reply = await authority.request('GET', path);
    assert.equal(reply.status, 400);
    assert.equal(reply.body['error'], 'invalid_tenant');
    assert.deepEqual(reply.body['error_codes'], [90002]);
  });

  it('publishes several keys, their public halves only, and the one that signs is among them', async () => {
    const keys = await keysAt(`/${tenant.tenantId}/discovery/v2.0/keys`);
    assert.ok(keys.length >= 2);
    for (const key of keys) {
      assert.deepEqual(
        { kty: key['kty'], use: key['use'], e: key['e'] },
        { kty: 'RSA', use: 'sig', e: 'AQAB' },
      );
      assert.ok(Buffer.from(String(key['n']), 'base64url').length >= 256);
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) assert.equal(secret in key, false);
      assert.equal(key['issuer'], `${ORIGIN}/{tenantid}/v2.0`);
    }
    const v1 = await keysAt('/common/discovery/keys');
    assert.deepEqual(
      v1.map(({ kid }) => kid),
      keys.map(({ kid }) => kid),
    );
    assert.ok(v1.every(key => !('issuer' in key)));
  });

  it('lets a stranger verify a token with nothing but the published keys', async () => {
    const administrator = await authority.administratorOf(tenant);
    const client = await register(administrator, 'Verified');
    await createServicePrincipal(administrator, client.appId);
    const reply = await authority.token(`/${tenant.tenantId}/oauth2/token`, {
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secret,
      resource: 'https://api.securitycenter.microsoft.com',
    });
    assertIssued(reply);
    const keys = await keysAt(`/${tenant.tenantId}/discovery/keys`);
    const { protectedHeader } = await jwtVerify(
      String(reply.body['access_token']),
      header => importJWK(keys.find(({ kid }) => kid === header.kid) ?? {}, 'RS256'),
      { currentDate: new Date(authority.now) },
    );
    assert.equal(protectedHeader['x5t'], protectedHeader.kid);
    assert.equal(protectedHeader.typ, 'JWT');
  });

  it('knows its own hosts and those of the real service, and fetches nothing', async () => {
    const own = await askInstance(`${ORIGIN}/${tenant.tenantId}/oauth2/v2.0/authorize`);
    assert.equal(
      own.body['tenant_discovery_endpoint'],
      `${ORIGIN}/${tenant.tenantId}/v2.0/.well-known/openid-configuration`,
    );
    const metadata = own.body['metadata'] as { aliases: string[] }[];
    assert.ok(metadata.some(({ aliases }) => aliases.includes('localhost:8443')));
    assert.ok(metadata.some(({ aliases }) => aliases.includes('login.microsoftonline.com')));
    const real = await askInstance('https://login.microsoftonline.com/common/oauth2/authorize', '1.0');
    assert.equal('metadata' in real.body, false);
    for (const endpoint of [
      'https://attacker.example/common/oauth2/authorize',
      'http://localhost:8443/x',
      'nothing',
      '',
    ]) {
      const refused = await askInstance(endpoint);
      assert.equal(refused.status, 400);
      assert.equal(refused.body['error'], 'invalid_instance');
      assert.doesNotMatch(JSON.stringify(refused.body), /attacker/);
    }
  });

  it('knows every national cloud by each of its names, as a cloud apart', async () => {
    for (const [network, ...others] of [
      ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
      ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
      ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
      ['login-us.microsoftonline.com'],
      ['login.microsoftonline.de'],
    ])
      for (const host of [network, ...others]) {
        const { status, body } = await askInstance(`https://${host}/common/oauth2/authorize`);
        assert.equal(status, 200, host);
        const clouds = body['metadata'] as { preferred_network: string; aliases: string[] }[];
        const cloud = clouds.filter(({ aliases }) => aliases.includes(String(host)));
        assert.deepEqual(
          cloud.map(({ preferred_network, aliases }) => [preferred_network, ...aliases]),
          [[network, network, ...others]],
        );
      }
  });

  it('knows its own names also where it is asked under the real service’s', async () => {
    for (const host of ['localhost', 'localhost:8443', 'vakt.corp.example', 'vakt.corp.example:444']) {
      const endpoint = `https://${host}/${tenant.tenantId}/oauth2/v2.0/authorize`;
      const { status, body } = await askInstance(endpoint, '1.1', 'https://login.microsoftonline.com');
      assert.equal(status, 200, host);
      assert.equal(
        body['tenant_discovery_endpoint'],
        `https://${host}/${tenant.tenantId}/v2.0/.well-known/openid-configuration`,
      );
      const [first] = body['metadata'] as { aliases: string[] }[];
      assert.deepEqual(first?.aliases, [host]);
    }
    const foreign = 'https://vakt.corp.example.attacker.example/common/oauth2/authorize';
    assert.equal((await askInstance(foreign, '1.1', 'https://login.microsoftonline.com')).status, 400);
  });

  it('tells of a user’s domain alone how its users sign in', async () => {
    const known = await askRealm(tenant.administrator.userPrincipalName);
    assert.equal(known['account_type'], 'Managed');
    assert.deepEqual(known, await askRealm(`nobody@${tenant.domain}`));
    assert.equal((await askRealm('user@unknown.example'))['account_type'], 'Unknown');
    const older = await askRealm(tenant.administrator.userPrincipalName, '2.1');
    assert.equal(older['NameSpaceType'], 'Managed');
    assert.equal(older['DomainName'], tenant.domain);
  });

  it('explains a refusal where its error_uri leads', async () => {
    const refused = await authority.token(`/${tenant.tenantId}/oauth2/v2.0/token`, {});
    const { pathname, search } = new URL(String(refused.body['error_uri']));
    const found = await authority.request('GET', pathname + search);
    assert.equal(found.status, 200);
    assert.match(String(found.body), /^AADSTS900144 \(invalid_request, HTTP 400\)/);
    const secret = await authority.request('GET', '/error?code=7000215', {
      headers: { 'accept-language': 'sv' },
    });
    assert.match(
      String(secret.body),
      /^AADSTS7000215 [^]+skicka dess värde, inte dess ID[^]+Invalid client secret/,
    );
    for (const code of ['1', 'toString', '<script>', '']) {
      const unknown = await authority.request('GET', `/error?code=${encodeURIComponent(code)}`);
      assert.equal(unknown.status, 404);
    }
  });

  it('answers a browser’s preflight of the token endpoint', async () => {
    const reply = await authority.request('OPTIONS', '/common/oauth2/v2.0/token', {
      headers: {
        origin: 'https://page.example',
        'access-control-request-headers': 'x-client-sku,client-request-id',
      },
    });
    assert.equal(reply.status, 200);
    assert.equal(reply.headers['access-control-allow-origin'], '*');
    assert.equal(reply.headers['access-control-allow-headers'], 'x-client-sku,client-request-id');
    assert.equal(reply.headers['access-control-allow-credentials'], undefined);
  });

  it('lets browsers’ scripts ask first, as older libraries do', async () => {
    for (const path of [
      '/common/v2.0/.well-known/openid-configuration',
      '/common/discovery/v2.0/keys',
      '/common/discovery/instance',
    ]) {
      const reply = await authority.request('OPTIONS', path, {
        headers: { origin: 'http://localhost:3000', 'access-control-request-headers': 'x-client-sku' },
      });
      assert.equal(reply.status, 200, path);
      assert.equal(reply.headers['access-control-allow-origin'], '*');
      assert.equal(reply.headers['access-control-allow-headers'], 'x-client-sku');
    }
    const refused = await authority.request('GET', '/nobody.example/v2.0/.well-known/openid-configuration');
    assert.equal(refused.status, 400);
    assert.equal(refused.headers['access-control-allow-origin'], '*');
  });
});
