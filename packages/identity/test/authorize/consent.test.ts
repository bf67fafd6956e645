import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findPermission } from '@vakt/contract/permissions';
import { resourceApplications } from '@vakt/contract/resources';
import { assertIssued, assertRefused, type NewClient, servicePrincipalOf } from '../authority.ts';
import { replyOf, TestBrowser } from '../browser.ts';
import { SignInWorld } from '../sign-in-world.ts';

const API = 'https://api.securitycenter.microsoft.com';
const PORTAL = 'https://portal.azure.com';

describe('the partner’s consent link', () => {
  let world: SignInWorld;
  let client: NewClient;
  before(async () => {
    world = await SignInWorld.start();
    client = await world.register({
      name: 'Partner console',
      web: [PORTAL],
      isMultiTenant: true,
      asksFor: [['WindowsDefenderATP', 'Alert.Read.All', 'Role']],
    });
  });
  after(() => world.close());

  const link = (browser: TestBrowser, clientId = client.appId) =>
    browser.open('/common/oauth2/authorize', {
      prompt: 'consent',
      client_id: clientId,
      response_type: 'code',
      sso_reload: 'true',
    });

  const customerToken = () =>
    world.authority.token(`/${world.fabrikam.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secret,
      scope: `${API}/.default`,
    });

  it('lets a customer’s administrator grant what the partner asks for, and hands the tenant id over', async () => {
    assertRefused(await customerToken(), 400, 'unauthorized_client', 700016);
    const browser = new TestBrowser(world.authority);
    const page = await browser.signIn(await link(browser), world.fabrikam.administrator);
    assert.match(page.html, /Alert\.Read\.All/);
    assert.match(page.html, /Tenant fabrikam\.example/);
    const done = await browser.accept(page);
    assert.equal(done.status, 200);
    assert.ok(done.html.includes(world.fabrikam.tenantId), 'the tenant id to hand over');
    const claims = assertIssued(await customerToken());
    assert.equal(claims['tid'], world.fabrikam.tenantId);
    assert.equal(claims['appid'], client.appId);
    assert.deepEqual(claims['roles'], ['Alert.Read.All']);
    const graph = await world.graphOf(world.fabrikam);
    assert.equal(
      (await servicePrincipalOf(graph, client.appId))['appOwnerOrganizationId'],
      world.contoso.tenantId,
    );
  });

  it('shows a permission that was added later in no token until consent is granted again', async () => {
    const graph = await world.graphOf(world.contoso);
    const resourceAccess = ['Alert.Read.All', 'Machine.Isolate'].map(value => ({
      id: findPermission('WindowsDefenderATP', value, 'Role')?.id,
      type: 'Role',
    }));
    const changed = await graph('PATCH', `/v1.0/applications/${client.objectId}`, {
      requiredResourceAccess: [
        { resourceAppId: resourceApplications.WindowsDefenderATP.appId, resourceAccess },
      ],
    });
    assert.equal(changed.status, 204, JSON.stringify(changed.body));
    assert.deepEqual(assertIssued(await customerToken())['roles'], ['Alert.Read.All']);
    const browser = new TestBrowser(world.authority);
    const page = await browser.signIn(await link(browser), world.fabrikam.administrator);
    await browser.accept(page);
    assert.deepEqual(assertIssued(await customerToken())['roles'], ['Alert.Read.All', 'Machine.Isolate']);
  });

  it('tells a user who is no administrator who can help, and grants nothing', async () => {
    const user = { userPrincipalName: 'bo@fabrikam.example', password: 'correct horse battery' };
    await world.createUser(world.fabrikam, user);
    const other = await world.register({
      web: [PORTAL],
      isMultiTenant: true,
      asksFor: [['WindowsDefenderATP', 'Alert.Read.All', 'Role']],
    });
    const browser = new TestBrowser(world.authority);
    const page = await browser.signIn(await link(browser, other.appId), user);
    assert.match(page.html, /AADSTS90094/);
    assert.match(page.html, /Administrator/);
    const forged = await browser.submit(page, { action: 'accept' });
    assert.match(forged.html, /AADSTS90094/);
    const graph = await world.graphOf(world.fabrikam);
    const found = await graph('GET', `/v1.0/servicePrincipals?$filter=appId eq '${other.appId}'`);
    assert.deepEqual(found.body['value'], []);
  });

  it('grants nothing when the administrator declines', async () => {
    const other = await world.register({
      web: [PORTAL],
      isMultiTenant: true,
      asksFor: [['WindowsDefenderATP', 'Alert.Read.All', 'Role']],
    });
    const browser = new TestBrowser(world.authority);
    const page = await browser.signIn(await link(browser, other.appId), world.fabrikam.administrator);
    const declined = await browser.submit(page, { action: 'cancel' });
    assert.match(declined.html, /AADSTS65004/);
    const graph = await world.graphOf(world.fabrikam);
    const found = await graph('GET', `/v1.0/servicePrincipals?$filter=appId eq '${other.appId}'`);
    assert.deepEqual(found.body['value'], []);
  });

  it('is of no use for an application of one tenant only', async () => {
    const single = await world.register({
      web: [PORTAL],
      asksFor: [['WindowsDefenderATP', 'Alert.Read.All', 'Role']],
    });
    const page = await link(new TestBrowser(world.authority), single.appId);
    assert.match(page.html, /AADSTS50194/);
  });

  it('ends with the service principal: the next token is refused, whatever the others got', async () => {
    const graph = await world.graphOf(world.fabrikam);
    const { id } = await servicePrincipalOf(graph, client.appId);
    assert.equal((await graph('DELETE', `/v1.0/servicePrincipals/${String(id)}`)).status, 204);
    assertRefused(await customerToken(), 400, 'unauthorized_client', 700016);
  });
});

describe('the administrator’s consent', () => {
  let world: SignInWorld;
  let client: NewClient;
  const RETURN = 'https://partner.contoso.example/consented';
  before(async () => {
    world = await SignInWorld.start();
    client = await world.register({
      web: [RETURN],
      isMultiTenant: true,
      asksFor: [
        ['WindowsDefenderATP', 'Alert.Read.All', 'Role'],
        ['WindowsDefenderATP', 'Alert.Read', 'Scope'],
      ],
    });
  });
  after(() => world.close());

  it('goes back with admin_consent, tenant and state, in both versions', async () => {
    for (const [path, more] of [
      ['/organizations/adminconsent', {}],
      [`/${world.fabrikam.tenantId}/v2.0/adminconsent`, { scope: `${API}/.default` }],
    ] as const) {
      const browser = new TestBrowser(world.authority);
      const page = await browser.open(path, {
        client_id: client.appId,
        redirect_uri: RETURN,
        state: 'a b&c',
        ...more,
      });
      const done = await browser.accept(await browser.signIn(page, world.fabrikam.administrator));
      const { scope: _scope, ...reply } = replyOf(done);
      assert.deepEqual(reply, { admin_consent: 'True', tenant: world.fabrikam.tenantId, state: 'a b&c' });
    }
  });

  it('tells the application that it was declined', async () => {
    const browser = new TestBrowser(world.authority);
    const page = await browser.open('/organizations/adminconsent', {
      client_id: client.appId,
      redirect_uri: RETURN,
      state: 's',
    });
    const consent = await browser.signIn(page, world.fabrikam.administrator);
    const reply = replyOf(await browser.submit(consent, { action: 'cancel' }));
    assert.equal(reply['error'], 'access_denied');
    assert.match(reply['error_description'] ?? '', /^AADSTS65004/);
    assert.equal(reply['admin_consent'], 'True');
    assert.equal(reply['state'], 's');
  });

  it('never goes to an address that is not registered', async () => {
    for (const uri of ['https://evil.example/', `${RETURN}/more`, `${RETURN}?x=1`]) {
      const page = await new TestBrowser(world.authority).open('/organizations/adminconsent', {
        client_id: client.appId,
        redirect_uri: uri,
      });
      assert.equal(page.location, undefined);
      assert.match(page.html, /AADSTS50011/);
    }
  });
});

describe('a user’s consent', () => {
  let world: SignInWorld;
  const WEB = 'https://desk.contoso.example/signed-in';
  before(async () => {
    world = await SignInWorld.start();
  });
  after(() => world.close());

  const authorize = (browser: TestBrowser, client: NewClient, more: Record<string, string> = {}) =>
    browser.open(`/${world.contoso.tenantId}/oauth2/v2.0/authorize`, {
      client_id: client.appId,
      response_type: 'code',
      redirect_uri: WEB,
      scope: 'User.Read openid',
      ...more,
    });

  it('counts for that user alone', async () => {
    const client = await world.register({ web: [WEB] });
    const browser = new TestBrowser(world.authority);
    const page = await browser.signIn(await authorize(browser, client), world.user);
    assert.doesNotMatch(page.html, /name="organization"/, 'a user cannot consent for everybody');
    assert.ok(replyOf(await browser.accept(page))['code']);
    const other = new TestBrowser(world.authority);
    const asked = await other.signIn(await authorize(other, client), world.contoso.administrator);
    assert.match(asked.html, /value="accept"/);
  });

  it('counts for everybody when an administrator ticks the box', async () => {
    const client = await world.register({ web: [WEB] });
    const browser = new TestBrowser(world.authority);
    const page = await browser.signIn(await authorize(browser, client), world.contoso.administrator);
    assert.match(page.html, /name="organization"/);
    await browser.accept(page, { organization: 'true' });
    const other = new TestBrowser(world.authority);
    assert.ok(replyOf(await other.signIn(await authorize(other, client), world.user))['code']);
  });

  it('cannot grant for everybody by adding the box’s field to the form', async () => {
    const client = await world.register({ web: [WEB] });
    const browser = new TestBrowser(world.authority);
    const page = await browser.signIn(await authorize(browser, client), world.user);
    await browser.accept(page, { organization: 'true' });
    const other = new TestBrowser(world.authority);
    const asked = await other.signIn(await authorize(other, client), world.contoso.administrator);
    assert.match(asked.html, /value="accept"/);
  });

  it('is asked of an administrator for permissions that only one may grant', async () => {
    const client = await world.register({ web: [WEB] });
    const browser = new TestBrowser(world.authority);
    const scope = { scope: `${API}/Machine.Isolate` };
    const page = await browser.signIn(await authorize(browser, client, scope), world.user);
    assert.match(page.html, /AADSTS90094/);
    const reply = replyOf(await browser.submit(page, { action: 'cancel' }));
    assert.match(reply['error_description'] ?? '', /^AADSTS(65004|90094)/);
  });

  it('is never asked silently', async () => {
    const client = await world.register({ web: [WEB] });
    const browser = new TestBrowser(world.authority);
    const silent = { prompt: 'none', state: 's' };
    assert.match(
      replyOf(await authorize(browser, client, silent))['error_description'] ?? '',
      /^AADSTS50058/,
    );
    await browser.signIn(await authorize(browser, client), world.user);
    const reply = replyOf(await authorize(browser, client, silent));
    assert.equal(reply['error'], 'consent_required');
    assert.match(reply['error_description'] ?? '', /^AADSTS65001/);
    assert.equal(reply['state'], 's');
  });
});
