import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { type Person, PortalUnderTest, type TestTenant } from './portal-under-test.ts';

describe('users and their roles', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;
  let page: Page;
  let erin: Person;

  before(async () => {
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
    page = await portal.openAs(tenant.administrator, '/users');
  });
  after(() => portal.close());

  it('lists who is there, with roles', async () => {
    const row = page.getByRole('row', { name: /Administrator/ });
    await row.getByText('Global Administrator').waitFor();
    assert.match((await row.textContent()) ?? '', /admin@contoso\.example.*Member.*Enabled/);
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'users');
  });

  it('says at the fields what is wrong with a new user', async () => {
    await page.getByRole('link', { name: 'New user' }).click();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByText('This field is required.').first().waitFor();
    await page.getByLabel('User principal name').fill('erin@contoso');
    await page.getByText(/Letters, digits and/).waitFor();
    await page.getByLabel('Give a password').check();
    await page.getByLabel('New password').fill('short');
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'new-user');
    await page.getByLabel('Make up a password').check();
  });

  it('makes a user and shows the made-up password once', async () => {
    await page.getByLabel('Display name').fill('Erin <b>& co</b>');
    await page.getByLabel('User principal name').fill('erin');
    await page.getByRole('button', { name: 'Create', exact: true }).dblclick();
    await page.getByRole('heading', { name: 'Erin <b>& co</b> was created' }).waitFor();
    const [userPrincipalName = '', password = ''] = await page.locator('main code').allTextContents();
    assert.equal(userPrincipalName, 'erin@contoso.example');
    assert.match(password, /^[A-Za-z2-9]{20}$/);
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'user-created');
    erin = { userPrincipalName, password };
  });

  it('keeps what was typed when the name is taken', async () => {
    await page.getByRole('button', { name: 'Create another user' }).click();
    await page.getByLabel('Display name').fill('Another Erin');
    await page.getByLabel('User principal name').fill('erin');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByText(/userPrincipalName already exists/).waitFor();
    assert.equal(await page.getByLabel('Display name').inputValue(), 'Another Erin');
  });
});
