import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';

const SERVER_ARGS = ['--no-demo', '--no-sensor'];

/** How far the page itself, not a region in it, is wider than the window. */
const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe('how the portal feels', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;

  before(async () => {
    portal = await PortalUnderTest.start(SERVER_ARGS);
    tenant = await portal.createTenant('contoso.example');
  });
  after(() => portal.close());

  const choose = async (page: Page, settings: string, wanted: string): Promise<void> => {
    await page.getByRole('button', { name: settings }).click();
    await page.getByRole('menuitemradio', { name: wanted }).click();
    await page.keyboard.press('Escape');
  };

  it('speaks the browser’s language, and another one when asked, also the next time', async () => {
    const page = await portal.openAs(tenant.administrator, '/', { locale: 'da-DK' });
    await page.getByRole('heading', { name: 'Velkommen, Administrator' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'da');
    for (const [settings, language, heading] of [
      ['Sprog og farver', 'Svenska', 'Välkommen'],
      ['Språk och färger', 'Deutsch', 'Willkommen'],
    ] as const) {
      await choose(page, settings, language);
      await page.getByRole('heading', { name: heading }).waitFor();
      await portal.expectAccessible(page);
    }
    await page.reload();
    await page.getByRole('heading', { name: 'Willkommen, Administrator' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  });

  it('follows the system’s colours until the person chooses', async () => {
    const page = await portal.openAs(tenant.administrator, '/', { colorScheme: 'dark' });
    const background = (): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector('main')).backgroundColor`);
    const dark = await background();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'home-dark');
    await choose(page, 'Language and colours', 'Light');
    const light = await background();
    assert.notEqual(light, dark);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await background(), light);
  });

  it('fits a telephone, and its menu opens and closes with the keyboard', async () => {
    const page = await portal.openAs(tenant.administrator, '/', { viewport: { width: 360, height: 740 } });
    assert.ok((await overflowOf(page)) <= 0);
    await portal.screenshot(page, 'home-360');
    await page.getByRole('button', { name: 'Navigation' }).press('Enter');
    await page.getByRole('dialog').getByRole('link', { name: 'Users' }).waitFor();
    await portal.expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('lets the keyboard skip the navigation, and takes the focus to a new page', async () => {
    const page = await portal.openAs(tenant.administrator, '/');
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    await page.locator('a:focus', { hasText: 'Skip to the page' }).waitFor();
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement?.id'), 'main');
    await page.getByRole('link', { name: 'Token inspector' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Token inspector' }).waitFor();
    assert.equal(await page.evaluate('document.activeElement?.id'), 'main');
  });

  it('says so when an address has no page', async () => {
    const page = await portal.openAs(tenant.administrator, '/no-such-page');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await portal.expectAccessible(page);
    await page.getByRole('main').getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'Welcome, Administrator' }).waitFor();
  });

  it('shows the first view within 1.5 seconds of a cold cache', async () => {
    const page = await (await portal.newProfile()).newPage();
    const started = performance.now();
    await page.goto(portal.url('/'), { waitUntil: 'commit' });
    await page.getByRole('heading', { name: 'Vakt' }).waitFor();
    const milliseconds = performance.now() - started;
    // A first view takes a third of a second on a quiet machine; tests share theirs with others.
    assert.ok(milliseconds < 1_500, `${milliseconds} ms`);
  });

  it('loads nothing from anywhere else', async () => {
    const profile = await portal.newProfile();
    const page = await profile.newPage();
    const hosts = new Set<string>();
    page.on('request', request => hosts.add(new URL(request.url()).origin));
    await page.goto(portal.url('/'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await portal.passSignIn(page, tenant.administrator);
    await page.getByRole('heading', { name: 'Welcome, Administrator' }).waitFor();
    assert.deepEqual([...hosts], [portal.vakt.ready.url]);
  });

  it('tells when the server is away, and goes on when it is back', async () => {
    const page = await portal.openAs(tenant.administrator, '/');
    const { port } = new URL(portal.vakt.ready.url);
    await portal.vakt.stop();
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await page.getByText('The server does not answer.').first().waitFor();
    await portal.expectAccessible(page);
    await portal.vakt.startAgain([...SERVER_ARGS, '--port', port]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Administrator', exact: true }).waitFor();
    assert.deepEqual(portal.complaints, []);
  });
});
