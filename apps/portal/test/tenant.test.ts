import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withoutChromium } from './chromium.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';

describe('the tenant’s page', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let business: TestTenant;

  before(async () => {
    portal = await PortalUnderTest.start();
    business = await portal.createTenant('contoso.example', 'Business');
  });
  after(() => portal.close());

  it('shows ids, numbers, and what the plan opens and what it does not', async () => {
    const page = await portal.openAs(business.administrator, '/tenant');
    await page.getByText(business.tenantId).waitFor();
    await page.getByText('contoso.example (default)').waitFor();
    await page.getByText('Microsoft Defender for Business').waitFor();
    const rowOf = async (name: string): Promise<string> =>
      (await page.getByRole('row', { name: new RegExp(`^${name}`) }).textContent()) ?? '';
    assert.match(await rowOf('Alerts'), /GET \/api\/alerts.*Opened$/);
    assert.match(await rowOf('Advanced hunting'), /Not opened: calls are answered with 403$/);
    const numbers = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'In numbers' }) });
    assert.match((await numbers.textContent()) ?? '', /1Users0App registrations\d+Enterprise applications/);
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'tenant');
    await page.getByRole('link', { name: 'Create another tenant' }).click();
    await page.waitForURL(portal.url('/create-tenant'));
  });

  it('fits a narrow, dark page', async () => {
    const tenant = await portal.createTenant('fabrikam.example', 'Plan1');
    const page = await portal.openAs(tenant.administrator, '/tenant', {
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    });
    await page.getByText('Microsoft Defender for Endpoint Plan 1').waitFor();
    await page.getByRole('row', { name: /^Incidents.*Not opened/ }).waitFor();
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'tenant-narrow-dark');
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360);
    assert.deepEqual(portal.complaints, []);
  });
});
