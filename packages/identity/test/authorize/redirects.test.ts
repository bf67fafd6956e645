import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hiddenFields } from '@vakt/testing/html-form';
import fc from 'fast-check';
import { assertIssued, assertRefused, type NewClient } from '../authority.ts';
import { replyOf, TestBrowser } from '../browser.ts';
import { CHALLENGE, SignInWorld, VERIFIER } from '../sign-in-world.ts';

const WEB = 'https://desk.contoso.example/Signed-In';
const SPA = 'http://localhost:3000/app';

describe('where an authorization reply goes', () => {
  let world: SignInWorld;
  let client: NewClient;
  let signedIn: TestBrowser;
  before(async () => {
    world = await SignInWorld.start();
    client = await world.register({
      web: [WEB],
      spa: [SPA],
      native: [
        'http://localhost',
        'https://login.microsoftonline.com/common/oauth2/nativeclient',
        'myapp://auth',
      ],
    });
    signedIn = new TestBrowser(world.authority);
    const page = await authorize(signedIn, {});
    await signedIn.accept(await signedIn.signIn(page, world.user));
  });
  after(() => world.close());

  const authorize = (browser: TestBrowser, more: Record<string, string>) =>
    browser.open(`/${world.contoso.tenantId}/oauth2/v2.0/authorize`, {
      client_id: client.appId,
      response_type: 'code',
      redirect_uri: WEB,
      scope: 'User.Read openid offline_access',
      ...more,
    });

  it('is never an address that is not registered to the letter', async () => {
    const attacks = [
      `${WEB}/`,
      `${WEB}/more`,
      `${WEB}?next=https://evil.example`,
      `${WEB}#fragment`,
      WEB.toLowerCase(),
      WEB.replace('Signed-In', 'x/../Signed-In'),
      WEB.replace('/Signed-In', '%2FSigned-In'),
      WEB.replace('https://', 'https://user@'),
      WEB.replace('desk.contoso.example', 'desk.contoso.example@evil.example'),
      WEB.replace('desk.contoso.example', 'desk.contoso.example.evil.example'),
      WEB.replace('.example/', '.example:8443/'),
      WEB.replace('https:', 'http:'),
      'https://evil.example/Signed-In',
      'http://localhost.evil.example/',
      'http://localhost@evil.example/',
      'http://localhost:80:90/',
      'http://127.0.0.1/',
      'http://[::1]/',
      'javascript:alert(1)',
      '//desk.contoso.example/Signed-In',
    ];
    for (const uri of attacks) {
      const page = await authorize(signedIn, { redirect_uri: uri });
      assert.equal(page.location, undefined, uri);
      assert.equal(page.status, 400, uri);
      assert.match(page.html, /AADSTS50011/, uri);
    }
  });

  it('ignores the port of a loopback address, and nothing else of it', async () => {
    for (const uri of ['http://localhost:44093', 'http://localhost:44093/', 'http://localhost']) {
      const page = await authorize(signedIn, { redirect_uri: uri });
      assert.equal(page.location?.hostname, 'localhost', uri);
      assert.equal(page.location?.pathname, '/');
    }
    assert.match((await authorize(signedIn, { redirect_uri: 'http://localhost:1/other' })).html, /50011/);
  });

  it('can be a native application’s own scheme, or the landing page', async () => {
    assert.equal((await authorize(signedIn, { redirect_uri: 'myapp://auth' })).location?.protocol, 'myapp:');
    const landing = 'https://login.microsoftonline.com/common/oauth2/nativeclient';
    assert.ok((await authorize(signedIn, { redirect_uri: landing })).location?.href.startsWith(landing));
    const own = 'https://localhost:8443/common/oauth2/nativeclient';
    assert.ok((await authorize(signedIn, { redirect_uri: own })).location?.href.startsWith(own));
  });

  it('needs to be named where several are registered', async () => {
    const page = await signedIn.open(`/${world.contoso.tenantId}/oauth2/v2.0/authorize`, {
      client_id: client.appId,
      response_type: 'code',
      scope: 'openid',
    });
    assert.match(page.html, /AADSTS900971/);
  });

  it('carries the state byte for byte, in every mode', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4_000 }).filter(text => !text.includes('\0')),
        fc.constantFrom('query', 'fragment', 'form_post'),
        async (state, response_mode) => {
          const page = await authorize(signedIn, { state, response_mode });
          const reply = response_mode === 'form_post' ? hiddenFields(page.html) : replyOf(page);
          assert.equal(reply['state'], state);
          assert.ok(reply['code']);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('posts itself to the application in form_post, with a script that nothing else can use', async () => {
    const page = await authorize(signedIn, { response_mode: 'form_post' });
    assert.match(page.html, new RegExp(`action="${WEB}"`));
    assert.match(page.headers['content-security-policy'] ?? '', /script-src 'sha256-[^']+'/);
    assert.doesNotMatch(page.headers['content-security-policy'] ?? '', /unsafe-inline/);
  });

  it('is told of what is wrong with the rest of the request', async () => {
    const wrong: [Record<string, string>, string, RegExp][] = [
      [{ response_type: 'magic' }, 'unsupported_response_type', /^AADSTS70005/],
      [{ response_type: 'token' }, 'unsupported_response_type', /^AADSTS700054/],
      [{ response_type: 'code id_token' }, 'unsupported_response_type', /^AADSTS700054/],
      [{ response_mode: 'smoke' }, 'invalid_request', /^AADSTS900491/],
      [{ prompt: 'dance' }, 'invalid_request', /^AADSTS70007/],
      [{ prompt: 'none login' }, 'invalid_request', /^AADSTS70007/],
      [{ code_challenge: 'short' }, 'invalid_request', /^AADSTS501491/],
      [{ code_challenge: CHALLENGE, code_challenge_method: 'md5' }, 'invalid_request', /^AADSTS9002330/],
      [{ scope: '' }, 'invalid_request', /^AADSTS900144/],
      [{ scope: 'https://nobody.example/.default' }, 'invalid_resource', /^AADSTS500011/],
      [{ resource: 'https://graph.microsoft.com' }, 'invalid_request', /^AADSTS901002/],
      [{ response_type: '' }, 'invalid_request', /^AADSTS900144/],
    ];
    for (const [parameters, error, description] of wrong) {
      const reply = replyOf(await authorize(signedIn, { state: 's', ...parameters }));
      assert.equal(reply['error'], error, JSON.stringify(parameters));
      assert.match(reply['error_description'] ?? '', description);
      assert.equal(reply['state'], 's');
    }
  });

  it('shows on a page what is wrong before it is known where to go', async () => {
    for (const [parameters, number] of [
      [{ client_id: '' }, 900144],
      [{ client_id: 'nobody' }, 700016],
      [{ client_id: '00000000-0000-4000-8000-000000000000' }, 700016],
    ] as const) {
      const page = await authorize(signedIn, parameters);
      assert.equal(page.status, 400);
      assert.match(page.html, new RegExp(`AADSTS${number}`));
    }
  });

  it('is a browser application’s only with PKCE, and its tokens only a page’s of that origin', async () => {
    const redirect_uri = 'http://localhost:4200/app';
    const refused = replyOf(await authorize(signedIn, { redirect_uri, response_mode: 'fragment' }));
    assert.match(refused['error_description'] ?? '', /^AADSTS9002325/);
    const codeOf = async (): Promise<string> =>
      String(
        replyOf(
          await authorize(signedIn, {
            redirect_uri,
            response_mode: 'fragment',
            code_challenge: CHALLENGE,
            code_challenge_method: 'S256',
          }),
        )['code'],
      );
    const redeem = (code: string, headers: Record<string, string>) =>
      world.authority.token(
        `/${world.contoso.tenantId}/oauth2/v2.0/token`,
        {
          grant_type: 'authorization_code',
          client_id: client.appId,
          code,
          redirect_uri,
          code_verifier: VERIFIER,
        },
        headers,
      );
    const code = await codeOf();
    assertRefused(await redeem(code, {}), 400, 'invalid_request', 9002327);
    const origin = 'http://localhost:4200';
    const reply = await redeem(code, { origin });
    assertIssued(reply);
    assert.equal(reply.headers['access-control-allow-origin'], origin);
    assert.equal(reply.headers['access-control-allow-credentials'], undefined);
    assert.equal(reply.body['refresh_token_expires_in'], 86_400);
    const again = await redeem(code, { origin });
    assertRefused(again, 400, 'invalid_grant', 54005);
    assert.equal(again.headers['access-control-allow-origin'], origin);
    const stranger = await redeem(await codeOf(), { origin: 'https://evil.example' });
    assert.equal(stranger.headers['access-control-allow-origin'], undefined);
  });

  it('gives a browser application a day, however often it refreshes', async () => {
    const redirect_uri = SPA;
    const page = await authorize(signedIn, {
      redirect_uri,
      response_mode: 'fragment',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
    });
    const headers = { origin: 'http://localhost:3000' };
    const path = `/${world.contoso.tenantId}/oauth2/v2.0/token`;
    const first = await world.authority.token(
      path,
      {
        grant_type: 'authorization_code',
        client_id: client.appId,
        code: String(replyOf(page)['code']),
        redirect_uri,
        code_verifier: VERIFIER,
      },
      headers,
    );
    const refresh = (token: unknown) =>
      world.authority.token(
        path,
        {
          grant_type: 'refresh_token',
          client_id: client.appId,
          refresh_token: String(token),
          scope: 'User.Read offline_access',
        },
        headers,
      );
    world.authority.now += 43_200_000;
    const second = await refresh(first.body['refresh_token']);
    assert.equal(second.body['refresh_token_expires_in'], 43_200);
    world.authority.now += 43_200_001;
    assertRefused(await refresh(second.body['refresh_token']), 400, 'invalid_grant', 700084);
  });
});
