import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator } from './graph-caller.ts';
import { type Person, PortalUnderTest, type TestTenant } from './portal-under-test.ts';

/** Fills in the form but for the operator's token. */
const fillIn = async (page: Page, name: string, domain: string): Promise<void> => {
  await page.getByLabel('Organization name').fill(name);
  await page.getByRole('textbox', { name: 'Domain' }).fill(domain);
  await page.getByLabel('Microsoft Defender for Endpoint Plan 2').check();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Lovelace');
  await page.getByLabel('User name').fill('ada');
};

const create = (page: Page) => page.getByRole('button', { name: 'Create tenant' }).click();
const tokenField = (page: Page) => page.getByLabel('Operator’s token');

describe('creating a tenant', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let contoso: TestTenant;
  let operatorToken: string;

  before(async () => {
    portal = await PortalUnderTest.start(['--no-demo', '--no-sensor', '--tenant-creation', 'administrators']);
    contoso = await portal.createTenant('contoso.example');
    operatorToken = readFileSync(join(portal.vakt.data, 'operator.token'), 'utf8').trim();
  });
  after(() => portal.close());

  /** Opens the page as somebody who has signed in: it asks nobody to. */
  const open = async (person: Person): Promise<Page> => {
    const page = await portal.openAs(person, '/');
    await page.goto(portal.url('/create-tenant'));
    return page;
  };

  it('takes an operator from the welcome page into a tenant of their own', async () => {
    const page = await (await portal.newProfile()).newPage();
    await page.goto(portal.url('/'));
    await page.getByRole('link', { name: 'Create a tenant' }).click();
    await page.getByRole('heading', { name: 'Create a tenant', level: 1 }).waitFor();
    await page.getByText(`cat ${join(portal.vakt.data, 'operator.token')}`).waitFor();
    await portal.expectAccessible(page);

    await create(page);
    await page.getByText('This field is required.').first().waitFor();
    assert.equal(
      await page.evaluate('document.activeElement === document.querySelector("[aria-invalid=true]")'),
      true,
      'the first field that is wrong has the focus',
    );
    await fillIn(page, 'Fabrikam', 'contoso');
    await page.getByText('such as contoso.example: letters').waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'create-tenant-faults');

    await page.getByRole('textbox', { name: 'Domain' }).fill('CONTOSO.example');
    await tokenField(page).fill('wrong');
    await create(page);
    await page.getByText('The server does not take this token.').waitFor();
    await tokenField(page).fill(operatorToken);
    await create(page);
    await page.getByText('This domain belongs to another tenant').waitFor();
    await page.getByRole('textbox', { name: 'Domain' }).fill('fabrikam.example');
    await page.getByText('Signs in as ada@fabrikam.example').waitFor();
    assert.equal(await page.getByText('belongs to another tenant').count(), 0, 'what was mended is no fault');
    await portal.screenshot(page, 'create-tenant');
    // Twice, as impatient people do.
    await page.getByRole('button', { name: 'Create tenant' }).dblclick();

    await page.getByRole('heading', { name: 'The tenant is created' }).waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'create-tenant-created');
    const password = await page
      .locator('dd', { has: page.getByRole('button', { name: 'Copy Password' }) })
      .innerText();
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
    assert.ok(!String(kept).includes(operatorToken), 'the operator’s token is kept nowhere');
    await page.getByRole('button', { name: 'Sign in as ada@fabrikam.example' }).click();
    await portal.passSignIn(page, { userPrincipalName: 'ada@fabrikam.example', password: password.trim() });
    await page.getByRole('heading', { name: 'Welcome, Ada Lovelace' }).waitFor();
    assert.deepEqual(portal.complaints, []);
  });

  it('asks an administrator for nothing more, where the server lets administrators', async () => {
    const page = await open(contoso.administrator);
    assert.equal(await tokenField(page).count(), 0);
    await fillIn(page, 'Northwind', 'northwind.example');
    await portal.expectAccessible(page);
    await create(page);
    await page.getByRole('heading', { name: 'The tenant is created' }).waitFor();
  });

  it('tells somebody who may not who may, and asks for the operator’s token', async () => {
    const administrator = await AsAdministrator.of(portal, contoso);
    const page = await open(await administrator.createUser('grace'));
    await fillIn(page, 'Adventure', 'adventure.example');
    await create(page);
    await page.getByText('Global Administrator or Tenant Creator').waitFor();
    await tokenField(page).fill(operatorToken);
    assert.equal(
      await page.getByLabel('Organization name').inputValue(),
      'Adventure',
      'what was typed stays',
    );
    await create(page);
    await page.getByRole('heading', { name: 'The tenant is created' }).waitFor();
    assert.deepEqual(portal.complaints, []);
  });

  it('keeps strange names within the page, on a small screen in the dark', async () => {
    const page = await (
      await portal.newProfile({ viewport: { width: 360, height: 740 }, colorScheme: 'dark', locale: 'da' })
    ).newPage();
    await page.goto(portal.url('/create-tenant'));
    const name = `<img src=x onerror=alert(1)>\u202egnirts${'W'.repeat(150)}`;
    await page.getByLabel('Organisationens navn').fill(name);
    await page
      .getByRole('textbox', { name: 'Domæne' })
      .fill(`${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example`);
    await page.getByRole('textbox', { name: 'Navn', exact: true }).fill(name);
    await tokenField(page).or(page.getByLabel('Operatørens token')).fill(operatorToken);
    await portal.expectAccessible(page);
    await page.getByRole('button', { name: 'Opret lejer' }).click();
    await page.getByRole('heading', { name: 'Lejeren er oprettet' }).waitFor();
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    assert.equal(await page.evaluate(overflow), 0);
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'create-tenant-small');
    assert.deepEqual(portal.complaints, []);
  });
});
