import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertIssued, assertRefused, claimsOf, type NewClient } from '../authority.ts';
import { type Page, replyOf, type TestBrowser } from '../browser.ts';
import { Desk, WEB } from './desk.ts';

describe('what is no access token', () => {
  let desk: Desk;
  let tokens: Record<string, unknown>;
  before(async () => {
    desk = await Desk.open();
    tokens = await desk.tokensOf(desk.world.user);
  });
  after(() => desk.close());

  it('opens no API: not an id token, a refresh token, a code, or what is sealed', async () => {
    const code = String(replyOf(await desk.signIn(desk.browser(), desk.world.user))['code']);
    for (const token of [tokens['id_token'], tokens['refresh_token'], code, tokens['client_info'], '']) {
      const verified = await desk.world.authority.verify(`Bearer ${String(token)}`);
      assert.equal(verified.ok, false);
      const me = await desk.world.authority.request('GET', '/v1.0/me', {
        headers: { authorization: `Bearer ${String(token)}` },
      });
      assert.equal(me.status, 401, JSON.stringify(me.body));
    }
  });

  it('is no refresh token and no code either, each in the other’s place', async () => {
    const code = String(replyOf(await desk.signIn(desk.browser(), desk.world.user))['code']);
    for (const token of [tokens['access_token'], tokens['id_token'], code])
      assertRefused(await desk.refresh(String(token)), 400, 'invalid_grant', 70000);
    for (const token of [tokens['access_token'], tokens['refresh_token']])
      assertRefused(await desk.redeem(String(token)), 400, 'invalid_grant', 70000);
    assertIssued(await desk.redeem(code));
  });
});

describe('tokens in the reply of the sign-in', () => {
  let desk: Desk;
  let implicit: NewClient;
  let browser: TestBrowser;
  before(async () => {
    desk = await Desk.open();
    browser = desk.browser();
    implicit = await desk.world.register({
      more: {
        web: {
          redirectUris: [WEB],
          implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: false },
        },
      },
    });
    await desk.signIn(browser, desk.world.user);
  });
  after(() => desk.close());

  const ask = (response_type: string, more: Record<string, string> = {}): Promise<Page> =>
    desk.authorize(browser, { response_type, nonce: 'n', response_mode: 'fragment', ...more });

  it('are refused where the application did not enable them, each kind for itself', async () => {
    for (const type of ['token', 'id_token', 'id_token token', 'code id_token']) {
      const { error, error_description, access_token, id_token, code } = replyOf(await ask(type));
      assert.equal(error, 'unsupported_response_type', type);
      assert.match(error_description ?? '', /^AADSTS700054/);
      assert.deepEqual([access_token, id_token, code], [undefined, undefined, undefined]);
    }
    const page = await ask('id_token token', { client_id: implicit.appId });
    assert.equal(replyOf(page)['error'], 'unsupported_response_type');
  });

  it('come only for a nonce, carry it, and never stand in the query', async () => {
    const asked = await ask('id_token', { client_id: implicit.appId });
    const page = asked.location ? asked : await browser.accept(asked);
    assert.equal(claimsOf(replyOf(page)['id_token'])['nonce'], 'n');
    assert.equal(page.location?.search, '');
    const inQuery = await ask('id_token', { client_id: implicit.appId, response_mode: 'query' });
    assert.equal(replyOf(inQuery)['id_token'], undefined);
    const without = await ask('id_token', { client_id: implicit.appId, nonce: '' });
    assert.equal(replyOf(without)['id_token'], undefined);
    assert.match(replyOf(without)['error_description'] ?? '', /^AADSTS900144.*nonce/);
  });
});
