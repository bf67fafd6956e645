import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { codeAt, stepAt } from '../../src/accounts/totp.ts';
import { assertIssued, assertRefused, claimsOf } from '../authority.ts';
import { type Credentials, type Page, replyOf, type TestBrowser } from '../browser.ts';
import { Desk } from './desk.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const fromBase32 = (text: string): Uint8Array => {
  const bits = [...text].map(character => BASE32.indexOf(character).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map(octet => Number.parseInt(octet, 2)));
};

describe('a second factor', () => {
  let desk: Desk;
  let people = 0;
  let anna: Credentials & { id: string };
  before(async () => {
    desk = await Desk.open();
  });
  after(() => desk.close());
  beforeEach(async () => {
    people += 1;
    anna = await desk.person(`anna${people}`);
    desk.world.authority.now += 60_000;
  });

  const code = (secret: Uint8Array, steps = 0): string =>
    codeAt(secret, stepAt(desk.world.authority.now) + steps);

  const openAccount = async (browser: TestBrowser): Promise<Page> =>
    browser.signIn(await browser.open('/account'), anna);

  /** Begins to enrol: the page with the secret, and the secret. */
  const beginEnrolment = async (browser: TestBrowser) => {
    const page = await browser.submit(await openAccount(browser), { action: 'enrol' });
    const [, secret = ''] = /secret=([A-Z2-7]{32})/.exec(page.html) ?? /([A-Z2-7]{32})/.exec(page.html) ?? [];
    const shown =
      secret || (/((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})/.exec(page.html)?.[1] ?? '').replaceAll(' ', '');
    assert.equal(shown.length, 32, page.html);
    return { page, secret: fromBase32(shown) };
  };

  const enrol = async (browser = desk.browser()): Promise<Uint8Array> => {
    const { page, secret } = await beginEnrolment(browser);
    await browser.submit(page, { action: 'confirm', code: code(secret) });
    desk.world.authority.now += 60_000;
    return secret;
  };

  const reachCodePage = async (browser: TestBrowser): Promise<Page> => {
    const page = await browser.signIn(await desk.authorize(browser), anna);
    assert.match(page.html, /name="code"/);
    return page;
  };

  const ropc = () =>
    desk.token({
      grant_type: 'password',
      username: anna.userPrincipalName,
      password: anna.password,
      scope: 'User.Read offline_access',
    });

  it('is asked for after the password, and shows in the token', async () => {
    const secret = await enrol();
    const browser = desk.browser();
    const page = await reachCodePage(browser);
    const consent = await browser.submit(page, { code: code(secret), action: 'verify' });
    const reply = await desk.redeem(String(replyOf(await browser.accept(consent))['code']));
    assert.deepEqual(assertIssued(reply)['amr'], ['pwd', 'mfa']);
    assert.ok(claimsOf(reply.body['id_token'])['sub']);
  });

  it('cannot be left out: by password alone, with an old refresh token, an old session, or silently', async () => {
    const before = await desk.tokensOf(anna);
    const old = desk.browser();
    await desk.signIn(old, anna);
    assertIssued(await ropc());
    await enrol();
    assertRefused(await ropc(), 400, 'invalid_grant', 50076);
    assertRefused(await desk.refresh(String(before['refresh_token'])), 400, 'invalid_grant', 50076);
    assert.match((await desk.authorize(old)).html, /name="code"/);
    const silent = replyOf(await desk.authorize(old, { prompt: 'none' }));
    assert.equal(silent['code'], undefined);
    assert.match(silent['error_description'] ?? '', /^AADSTS50076/);
    assert.match((await old.open('/account')).html, /name="code"/);
  });

  it('lets no device in without it', async () => {
    const secret = await enrol();
    const { body } = await desk.world.authority.token(
      `/${desk.world.contoso.tenantId}/oauth2/v2.0/devicecode`,
      { client_id: desk.client.appId, scope: 'User.Read' },
    );
    const browser = desk.browser();
    const entry = await browser.open('/common/oauth2/deviceauth');
    const typed = await browser.submit(entry, { user_code: String(body['user_code']), action: 'continue' });
    const page = await browser.signIn(typed, anna);
    assert.match(page.html, /name="code"/);
    const skipped = await browser.submit(page, { action: 'continue' });
    assert.match(skipped.html, /name="code"/);
    const confirm = await browser.submit(skipped, { code: code(secret), action: 'verify' });
    assert.match(confirm.html, new RegExp(String(body['user_code'])));
  });

  it('takes a code once, and none of another time', async () => {
    const secret = await enrol();
    const used = code(secret);
    const first = desk.browser();
    await first.submit(await reachCodePage(first), { code: used, action: 'verify' });
    const second = desk.browser();
    await reachCodePage(second);
    for (const wrong of [used, code(secret, -2), code(secret, 2), '', '000000 ', `${used}0`]) {
      const page = await second.submit(await desk.authorize(second), { code: wrong, action: 'verify' });
      assert.match(page.html, /name="code"/, wrong);
      assert.equal(page.location, undefined);
    }
  });

  it('takes exactly one of two that come with the same code at once', async () => {
    const secret = await enrol();
    const browsers = [desk.browser(), desk.browser(), desk.browser()];
    const pages = await Promise.all(browsers.map(browser => reachCodePage(browser)));
    const right = code(secret);
    const replies = await Promise.all(
      browsers.map((browser, at) => browser.submit(pages[at] as Page, { code: right, action: 'verify' })),
    );
    assert.equal(replies.filter(({ html }) => !html.includes('name="code"')).length, 1);
  });

  const guess = async (browser: TestBrowser, times: number): Promise<Page> => {
    let page = await reachCodePage(browser);
    for (let at = 0; at < times; at += 1)
      page = await browser.submit(page, { code: '000000', action: 'verify' });
    return page;
  };

  it('counts codes that come at once like codes in a row', async () => {
    const secret = await enrol();
    const browser = desk.browser();
    const page = await reachCodePage(browser);
    const guesses = Array.from({ length: 15 }, (_, at) => String(100_000 + at));
    const answers = await Promise.all(
      guesses.map(guessed => browser.submit(page, { code: guessed, action: 'verify' })),
    );
    assert.ok(answers.every(({ html }) => html.includes('name="code"')));
    const locked = await browser.submit(page, { code: code(secret), action: 'verify' });
    assert.match(locked.html, /name="code"/);
  });

  it('holds up whoever tries codes, also with the right one', async () => {
    const secret = await enrol();
    const browser = desk.browser();
    const page = await guess(browser, 10);
    const locked = await browser.submit(page, { code: code(secret), action: 'verify' });
    assert.match(locked.html, /name="code"/);
  });

  it('counts codes tried on from address to address, though the password is right each time', async () => {
    const secret = await enrol();
    const from = (host: number): TestBrowser => {
      const browser = desk.browser();
      browser.remoteAddress = `203.0.113.${host}`;
      return browser;
    };
    await guess(from(1), 5);
    await guess(from(2), 5);
    const third = from(3);
    const last = await third.submit(await reachCodePage(third), { code: code(secret), action: 'verify' });
    assert.match(last.html, /name="code"/, 'ten codes were wrong');
  });

  it('is not for whoever only tries passwords to lock', async () => {
    const secret = await enrol();
    const attacker = desk.browser();
    attacker.remoteAddress = '198.51.100.9';
    for (let at = 0; at < 12; at += 1)
      await attacker.signIn(await desk.authorize(attacker), { ...anna, password: 'guess' });
    const browser = desk.browser();
    const consent = await browser.submit(await reachCodePage(browser), {
      code: code(secret),
      action: 'verify',
    });
    assert.match(consent.html, /value="accept"/);
  });

  it('is not replaced by an enrolment that somebody else began before', async () => {
    const thief = desk.browser();
    const theirs = await beginEnrolment(thief);
    const secret = await enrol();
    const page = await thief.submit(theirs.page, { action: 'confirm', code: code(theirs.secret) });
    assert.match(page.html, /name="code"/);
    const browser = desk.browser();
    const consent = await browser.submit(await reachCodePage(browser), {
      code: code(secret),
      action: 'verify',
    });
    assert.match(consent.html, /value="accept"/);
  });

  it('is removed only with a code', async () => {
    await desk.tokensOf(anna);
    const browser = desk.browser();
    const secret = await enrol(browser);
    const account = await browser.open('/account');
    const kept = await browser.submit(account, { action: 'remove', code: '000000' });
    assertRefused(await ropc(), 400, 'invalid_grant', 50076);
    await browser.submit(kept, { action: 'remove', code: code(secret) });
    assertIssued(await ropc());
  });
});
