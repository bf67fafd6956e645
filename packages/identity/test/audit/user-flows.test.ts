import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { parseTenantId, type TenantId } from '@vakt/contract/ids';
import { listDirectoryAudits } from '@vakt/store/audit/directory-audits';
import { listSignInEvents } from '@vakt/store/audit/sign-in-events';
import { codeAt, stepAt } from '../../src/accounts/totp.ts';
import { assertIssued, type NewClient } from '../authority.ts';
import { replyOf, TestBrowser } from '../browser.ts';
import { CHALLENGE, SignInWorld, VERIFIER } from '../sign-in-world.ts';

const WEB = 'https://desk.contoso.example/signed-in';
const SCOPE = 'https://api.securitycenter.microsoft.com/Alert.Read openid offline_access';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const fromBase32 = (text: string): Uint8Array => {
  const bits = [...text.replaceAll(' ', '')]
    .map(character => BASE32.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map(octet => Number.parseInt(octet, 2)));
};

const ALL = { oldestFirst: true, limit: 1_000 } as const;

describe('the log of a person’s way to tokens', () => {
  let world: SignInWorld;
  let client: NewClient;
  let tenantId: TenantId;
  let seen = 0;
  before(async () => {
    world = await SignInWorld.start();
    tenantId = parseTenantId(world.contoso.tenantId) as TenantId;
    client = await world.register({
      web: [WEB],
      asksFor: [['WindowsDefenderATP', 'Alert.Read', 'Scope']],
      more: { isFallbackPublicClient: true },
    });
    await newEntries();
  });
  after(() => world.close());
  afterEach(() => newEntries());

  /** What was logged since the last look: kind, how, outcome. */
  const newEntries = async () => {
    const rows = await listSignInEvents(world.authority.store.tenant(tenantId), ALL);
    const fresh = rows.slice(seen);
    seen = rows.length;
    world.authority.now += 1_000;
    return fresh;
  };
  const outcomes = async (): Promise<readonly string[]> =>
    (await newEntries()).map(
      ({ event_type, error_code, details }) => `${event_type} ${String(details['grant'])} ${error_code}`,
    );

  /** Entries of the same millisecond have no order. */
  const tick = (): void => {
    world.authority.now += 1;
  };

  const authorizePage = (browser: TestBrowser) =>
    browser.open(`/${world.contoso.tenantId}/oauth2/v2.0/authorize`, {
      client_id: client.appId,
      response_type: 'code',
      redirect_uri: WEB,
      scope: SCOPE,
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
    });

  const token = (form: Readonly<Record<string, string>>) => {
    tick();
    return world.authority.token(`/${world.contoso.tenantId}/oauth2/v2.0/token`, {
      client_id: client.appId,
      client_secret: client.secret,
      ...form,
    });
  };

  const redeem = (code: string) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: WEB, code_verifier: VERIFIER });

  it('has the wrong password, the stop at the consent page, the consent, and the sign-in', async () => {
    const browser = new TestBrowser(world.authority);
    const { administrator } = world.contoso;
    const page = await authorizePage(browser);
    const wrong = await browser.signIn(page, { ...administrator, password: 'not-the-password' });
    const [refused] = await newEntries();
    assert.equal(refused?.error_code, 50126);
    assert.equal(refused?.user_principal_name, administrator.userPrincipalName);
    assert.equal(refused?.app_id, client.appId);
    const consent = await browser.signIn(wrong, administrator);
    assert.deepEqual(await outcomes(), ['interactiveUser browser 65001']);
    const done = await browser.accept(consent);
    const [signedIn] = await newEntries();
    assert.equal(signedIn?.error_code, 0);
    assert.equal(signedIn?.user_principal_name, administrator.userPrincipalName);
    assert.equal(signedIn?.app_display_name, 'Alert desk');
    const audits = await listDirectoryAudits(world.authority.store.tenant(tenantId), ALL);
    const given = audits.find(({ activity }) => activity === 'Consent to application');
    assert.match(JSON.stringify(given?.details), /Alert\.Read/);

    const tokens = await redeem(String(replyOf(done)['code']));
    const claims = assertIssued(tokens);
    const [redeemed] = await newEntries();
    assert.equal(redeemed?.details['tokenId'], claims['uti']);
    assert.equal(redeemed?.event_type, 'nonInteractiveUser');
    await token({
      grant_type: 'refresh_token',
      refresh_token: String(tokens.body['refresh_token']),
      scope: SCOPE,
    });
    assert.deepEqual(await outcomes(), ['nonInteractiveUser refresh_token 0']);
  });

  it('has a code that is redeemed twice', async () => {
    const browser = new TestBrowser(world.authority);
    const done = await browser.signIn(await authorizePage(browser), world.contoso.administrator);
    const code = String(replyOf(done)['code']);
    await redeem(code);
    await redeem(code);
    assert.deepEqual(await outcomes(), [
      'interactiveUser browser 0',
      'nonInteractiveUser authorization_code 0',
      'nonInteractiveUser authorization_code 54005',
    ]);
  });

  it('has a second factor: that it was enrolled, and a password without it as interrupted', async () => {
    const browser = new TestBrowser(world.authority);
    const account = await browser.signIn(await browser.open('/account'), world.user);
    assert.deepEqual(await outcomes(), ['interactiveUser browser 0']);
    const enrolling = await browser.submit(account, { action: 'enrol' });
    const secret = fromBase32(/<code[^>]*>([A-Z2-7 ]+)</.exec(enrolling.html)?.[1] ?? '');
    await browser.submit(enrolling, {
      action: 'confirm',
      code: codeAt(secret, stepAt(world.authority.now)),
    });
    const audits = await listDirectoryAudits(world.authority.store.tenant(tenantId), ALL);
    const enrolled = audits.find(({ activity }) => activity === 'User registered security info');
    assert.match(JSON.stringify(enrolled?.details), /anna@contoso\.example/);

    const another = new TestBrowser(world.authority);
    const code = await another.signIn(await another.open('/account'), world.user);
    assert.deepEqual(await outcomes(), ['interactiveUser browser 50074']);
    world.authority.now += 60_000;
    await another.submit(code, { code: codeAt(secret, stepAt(world.authority.now)) });
    assert.deepEqual(await outcomes(), ['interactiveUser browser 0']);
  });

  it('has a device’s sign-in, and none of its questions before', async () => {
    const asked = await world.authority.token(`/${world.contoso.tenantId}/oauth2/v2.0/devicecode`, {
      client_id: client.appId,
      scope: SCOPE,
    });
    const poll = () => token({ grant_type: 'device_code', device_code: String(asked.body['device_code']) });
    await poll();
    await poll();
    assert.deepEqual(await outcomes(), []);
    const browser = new TestBrowser(world.authority);
    const entry = await browser.open('/common/oauth2/deviceauth');
    const page = await browser.submit(entry, {
      user_code: String(asked.body['user_code']),
      action: 'continue',
    });
    const confirm = await browser.signIn(page, world.contoso.administrator);
    tick();
    await browser.submit(confirm, { action: 'continue' });
    assertIssued(await poll());
    assert.deepEqual(await outcomes(), [
      'interactiveUser browser 0',
      'interactiveUser browser 0',
      'interactiveUser device_code 0',
    ]);
  });
});
