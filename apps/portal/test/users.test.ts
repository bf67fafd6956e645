import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator, tokenOf } from './graph-caller.ts';
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
    await portal.expectAccessibleInBothColours(page);
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
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'new-user');
    await page.getByLabel('Make up a password').check();
  });

  it('makes a user and shows the made-up password once', async () => {
    await page.getByLabel('Display name').fill('Erin <b>& co</b>');
    await page.getByLabel('User principal name').fill('erin');
    await page.getByRole('button', { name: 'Create', exact: true }).dblclick();
    await page.getByRole('heading', { name: /Erin <b>& co<\/b>.? was created/ }).waitFor();
    const [userPrincipalName = '', password = ''] = await page.locator('main code').allTextContents();
    assert.equal(userPrincipalName, 'erin@contoso.example');
    assert.match(password, /^[A-Za-z2-9]{20}$/);
    await portal.expectAccessibleInBothColours(page);
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

  it('gives a role with its meaning, and takes none away from the last Global Administrator', async () => {
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('link', { name: 'Erin <b>& co</b>' }).click();
    await page.getByText('The user has no directory role').waitFor();
    await portal.expectAccessibleInBothColours(page);
    await page.getByRole('button', { name: 'Add assignment' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Add a directory role' });
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByText('This field is required.').waitFor();
    await dialog
      .getByLabel(/Application Administrator.*all but application permissions/)
      .first()
      .check();
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'user-add-role');
    await dialog.getByRole('button', { name: 'Add' }).dblclick();
    await page.getByRole('row', { name: /Application Administrator/ }).waitFor();
    await portal.screenshot(page, 'user');
    await page.goto(portal.url(`/users/${tenant.administrator.id}`));
    await page.getByText('This is you.').waitFor();
    await page.getByRole('button', { name: 'Remove Global Administrator' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText(/last Global Administrator .* keeps the role/).waitFor();
    await portal.expectAccessibleInBothColours(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Disable account' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disable account' }).click();
    await page.getByText(/last Global Administrator of a tenant who can sign in stays/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
  });

  it('lets an Application Administrator look, and no more, at users', async () => {
    const theirs = await portal.openAs(erin, `/users/${tenant.administrator.id}`);
    await theirs.getByRole('heading', { level: 1, name: 'Administrator' }).waitFor();
    await theirs.getByRole('button', { name: 'Disable account' }).click();
    await theirs.getByRole('alertdialog').getByRole('button', { name: 'Disable account' }).click();
    await theirs.getByText(/needs one of the directory roles Global Administrator/).waitFor();
    await theirs.getByText(/Who can help: Administrator \(admin@contoso\.example\)/).waitFor();
    await portal.expectAccessible(theirs);
    await portal.screenshot(theirs, 'user-denied');
    await theirs.context().close();
  });

  it('resets a password, which is shown once and works; the old one does no more', async () => {
    await page.goto(portal.url('/users'));
    await page.getByPlaceholder(/Beginning of a name/).fill('ERIN');
    await page.getByRole('row', { name: /Administrator@|admin@/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Erin <b>& co</b>' }).click();
    await page.getByRole('button', { name: 'Reset password' }).click();
    await portal.expectAccessibleInBothColours(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Reset password' }).click();
    const shown = page.getByRole('alertdialog', { name: 'The password was reset' });
    const password = (await shown.locator('code').last().textContent()) ?? '';
    await portal.expectAccessibleInBothColours(page);
    assert.notEqual(password, erin.password);
    await shown.getByRole('button', { name: 'Close', exact: true }).click();
    assert.ok(!(await page.content()).includes(password));
    await tokenOf(portal, tenant, { ...erin, password });
    await assert.rejects(tokenOf(portal, tenant, erin), /AADSTS50126/);
  });

  it('revokes sessions, disables and enables the account, and deletes the user', async () => {
    await page.getByRole('button', { name: 'Revoke sessions' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke sessions' }).click();
    await page.getByText('The sessions were revoked.').waitFor();
    await page.getByRole('button', { name: 'Disable account' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disable account' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Enable account' }).click();
    await page.getByText('Enabled', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText(/Erin <b>& co<\/b>.? was deleted\./).waitFor();
    await page.getByRole('row', { name: /admin@/ }).waitFor();
    assert.equal(await page.getByRole('link', { name: /Erin/ }).count(), 0);
    await page.getByLabel('User type').selectOption('Guest');
    await page.getByText('There is no user of this kind.').waitFor();
  });

  it('keeps long and mirrored names inside a narrow page', async () => {
    const graph = await AsAdministrator.of(portal, tenant);
    const name = `\u202E${'x'.repeat(254)}`;
    const { id } = await graph.call<{ id: string }>('/v1.0/users', {
      accountEnabled: true,
      displayName: name,
      mailNickname: 'long',
      userPrincipalName: `long@${tenant.domain}`,
      passwordProfile: { password: 'Correct-horse-battery-1' },
    });
    for (const path of ['/users', `/users/${id}`, '/users/new']) {
      const narrow = await portal.openAs(tenant.administrator, path, {
        colorScheme: 'dark',
        viewport: { width: 360, height: 740 },
      });
      await narrow.getByRole('heading', { level: 1 }).waitFor();
      if (path !== '/users/new') await narrow.getByText(name).first().waitFor();
      if (path === `/users/${id}`) await narrow.getByRole('button', { name: 'Delete' }).click();
      await portal.expectAccessible(narrow);
      assert.equal(await narrow.evaluate('document.documentElement.scrollWidth'), 360, path);
      await portal.screenshot(narrow, `narrow${path.replace(id, 'user').replaceAll('/', '-')}`);
      await narrow.context().close();
    }
    assert.deepEqual(portal.complaints, []);
  });
});
