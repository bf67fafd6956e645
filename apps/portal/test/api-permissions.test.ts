import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator } from './graph-caller.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';

const ADDED_LATER =
  'Not granted: added since the last consent. It does nothing until consent is granted again';

describe('API permissions', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;
  let administrator: AsAdministrator;

  before(async () => {
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
    administrator = await AsAdministrator.of(portal, tenant);
  });
  after(() => portal.close());

  /** An application with a secret, and what its tokens carry. */
  const register = async (properties: object = {}) => {
    const { id, appId } = await administrator.call<{ id: string; appId: string }>('/v1.0/applications', {
      displayName: 'Alert reader',
      ...properties,
    });
    const { secretText } = await administrator.call<{ secretText: string }>(
      `/v1.0/applications/${id}/addPassword`,
      {},
    );
    const roles = async (): Promise<unknown> =>
      decodeJwt(await portal.vakt.token(appId, secretText, undefined, tenant.tenantId))['roles'];
    return { appId, path: `/app-registrations/${id}/api-permissions`, roles };
  };

  const statusOf = (page: Page, permission: string) => page.getByRole('row').filter({ hasText: permission });

  const addDefenderPermission = async (
    page: Page,
    permission: string,
    type: 'Application' | 'Delegated' = 'Application',
  ): Promise<void> => {
    await page.getByRole('button', { name: 'Add a permission' }).click();
    await page.getByRole('tab', { name: 'APIs my organization uses' }).click();
    await page.getByLabel('Search for an API').fill('WindowsDefenderATP');
    await page.getByRole('button', { name: 'WindowsDefenderATP' }).click();
    await page.getByRole('radio', { name: `${type} permissions` }).check();
    await page.getByRole('checkbox', { name: permission, exact: true }).check();
    await page.getByRole('button', { name: 'Add permissions' }).click();
    await statusOf(page, permission).waitFor();
  };

  const grantConsent = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Grant admin consent for' }).click();
    await page.getByRole('button', { name: 'Grant consent' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  };

  it('walks the way of the vendor’s page, from a name typed to roles in tokens', async () => {
    const { path, roles } = await register();
    const page = await portal.openAs(tenant.administrator, path);
    await page.getByText('asks for no permissions yet').waitFor();
    await portal.expectAccessible(page);

    await page.getByRole('button', { name: 'Add a permission' }).click();
    const panel = page.getByRole('dialog', { name: 'Request API permissions' });
    await panel.getByRole('button', { name: 'Microsoft Graph' }).waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'api-permissions-microsoft');
    await panel.getByRole('tab', { name: 'APIs my organization uses' }).click();
    await panel.getByRole('button', { name: 'Microsoft Graph' }).waitFor();
    assert.equal(await panel.getByRole('button', { name: 'WindowsDefenderATP' }).count(), 0);
    assert.equal(await panel.getByRole('button', { name: 'Microsoft Threat Protection' }).count(), 0);
    await portal.expectAccessible(page);
    const search = panel.getByLabel('Search for an API');
    await search.fill('threat prot');
    await panel.getByRole('button', { name: 'Microsoft Threat Protection' }).waitFor();
    await search.fill('WindowsDefenderATP');
    await panel.getByRole('button', { name: 'WindowsDefenderATP' }).click();
    await panel.getByRole('radio', { name: 'Application permissions' }).check();
    await panel.getByText('GET /api/alerts,').first().waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'api-permissions-panel');
    await panel.getByLabel('Search for a permission').fill('alert');
    await panel.getByRole('checkbox', { name: 'Alert.Read.All', exact: true }).check();
    await panel.getByRole('button', { name: 'Add permissions' }).dblclick();
    await panel.waitFor({ state: 'detached' });
    await statusOf(page, 'Alert.Read.All').getByText('Not granted for Tenant contoso.example').waitFor();
    await assert.rejects(roles(), /AADSTS700016/, 'asking grants nothing');

    await page.getByRole('button', { name: 'Grant admin consent for Tenant contoso.example' }).click();
    await page.getByRole('alertdialog').getByText('WindowsDefenderATP: Alert.Read.All').waitFor();
    await portal.expectAccessible(page);
    await page.getByRole('button', { name: 'Grant consent' }).dblclick();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await statusOf(page, 'Alert.Read.All').getByText('Granted for Tenant contoso.example').waitFor();
    await page.getByText('Everything that is configured is granted.').waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'api-permissions');
    assert.deepEqual(await roles(), ['Alert.Read.All']);
    assert.deepEqual(portal.complaints, []);
  });

  it('marks what was added since the last consent, until consent is granted again', async () => {
    const { path, roles } = await register();
    const page = await portal.openAs(tenant.administrator, path);
    await addDefenderPermission(page, 'Alert.Read.All');
    await grantConsent(page);
    await addDefenderPermission(page, 'Machine.Read.All');
    await statusOf(page, 'Machine.Read.All').getByText(ADDED_LATER).waitFor();
    await page.getByText('1 permission was added since the last consent.').waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'api-permissions-added-later');
    assert.deepEqual(await roles(), ['Alert.Read.All']);
    await grantConsent(page);
    await statusOf(page, 'Machine.Read.All').getByText('Granted for Tenant contoso.example').waitFor();
    assert.deepEqual(await roles(), ['Alert.Read.All', 'Machine.Read.All']);
  });

  it('keeps a removed permission in sight until its consent is revoked', async () => {
    const { path, roles } = await register();
    const page = await portal.openAs(tenant.administrator, path);
    await addDefenderPermission(page, 'Alert.Read.All');
    await grantConsent(page);
    const actions = page.getByRole('button', { name: 'Actions for Alert.Read.All' });
    await actions.click();
    await page.getByRole('menuitem', { name: 'Remove permission' }).click();
    await page.getByText('Its consent stays until it is revoked').waitFor();
    await portal.expectAccessible(page);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { name: 'Other permissions granted' }).waitFor();
    await portal.expectAccessible(page);
    assert.deepEqual(await roles(), ['Alert.Read.All']);
    await actions.click();
    await page.getByRole('menuitem', { name: 'Revoke admin consent' }).click();
    await portal.expectAccessible(page);
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Other permissions granted' }).waitFor({ state: 'detached' });
    assert.equal(await roles(), undefined);
  });

  it('grants delegated permissions of an API together, and takes one back', async () => {
    const { appId, path } = await register();
    const page = await portal.openAs(tenant.administrator, path);
    const grants = async (): Promise<unknown> => {
      const list = `/v1.0/servicePrincipals(appId='${appId}')/oauth2PermissionGrants`;
      const { value } = await administrator.call<{ value: { scope: string; consentType: string }[] }>(list);
      return value.map(({ scope, consentType }) => [scope, consentType]);
    };
    await addDefenderPermission(page, 'Alert.Read', 'Delegated');
    await grantConsent(page);
    assert.deepEqual(await grants(), [['Alert.Read', 'AllPrincipals']]);
    await addDefenderPermission(page, 'Machine.Read', 'Delegated');
    await grantConsent(page);
    assert.deepEqual(await grants(), [['Alert.Read Machine.Read', 'AllPrincipals']]);
    await page.getByRole('button', { name: 'Actions for Alert.Read' }).click();
    await page.getByRole('menuitem', { name: 'Revoke admin consent' }).click();
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await statusOf(page, 'Alert.Read').getByText(ADDED_LATER).waitFor();
    assert.deepEqual(await grants(), [['Machine.Read', 'AllPrincipals']]);
  });

  it('tells a person without the role who can help, and gives them a link to send', async () => {
    const owner = await administrator.createUser('owner');
    const { appId, path } = await register();
    const id = path.split('/')[2];
    await administrator.call(`/v1.0/applications/${id}/owners/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${owner.id}`,
    });
    const page = await portal.openAs(owner, path);
    await addDefenderPermission(page, 'Alert.Read.All');
    const grant = page.getByRole('button', { name: 'Grant admin consent for' });
    assert.equal(await grant.getAttribute('aria-disabled'), 'true');
    await page.getByText('Global Administrator, Privileged Role Administrator').waitFor();
    await page.getByText(tenant.administrator.userPrincipalName).waitFor();
    const link = `${portal.vakt.ready.url}/${tenant.tenantId}/adminconsent?client_id=${appId}`;
    await page.getByText(link).waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'api-permissions-without-role');

    const other = await (await portal.newProfile()).newPage();
    await other.goto(link);
    await portal.passSignIn(other, tenant.administrator);
    await other.getByRole('button', { name: 'Accept' }).click();
    await other.getByText('Alert reader').first().waitFor();
    await page.reload();
    await statusOf(page, 'Alert.Read.All').getByText('Granted for').waitFor();
  });

  it('speaks the vendor’s words in Danish, also in the dark', async () => {
    const { path } = await register();
    const page = await portal.openAs(tenant.administrator, path, {
      locale: 'da-DK',
      colorScheme: 'dark',
    });
    await page.getByRole('button', { name: 'Tilføj en tilladelse' }).click();
    await page.getByRole('tab', { name: "API'er, som min organisation bruger" }).click();
    await page.getByLabel('Søg efter en API').fill('WindowsDefenderATP');
    await page.getByRole('button', { name: 'WindowsDefenderATP' }).click();
    await page.getByRole('radio', { name: 'Programtilladelser' }).check();
    await page.getByRole('checkbox', { name: 'Alert.Read.All', exact: true }).check();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'api-permissions-panel-dark');
    await page.getByRole('button', { name: 'Tilføj tilladelser' }).click();
    await page.getByRole('button', { name: 'Giv administratorsamtykke for Tenant contoso.example' }).click();
    await page.getByRole('button', { name: 'Giv samtykke' }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await statusOf(page, 'Alert.Read.All').getByText('Givet for Tenant contoso.example').waitFor();
    await portal.expectAccessible(page);
  });

  it('leaves application permissions of Microsoft Graph to those who may open the directory', async () => {
    const helper = await administrator.createUser('helper', '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3');
    const { path, roles } = await register();
    const page = await portal.openAs(helper, path);
    await addDefenderPermission(page, 'Alert.Read.All');
    await grantConsent(page);
    assert.deepEqual(await roles(), ['Alert.Read.All']);
    await page.getByRole('button', { name: 'Add a permission' }).click();
    await page.getByRole('button', { name: 'Microsoft Graph' }).click();
    await page.getByRole('radio', { name: 'Application permissions' }).check();
    await page.getByRole('checkbox', { name: 'User.Read.All', exact: true }).check();
    await page.getByRole('button', { name: 'Add permissions' }).click();
    await page.getByText('are granted by these roles alone').waitFor();
    const grant = page.getByRole('button', { name: 'Grant admin consent for' });
    assert.equal(await grant.getAttribute('aria-disabled'), 'true');
  });

  it('says in words that somebody may not change another’s application', async () => {
    const visitor = await administrator.createUser('visitor');
    const { path } = await register();
    const page = await portal.openAs(visitor, path);
    await page.getByRole('button', { name: 'Add a permission' }).click();
    await page.getByRole('button', { name: 'Microsoft Graph' }).click();
    await page.getByRole('radio', { name: 'Delegated permissions' }).check();
    const box = page.getByRole('checkbox', { name: 'User.Read', exact: true });
    await box.check();
    await page.getByRole('button', { name: 'Add permissions' }).click();
    await page.getByText('You may not do this.').waitFor();
    await portal.expectAccessible(page);
    assert.ok(await box.isChecked(), 'what was chosen stays');
  });

  it('bears foreign texts of any kind and length on a small screen', async () => {
    const foreign = `<img src=x onerror=alert(1)>\u202egnol ${'x'.repeat(900)}`;
    const api = await administrator.call<{ appId: string }>('/v1.0/applications', {
      displayName: '<b>Tickets\u202e</b>',
      appRoles: [
        {
          id: 'b2a1d1f4-6b0f-4f5e-9a59-0c3fd1e0a001',
          allowedMemberTypes: ['Application'],
          displayName: foreign,
          description: foreign,
          isEnabled: true,
          value: 'Tickets.Read.All',
        },
      ],
    });
    const { path } = await register({ displayName: '<i>\u202eReader</i>' });
    const page = await portal.openAs(tenant.administrator, path, { viewport: { width: 360, height: 740 } });
    const expectNoScroll = async (): Promise<void> =>
      assert.equal(await page.evaluate('document.querySelector("main").scrollWidth <= innerWidth'), true);
    await page.getByRole('button', { name: 'Add a permission' }).click();
    await page.getByRole('tab', { name: 'My APIs' }).click();
    await page.getByRole('button', { name: api.appId }).click();
    await page.getByRole('radio', { name: 'Application permissions' }).check();
    await page.getByRole('checkbox', { name: 'Tickets.Read.All' }).check();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'api-permissions-panel-360');
    await page.getByRole('button', { name: 'Add permissions' }).click();
    await statusOf(page, 'Tickets.Read.All').waitFor();
    await grantConsent(page);
    await statusOf(page, 'Tickets.Read.All').getByText('Granted for').waitFor();
    await expectNoScroll();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'api-permissions-360');
    assert.deepEqual(portal.complaints, []);
  });
});
