import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withoutChromium } from './chromium.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';

describe('signing in to the portal', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;

  before(async () => {
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
  });
  after(() => portal.close());

  it('begins with a page for people who have not signed in, and ends with their name', async () => {
    const page = await (await portal.newProfile()).newPage();
    await page.goto(portal.url('/'));
    await page.getByRole('heading', { name: 'Vakt' }).waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'welcome');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await portal.passSignIn(page, tenant.administrator);
    await page.getByRole('heading', { name: 'Welcome, Administrator' }).waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'home');
    assert.equal(new URL(page.url()).search, '', 'the code stays out of the address');
    await page.reload();
    await page.getByRole('heading', { name: 'Welcome, Administrator' }).waitFor();
    assert.deepEqual(portal.complaints, []);
  });
});
