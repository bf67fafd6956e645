import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Credentials, type Page, replyOf, type TestBrowser } from '../browser.ts';
import { Desk } from './desk.ts';

/** What an application is told instead of a code. */
const refusalOf = (page: Page): string => {
  const { error, error_description = '', code } = replyOf(page);
  assert.equal(code, undefined);
  return `${error} ${/^AADSTS\d+/.exec(error_description)?.[0]}`;
};

describe('signing in with the session of a browser', () => {
  let desk: Desk;
  let anna: Credentials;
  let bo: Credentials;
  /** Signed in as Anna. */
  let one: TestBrowser;
  /** Signed in as Anna and as Bo. */
  let two: TestBrowser;
  before(async () => {
    desk = await Desk.open();
    anna = desk.world.user;
    bo = await desk.person('bo');
    one = desk.browser();
    two = desk.browser();
    await desk.signIn(one, anna);
    await desk.signIn(two, anna);
    await desk.signIn(two, bo, { prompt: 'login' });
  });
  after(() => desk.close());

  const silently = (browser: TestBrowser, more: Record<string, string> = {}) =>
    desk.authorize(browser, { prompt: 'none', ...more });
  const userOf = async (page: Page): Promise<unknown> => {
    const { body } = await desk.redeem(String(replyOf(page)['code']));
    const [, claims = ''] = String(body['id_token']).split('.');
    return JSON.parse(Buffer.from(claims, 'base64url').toString())['preferred_username'];
  };

  it('works silently for the one account that there is', async () => {
    assert.equal(await userOf(await silently(one)), anna.userPrincipalName);
  });

  it('never shows a page when silent: it says why there is no code', async () => {
    assert.equal(refusalOf(await silently(desk.browser())), 'login_required AADSTS50058');
    assert.equal(refusalOf(await silently(two)), 'login_required AADSTS16000');
    const stranger = await silently(one, { login_hint: 'someone@contoso.example' });
    assert.equal(refusalOf(stranger), 'login_required AADSTS50058');
  });

  it('takes the account that is hinted at, in any letter case, silently and with pages', async () => {
    for (const { userPrincipalName } of [anna, bo]) {
      const login_hint = userPrincipalName.toUpperCase();
      assert.equal(await userOf(await silently(two, { login_hint })), userPrincipalName);
      assert.equal(await userOf(await desk.authorize(two, { login_hint })), userPrincipalName);
    }
  });

  it('lets the person choose among several accounts, and on request of one too', async () => {
    for (const [browser, more] of [
      [two, {}],
      [one, { prompt: 'select_account' }],
    ] as const) {
      const picker = await desk.authorize(browser, more);
      assert.match(picker.html, /name="account"/);
      assert.ok(picker.html.includes(anna.userPrincipalName));
      const [, account = ''] =
        /name="account" value="([^"]+)"[^>]*>(?:(?!<\/button>).)*anna@/s.exec(picker.html) ?? [];
      assert.equal(await userOf(await browser.submit(picker, { account })), anna.userPrincipalName);
    }
  });

  it('is not another browser’s to choose', async () => {
    const theirs = await desk.authorize(two);
    const ids = [...theirs.html.matchAll(/name="account" value="([^"]+)"/g)].map(([, id = '']) => id);
    assert.ok(ids.length >= 2);
    const picker = await desk.authorize(one, { prompt: 'select_account' });
    for (const account of ids) {
      const page = await one.submit(picker, { account });
      assert.equal(page.location, undefined);
      assert.match(page.html, /name="password"/);
    }
  });

  it('asks for the password whatever the session, when the application wants that', async () => {
    const page = await desk.authorize(one, { prompt: 'login', login_hint: anna.userPrincipalName });
    assert.match(page.html, /name="password"/);
    assert.ok(page.html.includes(`value="${anna.userPrincipalName}"`));
    const wrong = await one.signIn(page, { ...anna, password: 'wrong' });
    assert.match(wrong.html, /name="password"/);
    assert.ok((await one.signIn(wrong, anna)).location);
  });

  it('ends with the session: after a day, and at once when the user is signed out everywhere', async () => {
    const carl = await desk.person('carl');
    const browser = desk.browser();
    await desk.signIn(browser, carl);
    assert.ok(replyOf(await silently(browser))['code']);
    desk.world.authority.now += 1_000;
    const graph = await desk.world.graphOf(desk.world.contoso);
    await graph('POST', `/v1.0/users/${carl.id}/revokeSignInSessions`);
    assert.equal(refusalOf(await silently(browser)), 'login_required AADSTS50058');
    await desk.signIn(browser, carl);
    desk.world.authority.now += 86_400_000;
    assert.equal(refusalOf(await silently(browser)), 'login_required AADSTS50058');
  });
});
