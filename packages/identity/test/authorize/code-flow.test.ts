import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertIssued, assertRefused, claimsOf, type NewClient } from '../authority.ts';
import { replyOf, TestBrowser } from '../browser.ts';
import { CHALLENGE, SignInWorld, VERIFIER } from '../sign-in-world.ts';

const SCOPE = 'https://api.securitycenter.microsoft.com/Alert.Read openid profile offline_access';
const WEB = 'https://desk.contoso.example/signed-in';

describe('authorization code', () => {
  let world: SignInWorld;
  let client: NewClient;
  before(async () => {
    world = await SignInWorld.start();
    client = await world.register({
      web: [WEB],
      native: ['http://localhost'],
      asksFor: [['WindowsDefenderATP', 'Alert.Read', 'Scope']],
    });
  });
  after(() => world.close());

  const authorize = (more: Record<string, string> = {}): Record<string, string> => ({
    client_id: client.appId,
    response_type: 'code',
    redirect_uri: WEB,
    scope: SCOPE,
    state: 'the state',
    nonce: 'the nonce',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...more,
  });

  const codeOf = async (browser: TestBrowser, more: Record<string, string> = {}): Promise<string> => {
    const page = await browser.open(`/${world.contoso.tenantId}/oauth2/v2.0/authorize`, authorize(more));
    const signedIn = page.location ? page : await browser.signIn(page, world.contoso.administrator);
    const done = signedIn.location ? signedIn : await browser.accept(signedIn);
    return String(replyOf(done)['code']);
  };

  const redeem = (code: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    world.authority.token(
      `/${world.contoso.tenantId}/oauth2/v2.0/token`,
      {
        grant_type: 'authorization_code',
        client_id: client.appId,
        client_secret: client.secret,
        code,
        redirect_uri: WEB,
        code_verifier: VERIFIER,
        client_info: '1',
        ...more,
      },
      headers,
    );

  it('signs a user in, asks for consent once, and gives tokens for the code', async () => {
    const browser = new TestBrowser(world.authority);
    const page = await browser.open(`/${world.contoso.tenantId}/oauth2/v2.0/authorize`, authorize());
    assert.equal(page.status, 200);
    const consent = await browser.signIn(page, world.contoso.administrator);
    assert.match(consent.html, /Alert\.Read/);
    const done = await browser.accept(consent);
    assert.equal(done.status, 302);
    assert.equal(`${done.location?.origin}${done.location?.pathname}`, WEB);
    const { code = '', state, session_state } = replyOf(done);
    assert.equal(state, 'the state');
    assert.match(session_state ?? '', /^[0-9a-f-]{36}$/);

    const reply = await redeem(code);
    const claims = assertIssued(reply);
    assert.equal(claims['scp'], 'Alert.Read');
    assert.equal(claims['roles'], undefined);
    assert.equal(claims['tid'], world.contoso.tenantId);
    const idToken = claimsOf(reply.body['id_token']);
    assert.equal(idToken['aud'], client.appId);
    assert.equal(idToken['nonce'], 'the nonce');
    assert.equal(idToken['preferred_username'], world.contoso.administrator.userPrincipalName);
    assert.equal(typeof reply.body['refresh_token'], 'string');
    assert.equal(typeof reply.body['client_info'], 'string');
    assert.match(String(reply.body['scope']), /https:\/\/api\.securitycenter\.microsoft\.com\/Alert\.Read/);

    const again = await browser.open(`/${world.contoso.tenantId}/oauth2/v2.0/authorize`, authorize());
    assert.equal(again.status, 302, 'the session and the consent are known');
  });

  it('redeems a code once; the second time takes back what the first gave', async () => {
    const code = await codeOf(new TestBrowser(world.authority));
    const first = await redeem(code);
    assertIssued(first);
    assertRefused(await redeem(code), 400, 'invalid_grant', 54005);
    assertRefused(
      await world.authority.token(`/${world.contoso.tenantId}/oauth2/v2.0/token`, {
        grant_type: 'refresh_token',
        client_id: client.appId,
        client_secret: client.secret,
        refresh_token: String(first.body['refresh_token']),
        scope: SCOPE,
      }),
      400,
      'invalid_grant',
      50173,
    );
    const verified = await world.authority.verify(`Bearer ${String(first.body['access_token'])}`);
    assert.ok(!verified.ok, 'the access token is still good');
  });

  it('lets exactly one of two redemptions win that come at once', async () => {
    const code = await codeOf(new TestBrowser(world.authority));
    const replies = await Promise.all([redeem(code), redeem(code), redeem(code)]);
    assert.equal(replies.filter(({ status }) => status === 200).length, 1);
  });

  it('binds the code to client, redirect URI and verifier', async () => {
    const browser = new TestBrowser(world.authority);
    const code = await codeOf(browser);
    const other = await world.register({ web: [WEB] });
    const stolen = { client_id: other.appId, client_secret: other.secret };
    assertRefused(await redeem(code, stolen), 400, 'invalid_grant', 70000);
    assertRefused(await redeem(code, { redirect_uri: `${WEB}/` }), 400, 'invalid_client', 500112);
    assertRefused(await redeem(code, { code_verifier: `${VERIFIER}x` }), 400, 'invalid_grant', 501481);
    assertRefused(await redeem(code, { code_verifier: '' }), 400, 'invalid_grant', 501481);
    assertRefused(await redeem(code, { client_secret: '' }), 401, 'invalid_client', 7000218);
    assertIssued(await redeem(code));
  });

  it('refuses a verifier where no challenge was made, but takes an empty one', async () => {
    const browser = new TestBrowser(world.authority);
    const none = { code_challenge: '', code_challenge_method: '' };
    assertRefused(await redeem(await codeOf(browser, none)), 400, 'invalid_grant', 501481);
    assertIssued(await redeem(await codeOf(browser, none), { code_verifier: '' }));
  });

  it('forgets a code after ten minutes', async () => {
    const code = await codeOf(new TestBrowser(world.authority));
    world.authority.now += 600_001;
    assertRefused(await redeem(code), 400, 'invalid_grant', 70008);
  });

  it('refreshes: each time a new token, the old one stays good, and another resource needs its own consent', async () => {
    const code = await codeOf(new TestBrowser(world.authority));
    const first = String((await redeem(code)).body['refresh_token']);
    const refresh = (token: string, scope = SCOPE) =>
      world.authority.token(`/${world.contoso.tenantId}/oauth2/v2.0/token`, {
        grant_type: 'refresh_token',
        client_id: client.appId,
        client_secret: client.secret,
        refresh_token: token,
        scope,
      });
    const second = await refresh(first);
    assertIssued(second);
    assert.notEqual(second.body['refresh_token'], first);
    assertIssued(await refresh(first));
    assertIssued(await refresh(String(second.body['refresh_token'])));
    const unnamed = await refresh(first, '');
    assert.equal(assertIssued(unnamed)['aud'], 'https://api.securitycenter.microsoft.com');
    assert.equal(typeof unnamed.body['id_token'], 'string');
    const elsewhere = await refresh(first, 'https://api.security.microsoft.com/.default');
    assertRefused(elsewhere, 400, 'invalid_grant', 65001);
    assert.equal(elsewhere.body['suberror'], 'consent_required');
    world.authority.now += 91 * 86_400_000;
    const stale = await refresh(first);
    assertRefused(stale, 400, 'invalid_grant', 700082);
  });
});
