import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator, tokenOf } from './graph-caller.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';
import {
  type AskedPermission,
  addSecret,
  type RegisteredApplication,
  registerApplication,
  requiredAccess,
} from './registered-application.ts';

const ALERTS: AskedPermission = ['WindowsDefenderATP', 'Alert.Read.All', 'Role'];
const MACHINES: AskedPermission = ['WindowsDefenderATP', 'Machine.Read.All', 'Role'];

describe('a partner and its customers', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let partner: TestTenant;
  let customer: TestTenant;
  let graph: AsAdministrator;
  let application: RegisteredApplication;
  let secret: string;
  let page: Page;
  let customersPage: Page;

  before(async () => {
    portal = await PortalUnderTest.start();
    [partner, customer] = await Promise.all([
      portal.createTenant('partner.example'),
      portal.createTenant('contoso.example'),
    ]);
    graph = await AsAdministrator.of(portal, partner);
    application = await registerApplication(graph, 'Partner console', [ALERTS]);
    secret = await addSecret(graph, application);
    page = await portal.openAs(partner.administrator, '/partner', {
      permissions: ['clipboard-read', 'clipboard-write'],
      // High enough for the pictures to show all of a page.
      viewport: { width: 1_280, height: 1_300 },
    });
    customersPage = await (await portal.newProfile()).newPage();
  });
  after(() => portal.close());

  /** Changes the application as a script of the partner does. */
  const change = async (body: object): Promise<void> => {
    const token = await tokenOf(portal, partner, partner.administrator);
    const path = `/v1.0/applications/${application.id}`;
    const reply = await portal.vakt.call(path, { method: 'PATCH', token, json: body });
    assert.equal(reply.status, 204, reply.text);
  };

  const copied = async (name: string): Promise<string> => {
    await page.getByRole('button', { name: `Copy ${name}`, exact: true }).click();
    return String(await page.evaluate('navigator.clipboard.readText()'));
  };

  const check = async (expected: string): Promise<void> => {
    await page.getByRole('button', { name: 'Check Contoso' }).click();
    await page
      .getByRole('row', { name: /Contoso/ })
      .getByText(expected, { exact: true })
      .waitFor();
    await checkDone();
  };

  /** A check is over when the next can begin. */
  const checkDone = (): Promise<void> =>
    page.getByRole('button', { name: 'Check all', disabled: false }).waitFor();

  const secretNames = async (): Promise<readonly (string | null)[]> => {
    const { passwordCredentials } = await graph.call<{
      passwordCredentials: readonly { displayName: string | null }[];
    }>(`/v1.0/applications/${application.id}`);
    return passwordCredentials.map(({ displayName }) => displayName);
  };

  it('begins with an explanation, and with applications once one is for other tenants', async () => {
    await page.getByText('No application of this tenant is for other tenants.').waitFor();
    await portal.expectAccessible(page);
    await change({ signInAudience: 'AzureADMultipleOrgs' });
    await page.reload();
    await page.getByRole('link', { name: 'Partner console' }).waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'partner');
    await page.getByRole('link', { name: 'Partner console' }).click();
    await page.getByRole('heading', { name: 'Consent link' }).waitFor();
  });

  it('saves a customer by its tenant id', async () => {
    await page.getByText('No customer is saved yet.').waitFor();
    await portal.expectAccessible(page);
    await page.getByLabel('Tenant ID of the customer').fill('contoso.example');
    await page.getByLabel('Name of the customer').fill('Contoso <b>\u202e');
    await page.getByRole('button', { name: 'Add customer' }).click();
    await page.getByText('A tenant ID is a GUID').waitFor();
    assert.equal(await page.getByLabel('Name of the customer').inputValue(), 'Contoso <b>\u202e');
    await page.getByLabel('Tenant ID of the customer').fill(customer.tenantId);
    await page.getByRole('button', { name: 'Add customer' }).dblclick();
    await page.getByRole('row', { name: /Contoso <b>/ }).waitFor();
    await page.getByLabel('Tenant ID of the customer').fill(customer.tenantId);
    await page.getByLabel('Name of the customer').fill('Contoso');
    await page.getByRole('button', { name: 'Add customer' }).click();
    await page.getByRole('row', { name: /Contoso 4|Contoso [0-9a-f]{8}-/ }).waitFor();
    assert.equal(await page.getByRole('row').count(), 2, 'the second time changes the name');
  });

  it('finds that nobody there has consented, and has the link that mends it', async () => {
    await check('Not consented');
    await page.getByText('The application is not in this tenant').waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'customers-not-consented');
    assert.deepEqual(await secretNames(), ['Test']);
  });

  it('sees the consent that the customer’s administrator gives by the copied link', async () => {
    await customersPage.goto(await copied('Consent link'));
    await portal.passSignIn(customersPage, customer.administrator);
    await customersPage.getByText('Partner console').first().waitFor();
    await customersPage.getByRole('button', { name: 'Accept' }).click();
    await customersPage.getByText(customer.tenantId).waitFor();
    await check('Consented');
    await page.getByText('WindowsDefenderATP/Alert.Read.All').waitFor();
    await portal.expectAccessible(page);
  });

  it('finds the drift of a permission added later, and its mending by the row’s link', async () => {
    await change({ requiredResourceAccess: requiredAccess([ALERTS, MACHINES]) });
    await page.reload();
    await check('Consent has drifted');
    await page.getByText('Missing: WindowsDefenderATP/Machine.Read.All').waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'customers-drifted');
    await customersPage.goto(await copied('consent link for Contoso'));
    await customersPage.getByRole('button', { name: 'Accept' }).click();
    await customersPage.getByText(customer.tenantId).or(customersPage.locator('h1')).first().waitFor();
    await check('Consented');
    await page.getByText('WindowsDefenderATP/Machine.Read.All').waitFor();
  });

  it('leaves no temporary secret, and the partner’s own gets the customer’s alerts', async () => {
    assert.deepEqual(await secretNames(), ['Test']);
    const token = await portal.vakt.token(application.appId, secret, undefined, customer.tenantId);
    assert.equal((await portal.vakt.call('/api/alerts', { token })).status, 200);
  });

  it('removes what a check left that was broken off', async () => {
    const started = Date.now() - 3_600_000;
    await graph.call(`/v1.0/applications/${application.id}/addPassword`, {
      passwordCredential: {
        displayName: 'Portal consent check',
        startDateTime: new Date(started).toISOString(),
        endDateTime: new Date(started + 600_000).toISOString(),
      },
    });
    await page.reload();
    await check('Consented');
    assert.deepEqual(await secretNames(), ['Test']);
  });

  it('leads from a customer to the request for its token', async () => {
    await page
      .getByRole('row', { name: /Contoso/ })
      .getByRole('link', { name: 'Get a token' })
      .click();
    const { tenantId } = customer;
    await page.getByText(`${tenantId}/oauth2/v2.0/token`).waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Tenant' }).inputValue(), tenantId);
    await page.goBack();
  });

  it('checks all at once, and says when there is no such tenant', async () => {
    await page.getByLabel('Tenant ID of the customer').fill('4f1c2a80-5d0e-4b5f-9a51-7f0b0a3f2c11');
    await page.getByRole('button', { name: 'Add customer' }).click();
    const unknown = page.getByRole('row', { name: /4f1c2a80/ });
    await unknown.waitFor();
    await page.getByRole('button', { name: 'Check all' }).click();
    await unknown.getByText('Tenant unknown').waitFor();
    await page
      .getByRole('row', { name: /Contoso/ })
      .getByText('Consented', { exact: true })
      .waitFor();
    await checkDone();
    assert.deepEqual(await secretNames(), ['Test']);
    await page.getByRole('button', { name: 'Remove 4f1c2a80-5d0e-4b5f-9a51-7f0b0a3f2c11' }).click();
    await page.getByRole('alertdialog', { name: 'Remove this customer?' }).waitFor();
    await portal.expectAccessible(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await unknown.waitFor({ state: 'detached' });
  });

  it('fits a telephone, in German and in the dark', async () => {
    const phone = { viewport: { width: 360, height: 2_000 }, locale: 'de-DE', colorScheme: 'dark' } as const;
    const path = `/app-registrations/${application.id}/customers`;
    const small = await portal.openAs(partner.administrator, path, phone);
    await small.getByRole('button', { name: 'Alle prüfen' }).click();
    await small.getByText('Zugestimmt', { exact: true }).waitFor();
    for (const [name, shown] of [
      ['customers', 'Zustimmungslink'],
      ['get-a-token', 'Vor dem Ausführen'],
    ] as const) {
      await small.goto(portal.url(`/app-registrations/${application.id}/${name}`));
      await small.getByRole('heading', { name: shown }).waitFor();
      await portal.expectAccessible(small);
      await portal.screenshot(small, `${name}-telephone`);
      const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      assert.equal(await small.evaluate(tooWide), 0, name);
    }
  });

  it('tells whoever may not change the application who can', async () => {
    const person = await graph.createUser('anna');
    const path = `/app-registrations/${application.id}/customers`;
    const annas = await portal.openAs(person, path);
    await annas.getByRole('button', { name: 'Check Contoso' }).click();
    await annas.getByText('You may not do this.').waitFor();
    await annas
      .getByText(/Global Administrator/)
      .first()
      .waitFor();
    assert.deepEqual(await secretNames(), ['Test']);
    assert.deepEqual(portal.complaints, []);
  });
});
