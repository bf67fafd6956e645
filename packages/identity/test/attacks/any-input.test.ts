import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HttpReply } from '@vakt/contract/http';
import fc from 'fast-check';
import { Desk, SCOPE, WEB } from './desk.ts';

const MARKUP = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';

const PARAMETERS = [
  'assertion',
  'claims',
  'client_assertion',
  'client_assertion_type',
  'client_id',
  'client_secret',
  'code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'ctx',
  'device_code',
  'domain_hint',
  'grant_type',
  'id_token_hint',
  'login_hint',
  'logout_hint',
  'nonce',
  'password',
  'post_logout_redirect_uri',
  'prompt',
  'redirect_uri',
  'refresh_token',
  'requested_token_use',
  'resource',
  'response_mode',
  'response_type',
  'scope',
  'state',
  'ui_locales',
  'user_code',
  'username',
] as const;

describe('any input', () => {
  let desk: Desk;
  before(async () => {
    desk = await Desk.open();
  });
  after(() => desk.close());

  /** Values that lead somewhere, values that should not, and noise. */
  const value = (): fc.Arbitrary<string> =>
    fc.oneof(
      fc.constantFrom(
        desk.client.appId,
        desk.client.secret,
        WEB,
        SCOPE,
        desk.world.user.userPrincipalName,
        desk.world.user.password,
      ),
      fc.constantFrom('code', 'S256', 'none', 'login', 'consent', 'form_post', 'fragment', 'on_behalf_of'),
      fc.constantFrom(
        'authorization_code',
        'client_credentials',
        'device_code',
        'password',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:jwt-bearer',
        'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      ),
      fc.constantFrom(MARKUP, `https://evil.example/${MARKUP}`, 'a.b.c', '1.AAAA', '{"access_token":[]}'),
      fc.constantFrom('', '\r\nset-cookie: a=b', '../..', '%', '%00', '\ud800', 'x'.repeat(5_000)),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.base64String({ maxLength: 200 }),
    );
  const form = (): fc.Arbitrary<string> =>
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...PARAMETERS), fc.string({ maxLength: 8 })), value()), {
        maxLength: 12,
      })
      .map(pairs => new URLSearchParams(pairs).toString());
  const segment = (): fc.Arbitrary<string> =>
    fc.constantFrom(
      desk.world.contoso.tenantId,
      desk.world.fabrikam.domain,
      'common',
      'organizations',
      'consumers',
      encodeURIComponent(MARKUP),
      'nobody.example',
      '%00',
    );

  const headersOf = (method: string): Record<string, string> =>
    method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};

  const call = (method: string, path: string, text: string): Promise<HttpReply> =>
    method === 'GET'
      ? desk.world.authority.raw('GET', `${path}?${text}`)
      : desk.world.authority.raw('POST', path, { headers: headersOf(method), body: text });

  const bodyTextOf = ({ body }: HttpReply): string =>
    typeof body === 'string' ? body : JSON.stringify(body ?? '');

  const assertSound = (reply: HttpReply, where: string): void => {
    assert.ok(reply.status < 500, `${where}: ${reply.status}`);
    const { location = '', ...headers } = reply.headers ?? {};
    assert.doesNotMatch(Object.values(headers).join('\n') + location, /[\r\n]set-cookie/i, where);
    assert.ok(!location.includes('evil.example') || location.startsWith(WEB), where);
    if (String(headers['content-type']).startsWith('text/html'))
      assert.doesNotMatch(bodyTextOf(reply), /<script>alert|<img src=x/, where);
  };

  const assertEnvelope = ({ status, body }: HttpReply, where: string): void => {
    if (status < 400) return;
    const envelope = body as Record<string, unknown>;
    assert.match(String(envelope['error']), /^[a-z_]+$/, where);
    assert.match(
      String(envelope['error_description']),
      /^AADSTS\d+: [^]+ Trace ID: [\w-]{36} Correlation ID: [\w-]{36} Timestamp: /,
      where,
    );
    assert.ok(Array.isArray(envelope['error_codes']), where);
  };

  const endpoints: readonly (readonly [path: string, methods: readonly string[], isApi: boolean])[] = [
    ['oauth2/v2.0/token', ['POST', 'GET'], true],
    ['oauth2/token', ['POST'], true],
    ['oauth2/v2.0/devicecode', ['POST'], true],
    ['oauth2/v2.0/authorize', ['GET', 'POST'], false],
    ['oauth2/authorize', ['GET', 'POST'], false],
    ['adminconsent', ['GET', 'POST'], false],
    ['v2.0/adminconsent', ['GET'], false],
    ['oauth2/v2.0/logout', ['GET', 'POST'], false],
    ['oauth2/deviceauth', ['GET', 'POST'], false],
    ['v2.0/.well-known/openid-configuration', ['GET'], true],
  ];
  for (const [path, methods, isApi] of endpoints)
    it(`is answered at ${path}, well or with what is wrong`, async () => {
      await fc.assert(
        fc.asyncProperty(segment(), fc.constantFrom(...methods), form(), async (tenant, method, text) => {
          const where = `${method} /${tenant}/${path} ${text}`;
          const reply = await call(method, `/${tenant}/${path}`, text);
          assertSound(reply, where);
          if (isApi) assertEnvelope(reply, where);
        }),
        { numRuns: 60 },
      );
    });

  it('is answered at the pages and documents that have no tenant', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          ['POST', '/sign-in'],
          ['GET', '/account'],
          ['GET', '/devicelogin'],
          ['GET', '/error'],
          ['GET', '/common/discovery/instance'],
          ['GET', `/common/userrealm/${encodeURIComponent(MARKUP)}`],
        ),
        form(),
        async ([method = '', path = ''], text) => {
          assertSound(await call(method, path, text), `${method} ${path} ${text}`);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keeps nothing of what it is asked unescaped on the sign-in page', async () => {
    const reply = await desk.authorize(desk.browser(), { login_hint: MARKUP, state: MARKUP, nonce: MARKUP });
    assert.match(reply.html, /&lt;script&gt;/);
    assert.doesNotMatch(reply.html, /<script>alert|<img src=x/);
  });

  it('is refused when a parameter stands there twice', async () => {
    const twice = `client_id=${desk.client.appId}&client_id=${desk.client.appId}&grant_type=client_credentials`;
    const reply = await call('POST', `/${desk.world.contoso.tenantId}/oauth2/v2.0/token`, twice);
    assert.equal(reply.status, 400);
    assertEnvelope(reply, twice);
    const page = await call('GET', `/${desk.world.contoso.tenantId}/oauth2/v2.0/authorize`, twice);
    assert.equal(page.status, 400);
    assert.equal(page.headers?.['location'], undefined);
  });
});
