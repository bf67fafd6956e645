import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { operations } from '@vakt/contract/operations';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator, tokenOf } from './graph-caller.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';
import { type Client, registerClient } from './registered-client.ts';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const partsOf = (token: string): [string, string, string] => token.split('.') as [string, string, string];

/** A token like `token`, with other claims and the old signature. */
const withClaims = (token: string, claims: object): string => {
  const [header, body, signature] = partsOf(token);
  const old = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  return `${header}.${encode({ ...old, ...claims })}.${signature}`;
};

describe('the token inspector', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let contoso: TestTenant;
  let client: Client;
  let token: string;
  let page: Page;
  /** What the page asked the server for since it was opened. */
  const asked: { readonly url: string; readonly body: string }[] = [];

  before(async () => {
    portal = await PortalUnderTest.start();
    contoso = await portal.createTenant('contoso.example');
    const administrator = await AsAdministrator.of(portal, contoso);
    client = await registerClient(administrator, 'Alert reader', ['Alert.Read.All']);
    token = await portal.vakt.token(client.appId, client.secret, undefined, contoso.tenantId);
    page = await portal.openAs(contoso.administrator, '/token-inspector');
    page.on('request', request => asked.push({ url: request.url(), body: request.postData() ?? '' }));
  });
  after(() => portal.close());

  const paste = (text: string) => page.getByLabel('Token', { exact: true }).fill(text);
  const choose = async (operation: string): Promise<void> => {
    await page.getByRole('combobox').click();
    await page.keyboard.type(operation);
    await page.getByRole('option').first().click();
  };
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });

  it('explains a token claim by claim, and checks its signature', async () => {
    await portal.expectAccessible(page);
    await paste(`Authorization: Bearer ${token.slice(0, 300)}\r\n  ${token.slice(300)}\n`);
    await page.getByText('Good: a key of this server made it').waitFor();
    await page.getByText('an application in its own name', { exact: false }).first().waitFor();
    await page.getByRole('link', { name: 'Alert reader' }).waitFor();
    await page.getByText('Tenant contoso.example (yours)').waitFor();
    assert.match(await page.getByRole('timer').innerText(), /^(1:)?\d\d?:\d\d left$/);
    await row('roles').getByText('Application permissions that were granted').waitFor();
    await row('appidacr').getByText('with a client secret').waitFor();
    await row('aud').getByText('WindowsDefenderATP', { exact: true }).waitFor();
    await page.getByText('May call GET /api/alerts.').waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'token-inspector');
  });

  it('says which permission a call lacks, and leads to where it is added', async () => {
    await paste(token);
    await choose('/machines');
    await page.getByText('May not call GET /api/machines: the server answers 403.').waitFor();
    await page
      .getByText('lack the application permission Machine.Read.All or Machine.ReadWrite.All')
      .waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'token-inspector-refused');
    const link = page.getByRole('link', { name: 'Mend it: API permissions' });
    assert.match(
      (await link.getAttribute('href')) ?? '',
      /\/app-registrations\/[0-9a-f-]{36}\/api-permissions$/,
    );
  });

  it('knows a customer’s token, and leads to the customer for consent', async () => {
    const partner = await AsAdministrator.of(portal, contoso);
    const customer = await portal.createTenant('customer.example');
    const json = { displayName: 'Tool', signInAudience: 'AzureADMultipleOrgs' };
    const tool = await partner.call<{ id: string; appId: string }>('/v1.0/applications', json);
    const password = await partner.call<{ secretText: string }>(`/v1.0/applications/${tool.id}/addPassword`, {
      passwordCredential: { displayName: 'test' },
    });
    const own = await AsAdministrator.of(portal, customer);
    await own.call('/v1.0/servicePrincipals', { appId: tool.appId });
    await partner.call('/vakt/v1/customers', {
      appId: tool.appId,
      tenantId: customer.tenantId,
      displayName: 'Fabrikam',
    });
    await page.reload();
    await paste(await portal.vakt.token(tool.appId, password.secretText, undefined, customer.tenantId));
    await page.getByText('Fabrikam (a customer)').waitFor();
    await page.getByText('They hold: None').waitFor();
    const link = page.getByRole('link', { name: 'Mend it: Customers' });
    assert.ok((await link.getAttribute('href'))?.endsWith(`/app-registrations/${tool.id}/customers`));
  });

  it('knows id tokens, and version 2.0 tokens for an API of one’s own', async () => {
    const administrator = await AsAdministrator.of(portal, contoso);
    const api = await registerClient(administrator, 'Own API', []);
    const identifierUri = `api://${api.appId}`;
    await administrator.patch(`/v1.0/applications/${api.id}`, {
      identifierUris: [identifierUri],
      api: { requestedAccessTokenVersion: 2 },
    });
    await paste(
      await portal.vakt.token(api.appId, api.secret, `${identifierUri}/.default`, contoso.tenantId),
    );
    await page
      .getByText('Good: a key of this server made it, and nothing was changed since.', { exact: true })
      .waitFor();
    await row('azpacr').getByText('with a client secret').waitFor();
    await page.getByText('which take version 1.0').waitFor();
    const { userPrincipalName: username, password } = contoso.administrator;
    const form = { grant_type: 'password', client_id: VAKT_CLI_APP_ID, username, password, scope: 'openid' };
    const reply = await portal.vakt.call(`/${contoso.tenantId}/oauth2/v2.0/token`, { form });
    await paste(reply.text);
    await page.getByText('It is for https://graph.microsoft.com').waitFor();
    await paste(reply.json<{ id_token: string }>().id_token);
    await page.getByText('It is an id token. Send the access_token').waitFor();
    await page.getByText('Good: a key of this server made it').waitFor();
  });

  it('tells a token of another server, a changed one and an unsigned one apart', async () => {
    const [header, body, signature] = partsOf(token);
    const unsigned = `${encode({ typ: 'JWT', alg: 'none' })}.${body}.`;
    const elsewhere = '11111111-2222-4333-8444-555555555555';
    const foreign = [
      encode({ typ: 'JWT', alg: 'RS256', kid: 'of-the-cloud' }),
      encode({ aud: 'x', tid: elsewhere, iss: `https://sts.windows.net/${elsewhere}/`, ver: '1.0' }),
      signature,
    ].join('.');
    const cases: readonly (readonly [token: string, words: string])[] = [
      [withClaims(token, { roles: ['Machine.Isolate'] }), 'Wrong: the token was changed'],
      [`${header}.${body}.${signature.slice(0, -20)}`, 'Wrong: the token was changed'],
      [unsigned, 'None: the token is not signed'],
      [foreign, 'Not by this server'],
      [`${encode({ alg: 'RS256', kid: 'retired' })}.${body}.${signature}`, 'Key unknown'],
      [`${encode({ alg: 'HS256', kid: 'x' })}.${body}.${signature}`, 'not signed with RS256'],
    ];
    for (const [text, words] of cases) {
      await paste(text);
      await page.getByText(words).waitFor();
      await page.getByText('the server answers 401').waitFor();
    }
    await portal.expectAccessible(page);
  });

  it('bears with whatever is pasted', async () => {
    const strange = '<img src=x onerror=alert(1)>\u202e';
    await paste(
      withClaims(token, { name: strange, constructor: 'x', ['W'.repeat(300)]: 'W'.repeat(10_000), exp: 1 }),
    );
    await row(strange).waitFor();
    await row('constructor').getByText('Not known here').waitFor();
    await page.getByText('… and 8,000 characters more').waitFor();
    await page.getByText('It expired on Jan 1, 1970').waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'token-inspector-strange');
    await paste(`${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`);
    await page.getByText('This token is encrypted (JWE)').waitFor();
    await page.getByText('How the content is encrypted.').waitFor();
    for (const garbage of ['garbage', 'a.b.c', strange, 'x'.repeat(10_000), '..']) {
      await paste(garbage);
      await page.getByText('This is no signed token (JWT)').waitFor();
    }
    await paste('x'.repeat(1_000_000));
    await page.getByText('This text has 1,000,000 characters').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('This text has').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'TEXTAREA');
  });

  it('keeps the token to itself', async () => {
    await paste(token);
    await page.getByText('Good: a key of this server made it').waitFor();
    const [, body, signature] = partsOf(token);
    const kept = String(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])'));
    assert.ok(!kept.includes(body) && !kept.includes(signature), 'not in the browser’s storage');
    for (const { url, body: sent } of asked) {
      assert.equal(new URL(url).origin, portal.vakt.ready.url);
      assert.ok(![url, sent].some(text => text.includes(signature)), url);
    }
    assert.deepEqual(portal.complaints, []);
  });

  it('has a small screen, the dark, and other languages', async () => {
    const small = await portal.openAs(contoso.administrator, '/token-inspector', {
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
      locale: 'de',
    });
    await small.getByLabel('Token', { exact: true }).fill(token);
    await small.getByText('Darf GET /api/alerts aufrufen.').waitFor();
    await small.getByText('Der Mandant: wessen Daten das Token öffnet.').waitFor();
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    assert.equal(await small.evaluate(overflow), 0);
    await portal.expectAccessible(small);
    await portal.screenshot(small, 'token-inspector-small');
    assert.deepEqual(portal.complaints, []);
  });

  it('knows every call of the APIs', async () => {
    await page.getByRole('combobox').click();
    await page.getByRole('option').first().waitFor();
    assert.equal(await page.getByRole('option').count(), operations.length);
    await portal.expectAccessible(page);
    await page.keyboard.press('Escape');
    await paste(await tokenOf(portal, contoso, contoso.administrator));
    await page.getByText('It is for https://graph.microsoft.com', { exact: false }).waitFor();
    await page.getByText('https://api.securitycenter.microsoft.com/.default').waitFor();
  });
});
