import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPrivateKey, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator } from './graph-caller.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

describe('certificates & secrets', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;
  let administrator: AsAdministrator;
  let folder: string;

  before(async () => {
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
    administrator = await AsAdministrator.of(portal, tenant);
    folder = mkdtempSync(join(tmpdir(), 'vakt-certificates-'));
  });
  after(async () => {
    await portal.close();
    rmSync(folder, { recursive: true });
  });

  /** An application that is present in the tenant, on its page for credentials. */
  const open = async (options: BrowserContextOptions = {}): Promise<{ appId: string; page: Page }> => {
    const { id, appId } = await administrator.call<{ id: string; appId: string }>('/v1.0/applications', {
      displayName: 'Alert reader',
    });
    await administrator.call('/v1.0/servicePrincipals', { appId });
    const page = await portal.openAs(tenant.administrator, `/app-registrations/${id}/credentials`, {
      ...CLIPBOARD,
      ...options,
    });
    return { appId, page };
  };

  const addSecret = async (page: Page, description: string): Promise<void> => {
    await page.getByRole('button', { name: 'New client secret' }).click();
    await page.getByLabel('Description').fill(description);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  };

  it('shows a new secret once, and it works', async () => {
    const { appId, page } = await open();
    await page.getByText('No client secrets have been created').waitFor();
    await portal.expectAccessible(page);
    await page.getByRole('button', { name: 'New client secret' }).click();
    await page.getByText('The value is shown once').waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'credentials-new-secret');
    await page.getByLabel('Description').fill('Nightly report');
    await page.getByRole('button', { name: 'Add', exact: true }).dblclick();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await page.getByText('Copy the value now.').waitFor();
    await page.getByRole('row').filter({ hasText: 'Nightly report' }).waitFor();
    assert.equal(await page.getByRole('row').count(), 2, 'a double click makes one');
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'credentials');
    await page.getByRole('button', { name: 'Copy Client secret value' }).click();
    await page.getByText('The value is on your clipboard').waitFor();
    const secret = String(await page.evaluate('navigator.clipboard.readText()'));
    assert.match(await portal.vakt.token(appId, secret, undefined, tenant.tenantId), /^ey/);

    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByRole('link', { name: 'Certificates & secrets' }).click();
    await page.getByText(`${secret.slice(0, 3)}••••••••`).waitFor();
    assert.ok(!(await page.content()).includes(secret), 'nothing shows the value again');

    await page.getByRole('button', { name: 'Delete the client secret Nightly report' }).click();
    await page.getByText('gets no new tokens').waitFor();
    await portal.expectAccessible(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No client secrets have been created').waitFor();
    await assert.rejects(portal.vakt.token(appId, secret, undefined, tenant.tenantId), /AADSTS7000215/);
    assert.deepEqual(portal.complaints, []);
  });

  it('asks before somebody leaves without the value', async () => {
    const { page } = await open({ colorScheme: 'dark', viewport: { width: 360, height: 740 } });
    await addSecret(page, 'Not copied');
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'credentials-360-dark');
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    const question = page.getByRole('alertdialog', { name: 'The client secret has not been copied.' });
    await question.waitFor();
    await portal.expectAccessible(page);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    await page.getByText('Copy the value now.').waitFor();
    const browserQuestion = page.waitForEvent('dialog');
    await page.evaluate('setTimeout(() => location.reload())');
    const dialog = await browserQuestion;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.dismiss();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await question.getByRole('button', { name: 'Go on without it' }).click();
    await page.waitForURL('**/overview');
  });

  it('takes an end of one’s own choice, and marks secrets that have ended or soon will', async () => {
    const { page } = await open();
    const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    await page.getByRole('button', { name: 'New client secret' }).click();
    await page.getByLabel('Expires').selectOption('Custom');
    const lastDay = page.getByLabel('Last day');
    const add = page.getByRole('button', { name: 'Add', exact: true });
    await add.click();
    await page.getByText('Choose a date.').waitFor();
    await lastDay.fill(day(-3));
    await page.getByText('Choose a date after today.').waitFor();
    await lastDay.fill(day(800));
    await page.getByText('within the next 24 months').waitFor();
    await portal.expectAccessible(page);
    await lastDay.fill(day(10));
    await add.click();
    await page.getByText('expires soon').waitFor();
  });

  /** A certificate with its key, as a person makes one. */
  const makeCertificate = (
    name: string,
    newKey: readonly string[] = ['rsa:2048'],
  ): { pem: string; der: string; key: string; sha1: string } => {
    const [pem, der, key] = [`${name}.pem`, `${name}.cer`, `${name}.key`].map(file => join(folder, file)) as [
      string,
      string,
      string,
    ];
    const run = (...args: string[]): string => execFileSync('openssl', args, { stdio: 'pipe' }).toString();
    const subject = ['-subj', `/CN=${name}`];
    run(
      'req',
      '-x509',
      '-newkey',
      ...newKey,
      '-nodes',
      '-days',
      '90',
      ...subject,
      '-keyout',
      key,
      '-out',
      pem,
    );
    run('x509', '-in', pem, '-outform', 'der', '-out', der);
    const sha1 = run('x509', '-in', pem, '-noout', '-fingerprint', '-sha1').trim();
    return { pem, der, key, sha1: sha1.slice(sha1.indexOf('=') + 1).replaceAll(':', '') };
  };

  /** Asks for a token with what the key of a certificate signed (Microsoft identity platform: certificate credentials). */
  const askWithCertificate = async (appId: string, keyFile: string, sha1: string): Promise<number> => {
    const path = `/${tenant.tenantId}/oauth2/v2.0/token`;
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: 'RS256', x5t: Buffer.from(sha1, 'hex').toString('base64url') })
      .setAudience(`${portal.vakt.ready.url}${path}`)
      .setIssuer(appId)
      .setSubject(appId)
      .setJti(randomUUID())
      .setExpirationTime('5m')
      .sign(createPrivateKey(readFileSync(keyFile)));
    const form = {
      grant_type: 'client_credentials',
      client_id: appId,
      scope: 'https://api.securitycenter.microsoft.com/.default',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    };
    return (await portal.vakt.call(path, { form })).status;
  };

  it('takes certificates in PEM and DER, and no private key', async () => {
    const { appId, page } = await open();
    await page.getByRole('tab', { name: 'Certificates (0)' }).click();
    await portal.expectAccessible(page);
    const upload = page.getByRole('button', { name: 'Upload certificate' });
    const add = page.getByRole('button', { name: 'Add', exact: true });
    const file = page.getByLabel('Certificate file');
    const first = makeCertificate('first');
    await upload.click();
    await add.click();
    await page.getByText('Choose a file.').waitFor();
    await file.setInputFiles(first.key);
    await page.getByText('This file holds a private key. It was not sent.').waitFor();
    await file.setInputFiles({ name: 'a.cer', mimeType: '', buffer: Buffer.from('<b>no certificate</b>') });
    await page.getByText('This file is no X.509 certificate').waitFor();
    await portal.expectAccessible(page);
    await file.setInputFiles(makeCertificate('curve', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']).pem);
    await add.click();
    await page.getByText('The certificate must be for an RSA key of at least 2048 bits.').waitFor();
    await file.setInputFiles(first.pem);
    await page.getByLabel('Description').fill('Report server');
    await add.click();
    await page.getByText(first.sha1).waitFor();
    assert.equal(await askWithCertificate(appId, first.key, first.sha1), 200);
    const second = makeCertificate('second');
    await upload.click();
    await file.setInputFiles(second.der);
    await add.click();
    await page.getByText(second.sha1).waitFor();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'credentials-certificates');

    await page.getByRole('button', { name: 'Delete the certificate Report server' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText(first.sha1).waitFor({ state: 'detached' });
    await page.getByText(second.sha1).waitFor();
    assert.equal(await askWithCertificate(appId, first.key, first.sha1), 401);
    assert.equal(await askWithCertificate(appId, second.key, second.sha1), 200);
  });

  it('takes the word of another issuer, and lets go of it', async () => {
    const { page } = await open();
    await page.getByRole('tab', { name: 'Client secrets (0)' }).press('ArrowRight');
    await page.getByRole('tab', { name: 'Federated credentials (0)', selected: true }).waitFor();
    await page.getByRole('button', { name: 'Add credential' }).click();
    const add = page.getByRole('button', { name: 'Add', exact: true });
    await page.getByLabel('Name').fill('a b');
    await page.getByLabel('Issuer').fill('http://issuer.example');
    await add.click();
    await page.getByText('begin with a letter or a digit').waitFor();
    await page.getByText('begins with https://').waitFor();
    await portal.expectAccessible(page);
    await page.getByLabel('Name').fill('main-branch');
    await page.getByLabel('Issuer').fill('https://token.actions.githubusercontent.com');
    await page.getByLabel('Subject').fill('repo:contoso/reports:ref:refs/heads/main');
    await portal.screenshot(page, 'credentials-new-federated');
    await add.click();
    await page.getByRole('cell', { name: 'repo:contoso/reports:ref:refs/heads/main' }).waitFor();
    await page.getByRole('tab', { name: 'Federated credentials (1)' }).waitFor();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    await portal.expectAccessible(page);
    await page.getByRole('button', { name: 'Delete the federated credential main-branch' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No federated credentials').waitFor();
    assert.deepEqual(portal.complaints, []);
  });
});
