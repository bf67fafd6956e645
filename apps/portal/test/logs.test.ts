import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator } from './graph-caller.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';

const CORRELATION_ID = '5d3c3c9a-7a44-4a09-9d0f-0f3f1f2a9c11';

describe('the logs of the tenant', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;
  let graph: AsAdministrator;
  let page: Page;

  /** Asks for a token with a wrong password. */
  const failToSignIn = async (username: string): Promise<void> => {
    const reply = await portal.vakt.call(`/${tenant.tenantId}/oauth2/v2.0/token`, {
      form: {
        grant_type: 'password',
        client_id: VAKT_CLI_APP_ID,
        username,
        password: 'not the password',
        scope: 'https://graph.microsoft.com/.default',
      },
      headers: { 'client-request-id': CORRELATION_ID },
    });
    assert.equal(reply.status, 400);
  };

  before(async () => {
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
    graph = await AsAdministrator.of(portal, tenant);
    await failToSignIn(tenant.administrator.userPrincipalName);
    page = await portal.openAs(tenant.administrator, '/sign-in-logs', {
      permissions: ['clipboard-read', 'clipboard-write'],
      timezoneId: 'Asia/Tokyo',
    });
  });
  after(() => portal.close());

  it('shows why a sign-in was refused, to whoever has the correlation id of the error', async () => {
    await page.getByRole('row', { name: /Failure/ }).waitFor();
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'sign-in-logs');
    await page.getByPlaceholder(/correlation ID/).fill(CORRELATION_ID);
    await page
      .getByRole('row', { name: /Success/ })
      .first()
      .waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Details: .*Administrator/ }).click();
    const details = page.getByRole('dialog', { name: 'Sign-in details' });
    await details.getByText('AADSTS50126').waitFor();
    const words = (await details.textContent()) ?? '';
    assert.match(words, /Error validating credentials due to invalid username or password/);
    assert.ok(words.includes(VAKT_CLI_APP_ID));
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'sign-in-details');
    await details.getByRole('button', { name: 'Copy Correlation ID' }).click();
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), CORRELATION_ID);
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  });

  it('writes times in the person’s zone, and in UTC in the details', async () => {
    const [entry] = (
      await graph.call<{ value: { createdDateTime: string }[] }>(
        `/v1.0/auditLogs/signIns?$filter=correlationId eq '${CORRELATION_ID}'`,
      )
    ).value;
    const inTokyo = new Intl.DateTimeFormat('en', {
      timeZone: 'Asia/Tokyo',
      dateStyle: 'medium',
      timeStyle: 'medium',
    }).format(new Date(entry?.createdDateTime ?? ''));
    await page.getByRole('button', { name: `Details: ${inTokyo}` }).click();
    await page
      .getByRole('dialog')
      .getByText(entry?.createdDateTime ?? '')
      .waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
  });

  it('narrows the list, and keeps that in the address', async () => {
    await page.getByPlaceholder(/correlation ID/).fill('nobody of this name');
    await page.getByText('No sign-in like this is in the log.').waitFor();
    await page.getByPlaceholder(/correlation ID/).fill('');
    await page.getByLabel('Status').selectOption('Success');
    await page
      .getByRole('row', { name: /Success/ })
      .first()
      .waitFor();
    await page
      .getByRole('row', { name: /Failure/ })
      .first()
      .waitFor({ state: 'detached' });
    await page.getByLabel('Sign-in type').selectOption('Applications (service principals)');
    await page.getByText('No sign-in like this is in the log.').waitFor();
    assert.match(page.url(), /status=success/);
    await page.reload();
    await page.getByText('No sign-in like this is in the log.').waitFor();
    assert.equal(await page.getByLabel('Status').inputValue(), 'success');
  });

  it('shows changes, what they were made to, and those that were refused', async () => {
    const hostile = '\u202Egnihtemos <script>alert(1)</script>';
    const { id } = await graph.call<{ id: string }>('/v1.0/applications', { displayName: hostile });
    await page.getByRole('link', { name: 'Audit logs' }).click();
    await page.getByRole('row', { name: /Add application/ }).waitFor();
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'audit-logs');
    await page.getByPlaceholder(/any ID/).fill(id);
    await page.getByRole('row', { name: /Create company/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Details: .*Add application/ }).click();
    const details = page.getByRole('dialog', { name: 'Audit log details' });
    const words = (await details.textContent()) ?? '';
    assert.ok(words.includes(hostile));
    assert.ok(words.includes(tenant.administrator.userPrincipalName));
    assert.match(words, /AppId/);
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'audit-details');
    await page.getByRole('button', { name: 'Close' }).click();
  });

  it('brings more when asked', async () => {
    await page.getByPlaceholder(/any ID/).fill('');
    for (let at = 0; at < 60; at += 1)
      await graph.call('/v1.0/applications', { displayName: `Number ${at}` });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('row', { name: /Number 59/ }).waitFor();
    assert.equal(await page.getByRole('row', { name: /Number 0$/ }).count(), 0);
    await page.getByRole('button', { name: 'Load more' }).click();
    await page.getByRole('row', { name: /Create company/ }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Load more' }).count(), 0);
  });

  it('tells who may not read it whom to ask', async () => {
    const member = await graph.createUser('malin');
    const theirs = await portal.openAs(member, '/sign-in-logs', {
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
      locale: 'da',
    });
    await theirs.getByText(/needs one of the directory roles Global Administrator/).waitFor();
    await theirs.getByText(/Disse kan hjælpe: Administrator/).waitFor();
    await portal.expectAccessible(theirs);
    await portal.screenshot(theirs, 'sign-in-logs-denied');
    assert.equal(await theirs.evaluate('document.documentElement.scrollWidth'), 360);
    assert.deepEqual(portal.complaints, []);
  });
});
