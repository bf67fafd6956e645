import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertIssued, assertRefused } from '../authority.ts';
import { type Credentials, type Page, replyOf, type TestBrowser } from '../browser.ts';
import { Desk } from './desk.ts';

const HOME = '192.0.2.10';
const ELSEWHERE = '203.0.113.66';

describe('whoever guesses passwords', () => {
  let desk: Desk;
  before(async () => {
    desk = await Desk.open();
  });
  after(() => desk.close());

  const at = (address: string): TestBrowser => {
    const browser = desk.browser();
    browser.remoteAddress = address;
    return browser;
  };
  const guess = async (person: Credentials, address: string, times: number): Promise<Page> => {
    const browser = at(address);
    let page = await desk.authorize(browser);
    for (let turn = 0; turn < times; turn += 1)
      page = await browser.signIn(page, { ...person, password: `guess ${turn}` });
    return page;
  };
  const signIn = async (person: Credentials, address: string): Promise<Page> => {
    const browser = at(address);
    return browser.signIn(await desk.authorize(browser), person);
  };
  const ropc = ({ userPrincipalName, password }: Credentials, remoteAddress: string) =>
    desk.world.authority.request('POST', `/${desk.world.contoso.tenantId}/oauth2/v2.0/token`, {
      remoteAddress,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: desk.client.appId,
        client_secret: desk.client.secret,
        username: userPrincipalName,
        password,
        scope: 'User.Read',
      }).toString(),
    });

  it('is locked out on the page, in scripts alike, and with the right password too', async () => {
    const person = await desk.person('paula');
    await guess(person, ELSEWHERE, 10);
    const page = await signIn(person, ELSEWHERE);
    assert.equal(page.location, undefined);
    assert.match(page.html, /name="password"/);
    assertRefused(await ropc(person, ELSEWHERE), 400, 'invalid_grant', 50053);
    assertRefused(await ropc(person, '198.51.100.1'), 400, 'invalid_grant', 50053);
  });

  it('does not lock out the user at a place where the user has been', async () => {
    const person = await desk.person('quentin');
    const browser = at(HOME);
    assert.ok(replyOf(await desk.signIn(browser, person))['code']);
    await guess(person, ELSEWHERE, 12);
    assertRefused(await ropc(person, ELSEWHERE), 400, 'invalid_grant', 50053);
    assertIssued(await ropc(person, HOME));
    const again = await signIn(person, HOME);
    assert.ok(replyOf(again)['code']);
  });

  it('is locked out at such a place too, when guessing from there', async () => {
    const person = await desk.person('rosa');
    await desk.signIn(at(HOME), person);
    await guess(person, HOME, 10);
    assertRefused(await ropc(person, HOME), 400, 'invalid_grant', 50053);
  });

  it('learns of a locked account nothing about the password', async () => {
    const person = await desk.person('sten');
    const wrong = await guess(person, ELSEWHERE, 11);
    const right = await signIn(person, ELSEWHERE);
    const problem = ({ html }: Page): string | undefined => /class="problem"[^>]*>([^<]+)/.exec(html)?.[1];
    assert.ok(problem(right));
    assert.equal(problem(right), problem(wrong));
  });

  it('finds no name and no tenant through the realm', async () => {
    const realm = (user: string) =>
      desk.world.authority.request('GET', `/common/userrealm/${encodeURIComponent(user)}?api-version=1.0`);
    const [known, unknown] = [await realm('anna@contoso.example'), await realm('nobody@contoso.example')];
    const withoutName = ({ status, body }: Awaited<ReturnType<typeof realm>>, name: string) =>
      JSON.stringify([status, body]).replaceAll(name, '');
    assert.equal(withoutName(known, 'anna'), withoutName(unknown, 'nobody'));
  });
});
