import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { PortalUnderTest } from './portal-under-test.ts';

/** A person has ten minutes; a browser, which waits for nothing but the server, this long. */
const LONGEST_WALK_S = 60;

describe('the way of a stranger', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let page: Page;

  before(async () => {
    portal = await PortalUnderTest.start();
    const profile = await portal.newProfile({ permissions: ['clipboard-read', 'clipboard-write'] });
    page = await profile.newPage();
  });
  after(() => portal.close());

  const clipboard = async (): Promise<string> =>
    String(await page.evaluate('navigator.clipboard.readText()'));

  const createTenant = async (): Promise<void> => {
    await page.goto(portal.url('/'));
    await page.getByRole('link', { name: 'Create a tenant' }).click();
    await page.getByLabel('Organization name').fill('Contoso');
    await page.getByRole('textbox', { name: 'Domain', exact: true }).fill('contoso.example');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ann Smith');
    await page
      .getByLabel('Operator’s token')
      .fill(readFileSync(join(portal.vakt.data, 'operator.token'), 'utf8').trim());
    await page.getByRole('button', { name: 'Create tenant' }).click();
    await page.getByRole('heading', { name: 'The tenant is created' }).waitFor();
    await page.getByRole('button', { name: 'Copy Password' }).click();
    const password = await clipboard();
    await page.getByRole('button', { name: /^Sign in as / }).click();
    await portal.passSignIn(page, { userPrincipalName: 'admin@contoso.example', password });
    await page.getByRole('heading', { name: 'Welcome, Ann Smith' }).waitFor();
  };

  const register = async (): Promise<void> => {
    await page.getByRole('link', { name: 'New registration' }).click();
    await page.getByLabel('Name').fill('My first tool');
    await page.getByRole('button', { name: 'Register' }).click();
    await page.getByRole('heading', { level: 1, name: 'My first tool' }).waitFor();
  };

  const permit = async (): Promise<void> => {
    await page.getByRole('link', { name: 'API permissions' }).first().click();
    await page.getByRole('button', { name: 'Add a permission' }).click();
    await page.getByRole('tab', { name: 'APIs my organization uses' }).click();
    await page.getByLabel('Search for an API').fill('WindowsDefenderATP');
    await page.getByRole('button', { name: 'WindowsDefenderATP' }).click();
    await page.getByRole('radio', { name: 'Application permissions' }).check();
    await page.getByRole('checkbox', { name: 'Alert.Read.All', exact: true }).check();
    await page.getByRole('button', { name: 'Add permissions' }).click();
    await page.getByRole('button', { name: 'Grant admin consent for Contoso' }).click();
    await page.getByRole('button', { name: 'Grant consent' }).click();
    await page.getByText('Everything that is configured is granted.').waitFor();
  };

  const prove = async (): Promise<string> => {
    await page.getByRole('link', { name: 'Certificates & secrets' }).first().click();
    await page.getByRole('button', { name: 'New client secret' }).click();
    await page.getByLabel('Description').fill('My laptop');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Copy Client secret value' }).click();
    await page.getByText('The value is on your clipboard').waitFor();
    return clipboard();
  };

  const copyRequest = async (): Promise<string> => {
    await page.getByRole('link', { name: 'Get a token' }).first().click();
    await page.getByRole('tab', { name: 'curl' }).click();
    await page.getByRole('button', { name: 'Copy Request in curl' }).click();
    return clipboard();
  };

  it('leads from nothing to alerts, by clicks and one copied command', async t => {
    const started = performance.now();
    await createTenant();
    await register();
    await permit();
    const secret = await prove();
    const command = await copyRequest();
    const seconds = (performance.now() - started) / 1_000;
    const output = execFileSync('bash', ['-c', `${command}\n`], {
      env: { PATH: process.env['PATH'], VAKT_CLIENT_SECRET: secret },
      encoding: 'utf8',
    });
    assert.match(output, /(?:^|HTTP\/[\d.]+ )200\b/m);
    assert.match(output, /\$metadata#Alerts/);
    t.diagnostic(`the walk took ${seconds.toFixed(1)} s`);
    assert.ok(seconds < LONGEST_WALK_S, `${seconds} s`);
    assert.deepEqual(portal.complaints, []);
  });
});
