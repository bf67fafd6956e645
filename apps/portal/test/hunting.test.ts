import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { answerCsv } from '../src/pages/hunting/answer-csv.ts';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator } from './graph-caller.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';

describe('an answer as CSV', () => {
  it('quotes what needs it, and marks formulas that attackers wrote as text', () => {
    const text = answerCsv({
      schema: [
        { name: 'a', type: 'String' },
        { name: 'b', type: 'Object' },
        { name: 'c', type: 'Int64' },
      ],
      results: [
        { a: '=cmd|" /C calc"!A1', b: { x: [1] }, c: -5 },
        { a: 'two\nlines', b: null, c: null },
      ],
    });
    assert.equal(text, 'a,b,c\r\n"\'=cmd|"" /C calc""!A1","{""x"":[1]}",-5\r\n"two\nlines",,');
  });
});

describe('advanced hunting', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;
  let page: Page;
  let editor: Locator;

  const write = async (query: string): Promise<void> => {
    await editor.click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(query);
  };

  before(async () => {
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
    page = await portal.openAs(tenant.administrator, '/hunting', { acceptDownloads: true });
    editor = page.getByRole('textbox', { name: 'Query' });
  });
  after(() => portal.close());

  it('runs a query by the keyboard and shows its rows', async () => {
    await write('range x from 1 to 250 step 1\n| extend y = strcat("n", x), bag = bag_pack("k", x)');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('cell', { name: '{"k":200}', exact: true }).waitFor();
    await page.getByText(/^250 rows in /).waitFor();
    await portal.expectAccessibleInBothColours(page);
    await portal.screenshot(page, 'hunting');
    await page.getByRole('button', { name: 'Show more rows (50 left)' }).click();
    await page.getByRole('cell', { name: 'n250', exact: true }).waitFor();
  });

  it('gives the rows as a file', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    assert.deepEqual(lines.slice(0, 2), ['x,y,bag', '1,n1,"{""k"":1}"']);
    assert.equal(lines.length, 251);
  });

  it('offers the tables and columns that fit', async () => {
    await write('DeviceLogonEv');
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: 'DeviceLogonEvents' }).click();
    await page.keyboard.insertText('where RemoteDeviceN');
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: 'RemoteDeviceName' }).click();
    assert.match((await editor.textContent()) ?? '', /^DeviceLogonEvents\s*\| where RemoteDeviceName/);
  });

  it('marks a wrong name while it is written, and mends it by a click', async () => {
    await write('DeviceLogonEvents | project Timestmp');
    await page.locator('.cm-lintRange-error').hover();
    await page.getByRole('button', { name: 'Use Timestamp' }).click();
    assert.equal(await editor.textContent(), 'DeviceLogonEvents | project Timestamp');
  });

  it('says why a query cannot run', async () => {
    await write('NoSuchTable | take 1');
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByText(/'NoSuchTable' does not refer to any known table.*line 1, column 1/).waitFor();
  });

  it('gives up a query that runs', async () => {
    // Held back on its way, the call lasts as long as nobody gives it up.
    await page.route('**/runHuntingQuery', () => {});
    const givenUp = page.waitForEvent('requestfailed');
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByText('The query is running').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    assert.match((await givenUp).url(), /runHuntingQuery$/);
    await page.getByText('The query is running').waitFor({ state: 'detached' });
    await page.unroute('**/runHuntingQuery');
    await write('print answer = 42');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('cell', { name: '42', exact: true }).waitFor();
  });

  it('keeps the query while other pages are looked at', async () => {
    await page.getByRole('link', { name: 'Users', exact: true }).click();
    await page.getByRole('heading', { name: 'Users' }).waitFor();
    await page.getByRole('link', { name: 'Advanced hunting' }).click();
    await editor.waitFor();
    assert.equal(await editor.textContent(), 'print answer = 42');
  });

  it('tells a tenant whose plan has no hunting', async () => {
    const small = await portal.createTenant('small.example', 'Business');
    const other = await portal.openAs(small.administrator, '/hunting');
    await other.getByRole('button', { name: 'Run query' }).click();
    await other.getByRole('main').getByText(/plan/).waitFor();
    await portal.screenshot(other, 'hunting-refused');
  });

  it('tells a member without a role whom to ask', async () => {
    const member = await (await AsAdministrator.of(portal, tenant)).createUser('malin');
    const theirs = await portal.openAs(member, '/hunting');
    await theirs.getByRole('button', { name: 'Run query' }).click();
    await theirs.getByRole('main').getByText('You may not do this.').waitFor();
    await theirs.getByText(/Who can help: Administrator/).waitFor();
  });

  it('has nothing that the page’s policy refuses', () => assert.deepEqual(portal.complaints, []));
});
