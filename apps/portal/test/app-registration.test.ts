import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator, tokenOf } from './graph-caller.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';

interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly signInAudience: string;
  readonly isFallbackPublicClient: boolean;
  readonly requiredResourceAccess: readonly unknown[];
  readonly optionalClaims: unknown;
  readonly web: {
    readonly redirectUris: readonly string[];
    readonly logoutUrl: string | null;
    readonly implicitGrantSettings: Readonly<Record<string, boolean>>;
  };
}

describe('the pages of an app registration', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;
  let administrator: AsAdministrator;
  let page: Page;
  let application: Application;

  const openTab = async (tab: string, on: Page = page): Promise<void> => {
    await on.goto(portal.url(`/app-registrations/${application.id}/${tab}`));
    await on.getByRole('heading', { level: 1, name: application.displayName }).waitFor();
  };
  const present = (): Promise<Application> =>
    administrator.call<Application>(`/v1.0/applications/${application.id}`);
  const dialog = (on: Page = page) => on.getByRole('alertdialog');
  const addRedirectUri = async (uri: string, on: Page = page): Promise<void> => {
    await on.getByRole('button', { name: 'Add a redirect URI' }).click();
    await dialog(on).getByLabel('Redirect URI').fill(uri);
    await dialog(on).getByRole('button', { name: 'Add' }).click();
  };

  before(async () => {
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
    administrator = await AsAdministrator.of(portal, tenant);
    page = await portal.openAs(tenant.administrator, '/app-registrations', {
      permissions: ['clipboard-read', 'clipboard-write'],
      viewport: { width: 1280, height: 1000 },
    });
  });
  beforeEach(async () => {
    application = await administrator.call<Application>('/v1.0/applications', {
      displayName: 'Alert reader',
      web: { redirectUris: ['https://one.contoso.example/auth'] },
    });
  });
  after(() => portal.close());

  it('renames it, opens it to other tenants, and shows where its tokens come from', async () => {
    await openTab('overview');
    await portal.screenshot(page, 'application-overview');
    await portal.expectAccessibleInBothColours(page);
    await page.getByText(`${portal.vakt.ready.url}/${tenant.tenantId}/oauth2/v2.0/token`).waitFor();
    await page.getByRole('button', { name: 'Rename the application' }).click();
    await dialog().getByLabel('Name').fill('');
    await dialog().getByText('This field is required.').waitFor();
    await portal.expectAccessibleInBothColours(page);
    await dialog().getByLabel('Name').fill('Alert writer');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Alert writer' }).waitFor();
    await page.locator('button:focus', { hasText: 'Rename' }).waitFor();
    await page.getByRole('button', { name: 'Change the supported account types' }).click();
    await dialog()
      .getByLabel(/any organizational directory/)
      .check();
    await portal.expectAccessibleInBothColours(page);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Customers' }).waitFor();
    await page.getByText(`${portal.vakt.ready.url}/organizations/oauth2/v2.0/token`).waitFor();
    const { displayName, signInAudience } = await present();
    assert.deepEqual([displayName, signInAudience], ['Alert writer', 'AzureADMultipleOrgs']);
    await page.getByRole('main').getByRole('link', { name: 'Prove' }).click();
    await page.waitForURL(/\/credentials$/);
  });

  it('adds and removes redirect URIs, of which two administrators lose none', async () => {
    await openTab('authentication');
    await portal.screenshot(page, 'application-authentication');
    await portal.expectAccessibleInBothColours(page);
    const second = await administrator.createUser('second', '62e90394-69f5-4237-9190-012177145e10');
    const other = await portal.openAs(second, '/');
    await openTab('authentication', other);
    await addRedirectUri('https://two.contoso.example/auth', other);
    await other.getByRole('button', { name: 'Remove https://two.contoso.example/auth' }).waitFor();
    await addRedirectUri('https://three.contoso.example/auth');
    await page.getByRole('button', { name: 'Remove https://three.contoso.example/auth' }).waitFor();
    await other.getByRole('button', { name: 'Remove https://one.contoso.example/auth' }).click();
    await portal.expectAccessible(other);
    await dialog(other).getByRole('button', { name: 'Remove' }).click();
    await other.getByText('https://three.contoso.example/auth').waitFor();
    assert.deepEqual((await present()).web.redirectUris, [
      'https://two.contoso.example/auth',
      'https://three.contoso.example/auth',
    ]);
    await addRedirectUri('https://three.contoso.example/auth');
    await page.getByText('This redirect URI is registered already.').waitFor();
    await dialog().getByLabel('Redirect URI').fill('javascript:alert(1)');
    await page.getByText('It must begin with https://').waitFor();
    await portal.expectAccessibleInBothColours(page);
  });

  it('changes how it signs people in, and nothing besides', async () => {
    await openTab('authentication');
    const save = page.getByRole('button', { name: 'Save' });
    await page.getByLabel('Front-channel logout URL').fill('http://contoso.example/');
    await save.click();
    await page.getByText('It must begin with https://').waitFor();
    await page.getByLabel('Front-channel logout URL').fill('https://contoso.example/logout');
    await page.getByLabel('ID tokens (used for implicit and hybrid flows)').check();
    await page.getByLabel('Allow public client flows').check();
    await save.click();
    await page.getByText('Saved.').waitFor();
    const { web, isFallbackPublicClient } = await present();
    assert.deepEqual(web, {
      homePageUrl: null,
      logoutUrl: 'https://contoso.example/logout',
      redirectUris: ['https://one.contoso.example/auth'],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: true },
    });
    assert.equal(isFallbackPublicClient, true);
  });

  it('shows its manifest to copy and keep, and saves what was changed in it', async () => {
    await openTab('manifest');
    const text = page.getByRole('textbox', { name: 'Manifest' });
    await page.getByRole('button', { name: 'Copy Manifest' }).click();
    const copied = String(await page.evaluate('navigator.clipboard.readText()'));
    assert.equal((JSON.parse(copied) as Application).appId, application.appId);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), `${application.appId}.json`);
    assert.equal(readFileSync(await download.path(), 'utf8'), copied);
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'application-manifest');
    const access = {
      resourceAppId: 'fc780465-2017-40d4-a0c5-307022471b92',
      resourceAccess: [{ id: '71fe6b80-7034-4028-9ed8-0f316df9c3ff', type: 'Role' }],
    };
    const optionalClaims = {
      accessToken: [{ name: 'ipaddr', source: null, essential: false, additionalProperties: [] }],
      idToken: [],
      saml2Token: [],
    };
    const edited = { ...(JSON.parse(copied) as object), requiredResourceAccess: [access], optionalClaims };
    await text.fill(JSON.stringify(edited));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    const saved = await present();
    assert.deepEqual(saved.requiredResourceAccess, [access]);
    assert.deepEqual(saved.optionalClaims, optionalClaims);
  });

  it('says what is wrong with a manifest, in its own words or the server’s, and keeps the text', async () => {
    await openTab('manifest');
    const text = page.getByRole('textbox', { name: 'Manifest' });
    const original = await text.inputValue();
    await text.fill(original.slice(0, -1));
    await page.getByText('This is no JSON').waitFor();
    await text.fill(original.replace(application.appId, application.id));
    await page.getByText('These properties cannot be set here: appId.').waitFor();
    await portal.expectAccessibleInBothColours(page);
    const refused = original.replace('https://one.contoso.example/auth', 'http://one.contoso.example/auth');
    await text.fill(refused);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText("'http://one.contoso.example/auth' must begin with https://").waitFor();
    assert.equal(await text.inputValue(), refused);
    await portal.screenshot(page, 'application-manifest-refused');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    assert.equal(await text.inputValue(), original);
  });

  it('lets no manifest overwrite what somebody else changed meanwhile', async () => {
    await openTab('manifest');
    const text = page.getByRole('textbox', { name: 'Manifest' });
    await text.fill((await text.inputValue()).replace('"Alert reader"', '"Mine"'));
    const token = await tokenOf(portal, tenant, tenant.administrator);
    const json = { displayName: 'Theirs' };
    await portal.vakt.call(`/v1.0/applications/${application.id}`, { method: 'PATCH', token, json });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else has changed displayName since you began.').waitFor();
    assert.equal((await present()).displayName, 'Theirs');
  });

  it('refuses who may not change it, keeps what they typed, and says who can help', async () => {
    const member = await administrator.createUser('member');
    const theirs = await portal.openAs(member, '/');
    await openTab('overview', theirs);
    await theirs.getByRole('button', { name: 'Rename the application' }).click();
    await dialog(theirs).getByLabel('Name').fill('Taken over');
    await dialog(theirs).getByRole('button', { name: 'Save' }).click();
    await dialog(theirs).getByText('You may not do this.').waitFor();
    await dialog(theirs).getByText(tenant.administrator.userPrincipalName).waitFor();
    assert.equal(await dialog(theirs).getByLabel('Name').inputValue(), 'Taken over');
    await portal.expectAccessible(theirs);
    await portal.screenshot(theirs, 'application-rename-denied');
    assert.equal((await present()).displayName, 'Alert reader');
  });

  it('is deleted after saying what stops working, and whoever has it open is told', async () => {
    const other = await portal.openAs(tenant.administrator, '/');
    await openTab('authentication', other);
    await openTab('overview');
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog().getByText('It gets no more tokens').waitFor();
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'application-delete');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: 'Delete' }).waitFor();
    assert.equal((await present()).id, application.id);
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { level: 1, name: 'App registrations' }).waitFor();
    await page.getByText('Alert reader was deleted.').waitFor();
    await addRedirectUri('https://two.contoso.example/auth', other);
    await other.getByRole('heading', { name: 'This application has been deleted' }).waitFor();
    await portal.expectAccessible(other);
    await page.goBack();
    await page.getByRole('heading', { name: 'There is no such application' }).waitFor();
    await portal.expectAccessible(page);
    await page.getByRole('link', { name: 'To the list of app registrations' }).click();
    await page.getByRole('heading', { level: 1, name: 'App registrations' }).waitFor();
    assert.deepEqual(portal.complaints, []);
  });

  it('says so when the address names no application', async () => {
    for (const id of ['no-guid', '00000000-0000-4000-8000-000000000000']) {
      await page.goto(portal.url(`/app-registrations/${id}`));
      await page.getByRole('heading', { name: 'There is no such application' }).waitFor();
    }
  });

  it('fits a telephone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const tab of ['overview', 'authentication', 'manifest']) {
      await openTab(tab);
      const overflow = await page.evaluate(
        `Math.max(...[document.documentElement, document.querySelector('main')].map(part => part.scrollWidth - part.clientWidth))`,
      );
      assert.equal(overflow, 0, tab);
      await portal.screenshot(page, `application-${tab}-360`);
    }
  });
});
