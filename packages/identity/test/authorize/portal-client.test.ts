import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { VAKT_PORTAL_APP_ID } from '@vakt/contract/resources';
import { assertIssued, assertRefused, ORIGIN } from '../authority.ts';
import { replyOf, TestBrowser } from '../browser.ts';
import { CHALLENGE, SignInWorld, VERIFIER } from '../sign-in-world.ts';

const REDIRECT_URI = `${ORIGIN}/portal/signed-in`;
const SCOPE = 'https://graph.microsoft.com/Application.ReadWrite.All offline_access';

describe('the portal’s own client', () => {
  let world: SignInWorld;
  before(async () => {
    world = await SignInWorld.start();
  });
  after(() => world.close());

  const authorize = (browser: TestBrowser, more: Record<string, string> = {}) =>
    browser.open('/organizations/oauth2/v2.0/authorize', {
      client_id: VAKT_PORTAL_APP_ID,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: SCOPE,
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...more,
    });

  const signIn = async (): Promise<string> => {
    const browser = new TestBrowser(world.authority);
    const page = await browser.signIn(await authorize(browser), world.user);
    assert.ok(page.location?.href.startsWith(REDIRECT_URI), page.html.slice(0, 300));
    return replyOf(page)['code'] ?? '';
  };

  const redeem = (code: string, headers: Record<string, string>, more: Record<string, string> = {}) =>
    world.authority.token(
      '/organizations/oauth2/v2.0/token',
      {
        grant_type: 'authorization_code',
        client_id: VAKT_PORTAL_APP_ID,
        code,
        redirect_uri: REDIRECT_URI,
        code_verifier: VERIFIER,
        ...more,
      },
      headers,
    );

  it('signs a member of any tenant in by code and PKCE, without asking for consent', async () => {
    const claims = assertIssued(await redeem(await signIn(), { origin: ORIGIN }));
    assert.equal(claims['tid'], world.contoso.tenantId);
    assert.equal(claims['appid'], VAKT_PORTAL_APP_ID);
  });

  it('is sent back to this origin’s portal and nowhere else', async () => {
    for (const uri of [
      '/portal/signed-in',
      `${ORIGIN}/portal/signed-in/`,
      `${ORIGIN}/portal/signed-in?next=x`,
      `${ORIGIN}/portal/`,
      'https://evil.example/portal/signed-in',
      'https://localhost:9999/portal/signed-in',
      'https://localhost/portal/signed-in',
      'http://localhost',
    ]) {
      const page = await authorize(new TestBrowser(world.authority), { redirect_uri: uri });
      assert.equal(page.location, undefined, uri);
      assert.match(page.html, /AADSTS50011/, uri);
    }
  });

  it('gets nothing without PKCE, the browser’s origin, or the verifier', async () => {
    const plain = await authorize(new TestBrowser(world.authority), { code_challenge: '' });
    assert.match(plain.location?.href ?? plain.html, /9002325/);
    assertRefused(await redeem(await signIn(), {}), 400, 'invalid_request', 9002327);
    const guessed = { code_verifier: 'x'.repeat(43) };
    assertRefused(await redeem(await signIn(), { origin: ORIGIN }, guessed), 400, 'invalid_grant', 501481);
  });

  it('has no other way to sign people in', async () => {
    const { userPrincipalName, password } = world.user;
    const reply = await world.authority.token(`/${world.contoso.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'password',
      client_id: VAKT_PORTAL_APP_ID,
      username: userPrincipalName,
      password,
      scope: SCOPE,
    });
    assertRefused(reply, 401, 'invalid_client', 7000218);
  });
});
