import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  type Answer,
  assertIssued,
  assertRefused,
  type GraphCaller,
  type NewClient,
  type NewTenant,
  ORIGIN,
  TestAuthority,
} from '../authority.ts';
import { askWithAssertion, registerWithCertificates, tokenEndpoint } from './certificate-client.ts';
import { type ClientCertificate, createClientCertificate } from './client-certificate.ts';
import { assertionClaims, type Json, signJwt, signWithSharedKey, unsigned } from './signed-jwt.ts';

const HOUR_SECONDS = 3_600;
const DAY_MS = 86_400_000;

describe('client assertions', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;
  let certificate: ClientCertificate;
  let client: NewClient;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
    certificate = await createClientCertificate(authority.now);
    client = await registerWithCertificates(graph, 'Nightly report', [certificate]);
  });
  after(() => authority.close());

  const seconds = (): number => authority.now / 1_000;
  const claims = (more: Json = {}): Json => ({
    ...assertionClaims(client.appId, tokenEndpoint(tenant), authority.now),
    ...more,
  });
  const x5t = (): string => certificate.sha1.toString('base64url');
  const header = (more: Json = {}): Json => ({ typ: 'JWT', alg: 'RS256', x5t: x5t(), ...more });
  const signed = (more: Json = {}): string => signJwt(header(), claims(more), certificate.privateKey);
  const ask = (assertion: string, form: Record<string, string> = {}): Promise<Answer> =>
    askWithAssertion(authority, tenant, assertion, { form: { client_id: client.appId, ...form } });
  let strangers = 0;
  /** Each from an address of its own: whoever sends many wrong ones is only told to wait. */
  const refused = async (assertion: string, number: number): Promise<string> => {
    strangers += 1;
    const reply = await askWithAssertion(authority, tenant, assertion, {
      form: { client_id: client.appId },
      remoteAddress: `10.0.0.${strangers}`,
    });
    assertRefused(reply, 401, 'invalid_client', number);
    return String(reply.body['error_description']);
  };

  describe('as libraries send them', () => {
    it('MSAL for Python: RS256, x5t with padding, fractions of seconds, no nbf', async () => {
      const now = seconds() + 0.123_456;
      const { nbf: _, ...rest } = claims({ iat: now, exp: now + 600.5 });
      const head = { alg: 'RS256', typ: 'JWT', x5t: certificate.sha1.toString('base64') };
      assert.ok(head.x5t.endsWith('='));
      const token = assertIssued(await ask(signJwt(head, rest, certificate.privateKey)));
      assert.equal(token['appidacr'], '2');
    });

    it('MSAL Node with a SHA-1 thumbprint: RS256, x5t without padding, and a certificate that nobody reads', async () => {
      const head = { alg: 'RS256', typ: 'JWT', x5t: x5t(), x5c: [certificate.der.toString('base64')] };
      assertIssued(await ask(signJwt(head, claims(), certificate.privateKey)));
    });

    it('MSAL Node with a SHA-256 thumbprint: PS256, x5t#S256', async () => {
      const head = { alg: 'PS256', typ: 'JWT', 'x5t#S256': certificate.sha256.toString('base64url') };
      assertIssued(await ask(signJwt(head, claims(), certificate.privateKey, 'PS256')));
    });

    it('MSAL Go: PS256, x5t#S256 in the other alphabet of base64, no iat', async () => {
      const head = { alg: 'PS256', typ: 'JWT', 'x5t#S256': certificate.sha256.toString('base64') };
      assertIssued(await ask(signJwt(head, claims(), certificate.privateKey, 'PS256')));
    });

    it('MSAL Java: RS256 with either thumbprint in the other alphabet', async () => {
      for (const head of [
        { alg: 'RS256', 'x5t#S256': certificate.sha256.toString('base64') },
        { alg: 'RS256', x5t: certificate.sha1.toString('base64') },
      ])
        assertIssued(await ask(signJwt(head, claims(), certificate.privateKey)));
    });

    it('others: a kid that is a thumbprint or the key’s id, longer hashes, a list of one audience', async () => {
      const read = await graph('GET', `/v1.0/applications/${client.objectId}`);
      const [key] = read.body['keyCredentials'] as { keyId: string }[];
      for (const kid of [certificate.sha1.toString('hex').toUpperCase(), x5t(), key?.keyId])
        assertIssued(await ask(signJwt({ alg: 'RS256', kid }, claims(), certificate.privateKey)));
      for (const alg of ['RS384', 'RS512', 'PS384', 'PS512'])
        assertIssued(await ask(signJwt(header({ alg }), claims(), certificate.privateKey, alg)));
      assertIssued(await ask(signed({ aud: [tokenEndpoint(tenant)] })));
    });

    it('without a client_id: the subject says who it is', async () => {
      assertIssued(await askWithAssertion(authority, tenant, signed()));
    });
  });

  it('is for the tenant’s token endpoints and issuers, by id or domain, at any name of the authority', async () => {
    const upper = tenant.tenantId.toUpperCase();
    for (const aud of [
      `${ORIGIN}/${tenant.tenantId}/oauth2/token`,
      `${ORIGIN}/${tenant.domain}/oauth2/v2.0/token`,
      `${ORIGIN}/${tenant.tenantId}/v2.0`,
      `${ORIGIN}/${upper}/oauth2/v2.0/token`,
      `https://sts.windows.net/${tenant.tenantId}/`,
      `https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token`,
      `https://login.windows.net/${tenant.tenantId}/oauth2/token`,
    ])
      assertIssued(await ask(signed({ aud })));
  });

  it('is for nobody else', async () => {
    const other = await authority.createTenant('fabrikam.example');
    for (const aud of [
      ORIGIN,
      `${ORIGIN}/`,
      `${ORIGIN}/${tenant.tenantId}`,
      tokenEndpoint(other),
      `https://evil.example/${tenant.tenantId}/oauth2/v2.0/token`,
      `https://sts.windows.net/${other.tenantId}/`,
      `${ORIGIN}/common/oauth2/v2.0/token`,
      `${tokenEndpoint(tenant)}/more`,
      '',
    ])
      assert.match(await refused(signed({ aud }), 700023), /use the token endpoint/, aud);
    await refused(signed({ aud: [tokenEndpoint(tenant), tokenEndpoint(other)] }), 50027);
    await refused(signed({ aud: undefined }), 50027);
  });

  it('counts between nbf and exp, give or take five minutes', async () => {
    const now = Math.floor(seconds());
    assertIssued(await ask(signed({ nbf: now - 900, exp: now - 299 })));
    assertIssued(await ask(signed({ nbf: now + 299, exp: now + 900 })));
    const late = await refused(signed({ nbf: now - 900, exp: now - 301 }), 700024);
    assert.match(
      late,
      /Current time: \d{4}-.+Z, assertion valid from \d{4}-.+Z, expiry time of assertion \d{4}-/,
    );
    await refused(signed({ nbf: now + 301, exp: now + 900 }), 700024);
  });

  it('must expire, and within a day', async () => {
    const now = seconds();
    await refused(signed({ exp: undefined }), 50027);
    await refused(signed({ exp: String(now + 600) }), 50027);
    await refused(signed({ exp: null }), 50027);
    await refused(signed({ exp: 1e300 }), 50027);
    assert.match(await refused(signed({ exp: now + 10 * 365 * 24 * HOUR_SECONDS }), 700024), /24 hours/);
    await refused(signed({ iat: now - 48 * HOUR_SECONDS, exp: now + 600 }), 700024);
    assertIssued(await ask(signed({ exp: now + 24 * HOUR_SECONDS })));
  });

  it('is spoken by the client for itself', async () => {
    const stranger = randomUUID();
    await refused(signed({ iss: stranger }), 50048);
    await refused(signed({ sub: stranger }), 50048);
    await refused(signed({ iss: stranger, sub: stranger }), 700021);
    await refused(signed({ iss: undefined }), 50027);
    await refused(signed({ sub: 7 }), 50027);
    const other = await registerWithCertificates(graph, 'Another', [certificate]);
    assertRefused(await ask(signed(), { client_id: other.appId }), 401, 'invalid_client', 700021);
  });

  it('takes no key but that of a registered certificate', async () => {
    const twin = await createClientCertificate(authority.now);
    const foreign = await createClientCertificate(authority.now, { subject: 'CN=Other' });
    await registerWithCertificates(graph, 'Has the other certificate', [foreign]);
    const by = (own: ClientCertificate, more: Json = {}): string =>
      signJwt(header({ x5t: own.sha1.toString('base64url'), ...more }), claims(), own.privateKey);
    const said = await refused(by(twin, { x5c: [twin.der.toString('base64')] }), 700027);
    assert.match(said, new RegExp(`key was not found.+${twin.sha1.toString('hex').toUpperCase()}`));
    await refused(by(foreign), 700027);
    assert.match(
      await refused(signJwt(header(), claims(), twin.privateKey), 700027),
      /signature value did not match/,
    );
  });

  it('never reads a key that an assertion brings along, nor an address of one', async () => {
    const own = await createClientCertificate(authority.now);
    const jwk = own.privateKey.export({ format: 'jwk' });
    for (const brought of [
      { jwk: { kty: 'RSA', n: jwk.n, e: jwk.e } },
      { jku: 'https://evil.example/keys' },
      { x5u: 'https://evil.example/certificate' },
      { x5c: [own.der.toString('base64')] },
    ]) {
      await refused(signJwt(header(brought), claims(), own.privateKey), 700027);
      await refused(signJwt({ alg: 'RS256', ...brought }, claims(), own.privateKey), 50027);
    }
    for (const kid of ['../../../../dev/null', 'https://evil.example/key', "' or 1=1 --", 'null'])
      await refused(signJwt({ alg: 'RS256', kid }, claims(), own.privateKey), 700027);
  });

  it('is not fooled about the algorithm', async () => {
    await refused(unsigned(header({ alg: 'none' }), claims()), 50027);
    await refused(unsigned(header(), claims()), 700027);
    for (const key of [certificate.certificatePem, certificate.der, ''])
      await refused(signWithSharedKey(header({ alg: 'HS256' }), claims(), key || 'x'), 50027);
    const publicPem = certificate.certificatePem;
    await refused(signWithSharedKey(header(), claims(), publicPem), 700027);
    await refused(signJwt(header({ alg: 'RS256' }), claims(), certificate.privateKey, 'PS256'), 700027);
    await refused(signJwt(header({ alg: 'PS256' }), claims(), certificate.privateKey, 'RS256'), 700027);
    await refused(signJwt(header({ alg: 'rs256' }), claims(), certificate.privateKey), 50027);
    await refused(signJwt(header({ alg: undefined }), claims(), certificate.privateKey), 50027);
    await refused(signJwt(header({ crit: ['b64'], b64: false }), claims(), certificate.privateKey), 50027);
    await refused(signJwt(header({ typ: 'at+jwt' }), claims(), certificate.privateKey), 50027);
  });

  it('refuses a changed assertion', async () => {
    const [head, , signature] = signed().split('.');
    const forged = Buffer.from(JSON.stringify(claims({ exp: seconds() + 3_000 }))).toString('base64url');
    await refused(`${head}.${forged}.${signature}`, 700027);
  });

  it('refuses what two readers could read in two ways, and what is no assertion', async () => {
    const twice = JSON.stringify(claims()).replace('{', `{"sub":"${randomUUID()}",`);
    await refused(signJwt(header(), twice, certificate.privateKey), 50027);
    await refused(signJwt('{"alg":"none","alg":"RS256"}', claims(), certificate.privateKey), 50027);
    for (const text of ['x', 'a.b', 'a.b.c', 'e30.e30.', '....', 'e30=.e30=.AA', `${signed()}.x`, ' ', '[]'])
      await refused(text, 50027);
    await refused(signed({ padding: 'x'.repeat(40_000) }), 50027);
  });

  it('is told by its type what it is', async () => {
    assertRefused(await ask(signed(), { client_assertion_type: '' }), 400, 'invalid_request', 900144);
    const saml = 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer';
    assertRefused(await ask(signed(), { client_assertion_type: saml }), 400, 'invalid_request', 9002313);
  });

  it('does not count beside a secret, in the body or in the header', async () => {
    const assertion = signed();
    assertRefused(await ask(assertion, { client_secret: client.secret }), 400, 'invalid_request', 9002313);
    const basic = Buffer.from(`${client.appId}:${client.secret}`).toString('base64');
    const both = await authority.token(
      `/${tenant.tenantId}/oauth2/v2.0/token`,
      {
        grant_type: 'client_credentials',
        scope: 'https://api.securitycenter.microsoft.com/.default',
        client_assertion: assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      },
      { authorization: `Basic ${basic}` },
    );
    assertRefused(both, 400, 'invalid_request', 9002313);
  });

  it('dies with its certificate: expired, or taken away, from the next request on', async () => {
    const short = await createClientCertificate(authority.now, {
      notAfter: new Date(authority.now + DAY_MS / 24),
    });
    const rotating = await registerWithCertificates(graph, 'Rotating', [short, certificate]);
    const by = (own: ClientCertificate): Promise<Answer> =>
      askWithAssertion(
        authority,
        tenant,
        signJwt(
          { alg: 'RS256', x5t: own.sha1.toString('base64url') },
          assertionClaims(rotating.appId, tokenEndpoint(tenant), authority.now),
          own.privateKey,
        ),
      );
    assertIssued(await by(short));
    assertIssued(await by(certificate));
    authority.now += DAY_MS / 24;
    const expired = await by(short);
    assertRefused(expired, 401, 'invalid_client', 700027);
    assert.match(String(expired.body['error_description']), /The key used is expired/);
    assertIssued(await by(certificate));
    const administrator = await authority.administratorOf(tenant);
    const emptied = await administrator('PATCH', `/v1.0/applications/${rotating.objectId}`, {
      keyCredentials: [],
    });
    assert.equal(emptied.status, 204);
    assertRefused(await by(certificate), 401, 'invalid_client', 700027);
  });
});
