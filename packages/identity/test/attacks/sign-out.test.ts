import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { replyOf, type TestBrowser } from '../browser.ts';
import { Desk, WEB } from './desk.ts';

describe('signing out', () => {
  let desk: Desk;
  before(async () => {
    desk = await Desk.open();
  });
  after(() => desk.close());

  const signedIn = async (): Promise<TestBrowser> => {
    const browser = desk.browser();
    const page = await desk.signIn(browser, desk.world.user);
    await desk.redeem(String(replyOf(page)['code']));
    return browser;
  };
  const signOut = (browser: TestBrowser, parameters: Record<string, string>) =>
    browser.open('/common/oauth2/v2.0/logout', parameters);
  const isSignedIn = async (browser: TestBrowser): Promise<boolean> =>
    replyOf(await desk.authorize(browser, { prompt: 'none' }))['code'] !== undefined;

  it('goes back to an application that the browser is signed in to, though it does not say its name', async () => {
    const browser = await signedIn();
    const page = await signOut(browser, { post_logout_redirect_uri: WEB, state: 'a & b' });
    assert.equal(page.location?.href, `${WEB}?state=a+%26+b`);
    assert.equal(await isSignedIn(browser), false);
  });

  it('goes to an application that is named, by its id or by an id token', async () => {
    const { id_token } = await desk.tokensOf(desk.world.user);
    for (const named of [{ client_id: desk.client.appId }, { id_token_hint: String(id_token) }]) {
      const page = await signOut(desk.browser(), { post_logout_redirect_uri: WEB, ...named });
      assert.equal(page.location?.href, WEB);
    }
  });

  it('sends nobody anywhere else', async () => {
    const stranger = await desk.world.register({ web: ['https://evil.example/'] });
    const attacks: readonly Record<string, string>[] = [
      { post_logout_redirect_uri: 'https://evil.example/' },
      { post_logout_redirect_uri: 'https://evil.example/', client_id: desk.client.appId },
      { post_logout_redirect_uri: WEB, client_id: stranger.appId },
      { post_logout_redirect_uri: `${WEB}/more` },
      { post_logout_redirect_uri: `${WEB}@evil.example` },
      { post_logout_redirect_uri: '//evil.example' },
      { post_logout_redirect_uri: 'javascript:alert(1)' },
      { post_logout_redirect_uri: WEB, client_id: 'nobody' },
    ];
    for (const parameters of attacks) {
      const page = await signOut(await signedIn(), parameters);
      assert.equal(page.location, undefined, JSON.stringify(parameters));
      assert.equal(page.status, 200);
      assert.doesNotMatch(page.html, /evil|javascript:/);
    }
    const unknown = await signOut(desk.browser(), { post_logout_redirect_uri: WEB });
    assert.equal(unknown.location, undefined, 'a browser that is signed in to nothing');
  });

  it('ends the one account that is meant, and leaves the other', async () => {
    const other = await desk.person('tilda');
    const browser = await signedIn();
    await desk.signIn(browser, other, { prompt: 'login' });
    await signOut(browser, { logout_hint: other.userPrincipalName });
    assert.ok(await isSignedIn(browser));
    await signOut(browser, {});
    assert.equal(await isSignedIn(browser), false);
  });

  it('ends no other browser’s session', async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    await signOut(theirs, { logout_hint: desk.world.user.userPrincipalName });
    assert.ok(await isSignedIn(mine));
  });
});
