import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { VAKT_PORTAL_APP_ID } from '@vakt/contract/resources';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator } from './graph-caller.ts';
import { type Person, PortalUnderTest, type TestTenant } from './portal-under-test.ts';

const HOUR_MS = 3_600_000;

/** How far the page, or its main part, is wider than the window: only a table's own region may be. */
const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(
    `Math.max(...[document.documentElement, document.querySelector('main')].map(part => part.scrollWidth - part.clientWidth))`,
  );

describe('app registrations', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;
  let administrator: AsAdministrator;
  let page: Page;

  const open = async (path: string): Promise<void> => {
    await page.goto(portal.url(path));
    await page.locator('main h1').waitFor();
  };
  const registerNamed = async (name: string): Promise<void> => {
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Register' }).click();
  };
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const countNamed = async (name: string): Promise<number> => {
    const filter = encodeURIComponent(`displayName eq '${name}'`);
    const { value } = await administrator.call<{ value: unknown[] }>(`/v1.0/applications?$filter=${filter}`);
    return value.length;
  };

  /** Revokes the page's sign-in. Refresh tokens of the same second still count, so until it really has ended. */
  const revokeSignIn = async (): Promise<void> => {
    const stored = String(await page.evaluate(`sessionStorage.getItem('vakt.sign-in')`));
    const { refreshToken } = JSON.parse(stored) as { refreshToken: string };
    const form = { grant_type: 'refresh_token', client_id: VAKT_PORTAL_APP_ID, refresh_token: refreshToken };
    const headers = { origin: portal.vakt.ready.url };
    for (let answer = ''; !answer.includes('AADSTS50173'); ) {
      await administrator.call('/v1.0/me/revokeSignInSessions', {});
      const path = `/${tenant.tenantId}/oauth2/v2.0/token`;
      answer = (await portal.vakt.call(path, { form, headers })).text;
    }
  };

  before(async () => {
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
    administrator = await AsAdministrator.of(portal, tenant);
    page = await portal.openAs(tenant.administrator, '/app-registrations', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
  });
  beforeEach(() => open('/app-registrations'));
  after(() => portal.close());

  it('registers an application, once however often Register is clicked, and shows its ids ready to copy', async () => {
    await page.getByText('No application is registered in this tenant yet.').waitFor();
    await portal.expectAccessibleInBothColours(page);
    await page.getByRole('link', { name: 'New registration' }).click();
    await heading('Register an application').waitFor();
    await page.getByLabel('Name').fill('Alert reader');
    await page.getByLabel('Redirect URI (optional)').fill('https://tool.contoso.example/auth');
    await portal.screenshot(page, 'new-registration');
    await page.getByRole('button', { name: 'Register' }).dblclick();
    await heading('Alert reader').waitFor();
    const copied: unknown[] = [];
    for (const id of ['Application (client) ID', 'Object ID', 'Directory (tenant) ID']) {
      await page.getByRole('button', { name: `Copy ${id}` }).click();
      copied.push(await page.evaluate('navigator.clipboard.readText()'));
    }
    const { value } = await administrator.call<{ value: Record<string, unknown>[] }>('/v1.0/applications');
    const [application = {}] = value;
    assert.deepEqual(copied, [application['appId'], application['id'], tenant.tenantId]);
    assert.deepEqual(application['web'], {
      homePageUrl: null,
      logoutUrl: null,
      redirectUris: ['https://tool.contoso.example/auth'],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    });
    assert.equal(application['signInAudience'], 'AzureADMyOrg');
    assert.equal(await countNamed('Alert reader'), 1);
  });

  it('says at the field what is wrong, keeps what was typed, and takes the focus there', async () => {
    await open('/app-registrations/new');
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByText('This field is required.').waitFor();
    assert.equal(await page.evaluate('document.activeElement?.tagName'), 'INPUT');
    await page.getByLabel('Name').fill('x'.repeat(10_000));
    await page.getByLabel('Redirect URI (optional)').fill('http://tool.contoso.example/auth');
    await page.getByText('At most 120 characters.').waitFor();
    await page.getByText('It must begin with https://').waitFor();
    await portal.expectAccessibleInBothColours(page);
    await page.getByLabel('Platform').selectOption('publicClient');
    await page.getByLabel('Redirect URI (optional)').fill('contoso-tool://auth');
    await page.getByLabel(/any organizational directory/).check();
    await registerNamed('Native tool');
    await heading('Native tool').waitFor();
    await page.getByRole('link', { name: 'Customers' }).waitFor();
  });

  it('shows names with HTML and right-to-left marks as they are, and no name stretches the page', async () => {
    const html = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    const reversed = 'invoice\u202Efdp.exe';
    const long = 'W'.repeat(120);
    for (const name of [html, reversed, long]) {
      await open('/app-registrations/new');
      await registerNamed(name);
      await heading(name).waitFor();
    }
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ['/app-registrations', new URL(page.url()).pathname.replace('/portal', '')]) {
      await open(path);
      await page
        .getByRole('button', { name: /^Copy / })
        .first()
        .waitFor();
      assert.ok((await overflowOf(page)) <= 0, path);
      await portal.expectAccessible(page);
    }
    await portal.screenshot(page, 'application-long-name-360');
    await open('/app-registrations/new');
    assert.ok((await overflowOf(page)) <= 0, 'the form');
    await portal.screenshot(page, 'new-registration-360');
    await page.setViewportSize({ width: 1280, height: 720 });
    assert.deepEqual(portal.complaints, []);
  });

  it('finds an application by how its name begins and by its client id, and lists those that one owns', async () => {
    const { appId } = await administrator.call<{ appId: string }>('/v1.0/applications', {
      displayName: 'Hunting’s "queries"',
    });
    await open('/app-registrations');
    const search = page.getByRole('searchbox');
    const rows = page.getByRole('row');
    await page.getByRole('link', { name: 'Hunting’s' }).waitFor();
    for (const text of ['hunting’s "q', appId]) {
      await search.fill(text);
      await page.getByRole('link', { name: 'Alert reader' }).waitFor({ state: 'detached' });
      assert.equal(await rows.count(), 2);
      await search.fill('');
      await page.getByRole('link', { name: 'Alert reader' }).waitFor();
    }
    await search.fill("no such name' or 1 eq 1");
    await page.getByText('No application matches.').waitFor();
    await portal.screenshot(page, 'app-registrations-none-found');
    await page.getByRole('link', { name: 'Owned applications' }).click();
    await search.fill('Alert');
    await page.getByRole('link', { name: 'Alert reader' }).waitFor();
    await search.fill('');
    await page.getByRole('link', { name: 'Native tool' }).waitFor();
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'app-registrations');
  });

  it('says that the list cannot be read, not that there is none, and reads it when asked again', async () => {
    await page.route('**/v1.0/applications?*', route => route.abort());
    await open('/app-registrations');
    await page.getByText('The server does not answer.').waitFor();
    assert.equal(await page.getByText('No application is registered').count(), 0);
    await portal.expectAccessible(page);
    await page.unroute('**/v1.0/applications?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Alert reader' }).waitFor();
  });

  it('shows fifty applications, and more when asked', async () => {
    for (let at = 0; at < 50; at += 1)
      await administrator.call('/v1.0/applications', { displayName: `Of many ${at}` });
    await open('/app-registrations');
    await page.getByRole('link', { name: 'Alert reader' }).waitFor();
    const rows = page.getByRole('row');
    assert.equal(await rows.count(), 51);
    await page.getByRole('button', { name: 'Load more' }).click();
    await page.getByRole('link', { name: 'W'.repeat(120) }).waitFor();
    assert.ok((await rows.count()) > 51);
  });

  it('keeps what was typed when the sign-in ends in the middle of it, and goes on after a new one', async () => {
    const somebodyElse = await administrator.createUser('erin');
    await open('/app-registrations/new');
    await page.getByLabel('Name').fill('Typed before the end');
    await revokeSignIn();
    // The access token in the page outlives the revocation, but not the hour.
    await page.clock.setFixedTime(Date.now() + 2 * HOUR_MS);
    await page.getByRole('button', { name: 'Register' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Your sign-in has ended' });
    await dialog.waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'sign-in-again');
    const signInInWindow = async (person: Person): Promise<void> => {
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        dialog.getByRole('button', { name: 'Sign in again' }).click(),
      ]);
      await portal.passSignIn(popup, person);
    };
    await signInInWindow(somebodyElse);
    await dialog.getByText('Somebody else signed in.').waitFor();
    await portal.expectAccessible(page);
    assert.equal(await page.locator('form input').first().inputValue(), 'Typed before the end');
    await signInInWindow(tenant.administrator);
    await heading('Typed before the end').waitFor();
    administrator = await AsAdministrator.of(portal, tenant);
    assert.equal(await countNamed('Typed before the end'), 1);
    assert.deepEqual(portal.complaints, []);
  });
});
