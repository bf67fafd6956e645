import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';

describe('app registrations', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;
  let page: Page;

  before(async () => {
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
    page = await portal.openAs(tenant.administrator, '/app-registrations', {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
  });
  after(() => portal.close());

  it('registers an application and shows its ids ready to copy', async () => {
    await page.getByText('No application is registered in this tenant yet.').waitFor();
    await portal.expectAccessible(page);
    await page.getByRole('link', { name: 'New registration' }).click();
    await page.getByRole('heading', { name: 'Register an application' }).waitFor();
    await portal.expectAccessible(page);
    await page.getByLabel('Name').fill('Alert reader');
    await page.getByLabel('Redirect URI (optional)').fill('https://tool.contoso.example/auth');
    await portal.screenshot(page, 'new-registration');
    await page.getByRole('button', { name: 'Register' }).dblclick();
    await page.getByRole('heading', { level: 1, name: 'Alert reader' }).waitFor();
    await page.getByRole('button', { name: 'Copy Application (client) ID' }).click();
    const clientId = await page.evaluate('navigator.clipboard.readText()');
    assert.match(String(clientId), /^[0-9a-f-]{36}$/);
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'application-overview');
    await page.getByRole('link', { name: 'App registrations' }).first().click();
    await page.getByRole('link', { name: 'Alert reader' }).waitFor();
    assert.equal(await page.getByRole('row').count(), 2, 'a double click registers once');
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'app-registrations');
    assert.deepEqual(portal.complaints, []);
  });
});
