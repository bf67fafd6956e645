import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findPermission } from '@vakt/contract/permissions';
import { type ResourceName, resourceApplications } from '@vakt/contract/resources';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator } from './graph-caller.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';

interface Client {
  readonly appId: string;
  readonly secret: string;
  readonly servicePrincipalId: string;
}

describe('enterprise applications', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;
  let graph: AsAdministrator;
  let page: Page;
  let client: Client;

  const servicePrincipalOf = async (resource: ResourceName): Promise<string> => {
    const { appId } = resourceApplications[resource];
    return (await graph.call<{ id: string }>(`/v1.0/servicePrincipals(appId='${appId}')`)).id;
  };
  const grantRole = async (resource: ResourceName, value: string): Promise<void> => {
    const resourceId = await servicePrincipalOf(resource);
    await graph.call(`/v1.0/servicePrincipals/${client.servicePrincipalId}/appRoleAssignments`, {
      principalId: client.servicePrincipalId,
      resourceId,
      appRoleId: findPermission(resource, value, 'Role')?.id,
    });
  };
  const rolesOfToken = async (): Promise<unknown> => {
    const token = await portal.vakt.token(client.appId, client.secret, undefined, tenant.tenantId);
    const [, payload = ''] = token.split('.');
    return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { roles?: unknown }).roles;
  };

  before(async () => {
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
    graph = await AsAdministrator.of(portal, tenant);
    const { id, appId } = await graph.call<{ id: string; appId: string }>('/v1.0/applications', {
      displayName: '<img src=x onerror=alert(1)> reader',
    });
    const { secretText } = await graph.call<{ secretText: string }>(
      `/v1.0/applications/${id}/addPassword`,
      {},
    );
    const principal = await graph.call<{ id: string }>('/v1.0/servicePrincipals', { appId });
    client = { appId, secret: secretText, servicePrincipalId: principal.id };
    page = await portal.openAs(tenant.administrator, '/enterprise-applications');
  });
  after(() => portal.close());

  it('lists applications by where they come from', async () => {
    await page.getByRole('link', { name: '<img src=x onerror=alert(1)> reader' }).waitFor();
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'enterprise-applications');
    await page.getByLabel('Application type').selectOption('Of other organizations');
    await page.getByText('No application of this kind').waitFor();
    await page.getByLabel('Application type').selectOption('Microsoft applications');
    await page.getByRole('link', { name: 'WindowsDefenderATP' }).waitFor();
    await page.getByLabel('Application type').selectOption('All applications');
    await page.getByLabel('Name, application ID or object ID').fill(client.appId);
    await page.getByRole('link', { name: 'WindowsDefenderATP' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /reader/ }).click();
    await page.getByRole('heading', { level: 1, name: /reader/ }).waitFor();
    await page.getByText('Nothing was consented to for this application.').waitFor();
  });

  it('tells what was consented to, by whom and when', async () => {
    await grantRole('WindowsDefenderATP', 'Alert.Read.All');
    await grantRole('WindowsDefenderATP', 'Machine.Read.All');
    await graph.call('/v1.0/oauth2PermissionGrants', {
      clientId: client.servicePrincipalId,
      resourceId: await servicePrincipalOf('MicrosoftGraph'),
      consentType: 'AllPrincipals',
      scope: 'User.Read Directory.Read.All',
    });
    await page.reload();
    const alerts = page.getByRole('row', { name: /Alert\.Read\.All/ });
    await alerts.getByText(`by ${tenant.administrator.userPrincipalName}`).waitFor();
    assert.match((await alerts.textContent()) ?? '', /WindowsDefenderATP.*Application.*\d{1,2}:\d\d:\d\d/);
    const read = page.getByRole('row', { name: /User\.Read/ });
    assert.match((await read.textContent()) ?? '', /Microsoft Graph.*Delegated.*Everybody.*by admin@/);
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'enterprise-application');
  });

  it('revokes one permission; the next token lacks it', async () => {
    assert.deepEqual(await rolesOfToken(), ['Alert.Read.All', 'Machine.Read.All']);
    await page.getByRole('button', { name: 'Revoke Alert.Read.All of WindowsDefenderATP' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Revoke Alert.Read.All?' });
    await portal.expectAccessibleInBothColours(page);
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Alert.Read.All was revoked.').waitFor();
    await page.locator('main:focus').waitFor();
    assert.deepEqual(await rolesOfToken(), ['Machine.Read.All']);
    await page.getByRole('button', { name: 'Revoke User.Read of Microsoft Graph' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('User.Read was revoked.').waitFor();
    assert.equal(await page.getByRole('row', { name: /Directory\.Read\.All/ }).count(), 1);
  });

  it('revokes everything', async () => {
    await page.getByRole('button', { name: 'Revoke all permissions' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(/2 permissions are taken back/).waitFor();
    await dialog.getByRole('button', { name: 'Revoke all permissions' }).dblclick();
    await page.getByText('Nothing was consented to for this application.').waitFor();
    assert.equal(await rolesOfToken(), undefined);
  });

  it('shows a customer’s administrator whose application it is, and what they consented to', async () => {
    const vendor = await portal.createTenant('vendor.example');
    const vendorGraph = await AsAdministrator.of(portal, vendor);
    const redirectUri = `${portal.vakt.ready.url}/nowhere`;
    const { appId } = await vendorGraph.call<{ appId: string }>('/v1.0/applications', {
      displayName: 'Vendor’s tool',
      signInAudience: 'AzureADMultipleOrgs',
      web: { redirectUris: [redirectUri] },
      requiredResourceAccess: [
        {
          resourceAppId: resourceApplications.WindowsDefenderATP.appId,
          resourceAccess: [
            { id: findPermission('WindowsDefenderATP', 'Alert.Read.All', 'Role')?.id, type: 'Role' },
          ],
        },
      ],
    });
    const parameters = new URLSearchParams({ client_id: appId, redirect_uri: redirectUri });
    await page.goto(`${portal.vakt.ready.url}/${tenant.tenantId}/adminconsent?${parameters}`);
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.waitForURL(url => url.pathname === '/nowhere');
    await page.goto(portal.url('/enterprise-applications'));
    await page.getByLabel('Application type').selectOption('Of other organizations');
    await page.getByText(`Tenant ${vendor.tenantId}`).waitFor();
    await page.getByRole('link', { name: 'Vendor’s tool' }).click();
    const row = page.getByRole('row', { name: /Alert\.Read\.All/ });
    await row.getByText(`by ${tenant.administrator.userPrincipalName}`).waitFor();
  });

  it('keeps an application out, lets it in again, and deletes it from the tenant', async () => {
    await page.getByRole('button', { name: 'Disable sign-in' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disable sign-in' }).click();
    await page.getByRole('button', { name: 'Enable sign-in' }).click();
    await page.getByRole('button', { name: 'Disable sign-in' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await portal.expectAccessibleInBothColours(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText(/Vendor’s tool.? was deleted from this tenant\./).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Enterprise applications' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Vendor’s tool' }).count(), 0);
  });

  it('tells a member without a role whom to ask', async () => {
    const member = await graph.createUser('malin');
    const path = `/enterprise-applications/${client.servicePrincipalId}`;
    const theirs = await portal.openAs(member, path, {
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    });
    await theirs.getByText('Who consented is in the audit log, which you may not read:').waitFor();
    await theirs.getByText(/Who can help: Administrator \(admin@contoso\.example\)/).waitFor();
    await theirs.getByRole('button', { name: 'Disable sign-in' }).click();
    await theirs.getByRole('alertdialog').getByRole('button', { name: 'Disable sign-in' }).click();
    await theirs
      .getByRole('alertdialog')
      .getByText(/needs one of the directory roles/)
      .waitFor();
    await portal.expectAccessible(theirs);
    await theirs.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await theirs.evaluate('document.documentElement.scrollWidth'), 360);
    await portal.screenshot(theirs, 'enterprise-application-narrow-dark');
    assert.deepEqual(portal.complaints, []);
  });
});
