import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AZURE_CLI_APP_ID } from '@vakt/contract/resources';
import { assertIssued, assertRefused, type NewClient } from '../authority.ts';
import { TestBrowser } from '../browser.ts';
import { SignInWorld } from '../sign-in-world.ts';

const SCOPE = 'https://api.securitycenter.microsoft.com/Alert.Read offline_access openid profile';
const STANDARD_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

describe('device code', () => {
  let world: SignInWorld;
  let client: NewClient;
  before(async () => {
    world = await SignInWorld.start();
    client = await world.register({
      asksFor: [['WindowsDefenderATP', 'Alert.Read', 'Scope']],
      more: { isFallbackPublicClient: true },
    });
  });
  after(() => world.close());

  const start = async (more: Record<string, string> = {}, tenant = world.contoso.tenantId) =>
    world.authority.token(`/${tenant}/oauth2/v2.0/devicecode`, {
      client_id: client.appId,
      scope: SCOPE,
      ...more,
    });

  const poll = (deviceCode: unknown, more: Record<string, string> = {}, tenant = world.contoso.tenantId) =>
    world.authority.token(`/${tenant}/oauth2/v2.0/token`, {
      grant_type: 'device_code',
      client_id: client.appId,
      device_code: String(deviceCode),
      ...more,
    });

  /** Types the code, signs in, and stands before the page that asks whether to continue. */
  const reachConfirmation = async (userCode: unknown, browser = new TestBrowser(world.authority)) => {
    const entry = await browser.open('/common/oauth2/deviceauth');
    const signIn = await browser.submit(entry, { user_code: String(userCode), action: 'continue' });
    const page = signIn.html.includes('name="password"')
      ? await browser.signIn(signIn, world.contoso.administrator)
      : signIn;
    return { browser, page };
  };

  it('gives a device tokens once its person signed in elsewhere', async () => {
    const started = await start();
    assert.equal(started.status, 200);
    const { user_code, device_code, verification_uri, expires_in, interval, message } = started.body;
    assert.match(String(user_code), /^[A-Z2-9]{9}$/);
    assert.equal(expires_in, 900);
    assert.equal(interval, 5);
    assert.ok(
      String(message).includes(String(user_code)) && String(message).includes(String(verification_uri)),
    );
    assertRefused(await poll(device_code), 400, 'authorization_pending', 70016);

    const { browser, page } = await reachConfirmation(user_code);
    assert.match(page.html, new RegExp(String(user_code)));
    const consent = await browser.submit(page, { action: 'continue' });
    const done = await browser.accept(consent);
    assert.equal(done.status, 200);

    const reply = await poll(device_code, { grant_type: STANDARD_GRANT, code: String(device_code) });
    const claims = assertIssued(reply);
    assert.equal(claims['scp'], 'Alert.Read');
    assert.equal(claims['appidacr'], '0');
    assert.equal(typeof reply.body['refresh_token'], 'string');
    assert.equal(typeof reply.body['id_token'], 'string');
    assertRefused(await poll(device_code), 400, 'invalid_grant', 90120);
  });

  it('speaks version 1 with texts for numbers', async () => {
    const reply = await world.authority.token(`/${world.contoso.tenantId}/oauth2/devicecode`, {
      client_id: client.appId,
      resource: 'https://api.securitycenter.microsoft.com',
    });
    assert.equal(reply.body['expires_in'], '900');
    assert.equal(reply.body['interval'], '5');
    assert.equal(typeof reply.body['verification_url'], 'string');
  });

  it('tells a device that its person declined', async () => {
    const { user_code, device_code } = (await start()).body;
    const { browser, page } = await reachConfirmation(user_code);
    const done = await browser.submit(page, { action: 'cancel' });
    assert.equal(done.status, 200);
    assertRefused(await poll(device_code), 400, 'authorization_declined', 70030);
  });

  it('lets a code live a quarter of an hour', async () => {
    const { user_code, device_code } = (await start()).body;
    world.authority.now += 900_001;
    assertRefused(await poll(device_code), 400, 'expired_token', 70020);
    const { page } = await reachConfirmation(user_code);
    assert.match(page.html, /role="alert"/);
  });

  it('is of no use to another application, nor with a code that nobody was given', async () => {
    const { device_code } = (await start()).body;
    const other = await world.register({ more: { isFallbackPublicClient: true } });
    assertRefused(await poll(device_code, { client_id: other.appId }), 400, 'bad_verification_code', 70018);
    assertRefused(await poll('nobody was given this'), 400, 'bad_verification_code', 70018);
  });

  it('is not for confidential applications', async () => {
    const confidential = await world.register({});
    assertRefused(await start({ client_id: confidential.appId }), 401, 'invalid_client', 7000218);
  });

  it('does not let a link with a code skip the person', async () => {
    const { user_code, device_code } = (await start()).body;
    const page = await new TestBrowser(world.authority).open('/common/oauth2/deviceauth', {
      user_code: String(user_code),
    });
    assert.ok(page.html.includes(String(user_code)));
    assertRefused(await poll(device_code), 400, 'authorization_pending', 70016);
  });

  it('refuses the answer of another browser', async () => {
    const { user_code, device_code } = (await start()).body;
    const { page } = await reachConfirmation(user_code);
    const stranger = new TestBrowser(world.authority);
    await stranger.open('/common/oauth2/deviceauth');
    const reply = await stranger.submit(page, { action: 'continue' });
    assert.equal(reply.status, 400);
    assertRefused(await poll(device_code), 400, 'authorization_pending', 70016);
  });

  it('holds up an address that tries code after code', async () => {
    const browser = new TestBrowser(world.authority);
    const guess = async (): Promise<string> => {
      const entry = await browser.open('/common/oauth2/deviceauth');
      return (await browser.submit(entry, { user_code: 'AAAAAAAAA', action: 'continue' })).html;
    };
    const first = await guess();
    for (let turn = 0; turn < 25; turn += 1) await guess();
    assert.notEqual(await guess(), first);
  });

  it('tells the person at once when the Azure CLI may do nothing there for users without a role', async () => {
    const scope = 'https://api.securitycenter.microsoft.com/.default offline_access';
    const started = await start({ client_id: AZURE_CLI_APP_ID, scope }, 'organizations');
    const browser = new TestBrowser(world.authority);
    const entry = await browser.open('/common/oauth2/deviceauth');
    const user_code = String(started.body['user_code']);
    const signIn = await browser.submit(entry, { user_code, action: 'continue' });
    const page = await browser.signIn(signIn, world.user);
    assert.match((await browser.submit(page, { action: 'continue' })).html, /AADSTS65001/);
    const asCli = { client_id: AZURE_CLI_APP_ID };
    assertRefused(
      await poll(started.body['device_code'], asCli, 'organizations'),
      400,
      'authorization_pending',
      70016,
    );
  });

  it('gives a device nothing once the person who approved it was signed out everywhere', async () => {
    const { user_code, device_code } = (await start()).body;
    const { browser, page } = await reachConfirmation(user_code);
    const next = await browser.submit(page, { action: 'continue' });
    if (next.html.includes('value="accept"')) await browser.accept(next);
    world.authority.now += 1_000;
    const graph = await world.graphOf(world.contoso);
    assert.equal((await graph('POST', '/v1.0/me/revokeSignInSessions')).status, 200);
    assertRefused(await poll(device_code), 400, 'invalid_grant', 50173);
  });

  it('signs in the Azure CLI, which every tenant knows, at organizations', async () => {
    const scope = 'https://management.core.windows.net//.default offline_access openid profile';
    const started = await start({ client_id: AZURE_CLI_APP_ID, scope }, 'organizations');
    const { browser, page } = await reachConfirmation(started.body['user_code']);
    assert.equal((await browser.submit(page, { action: 'continue' })).status, 200);
    const reply = await poll(
      started.body['device_code'],
      { client_id: AZURE_CLI_APP_ID, grant_type: STANDARD_GRANT },
      'organizations',
    );
    const claims = assertIssued(reply);
    assert.equal(claims['aud'], 'https://management.core.windows.net/');
    assert.equal(claims['tid'], world.contoso.tenantId);
    const again = await world.authority.token(`/${world.contoso.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'refresh_token',
      client_id: AZURE_CLI_APP_ID,
      refresh_token: String(reply.body['refresh_token']),
      scope: 'https://api.securitycenter.microsoft.com/.default offline_access openid profile',
    });
    assert.equal(assertIssued(again)['aud'], 'https://api.securitycenter.microsoft.com');
  });
});
