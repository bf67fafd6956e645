import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { connect } from 'node:tls';
import type { AuthenticationResult, PublicClientApplication } from '@azure/msal-browser';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type BrowserApplication, serveBrowserApplication } from './browser-application.ts';
import type { Person } from './form-browser.ts';
import { claimsOf, ENDPOINT, requiredAccess, Stage, type StageClient, type StageTenant } from './stage.ts';

/** A Chromium: `VAKT_TEST_CHROMIUM`, or Debian's. */
const executablePath = process.env['VAKT_TEST_CHROMIUM'] ?? '/usr/bin/chromium';
const SCOPES = [`${ENDPOINT}/Alert.Read`];

/** The hash of a server's key, by which Chromium trusts this one certificate and no other that it does not know. */
const keyHashOf = async (origin: string): Promise<string> => {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port), servername: hostname });
  await once(socket, 'secureConnect');
  const certificate = socket.getPeerX509Certificate() ?? assert.fail('the server has no certificate');
  socket.destroy();
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
};

/** A profile that lets frames of other sites use their cookies, as hidden frames that renew a sign-in need it. */
const createProfile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-chromium-'));
  mkdirSync(join(folder, 'Default'));
  const preferences = { profile: { cookie_controls_mode: 0 } };
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  return folder;
};

/** The library in the page, set up for the application under test. */
interface PageGlobals {
  readonly application: PublicClientApplication;
  readonly msal: { readonly PublicClientApplication: typeof PublicClientApplication };
}

describe('@azure/msal-browser in Chromium, unmodified', {
  timeout: 180_000,
  skip: !existsSync(executablePath) && `there is no ${executablePath}`,
}, () => {
  let stage: Stage;
  let tenant: StageTenant;
  let site: BrowserApplication;
  let client: StageClient;
  let folder: string;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  before(async () => {
    stage = await Stage.start();
    tenant = await stage.createTenant('contoso.example');
    site = await serveBrowserApplication();
    const graph = await stage.graphOf(tenant);
    client = await stage.register(graph, 'Alert desk', {
      spa: { redirectUris: [`${site.origin}/`, `${site.origin}/bridge`] },
      requiredResourceAccess: requiredAccess([['WindowsDefenderATP', 'Alert.Read', 'Scope']]),
    });
    await stage.grantScopes(graph, client.appId, 'WindowsDefenderATP', 'Alert.Read');
    const trusted = await keyHashOf(stage.origin);
    folder = createProfile();
    context = await chromium.launchPersistentContext(folder, {
      executablePath,
      args: ['--no-sandbox', `--ignore-certificate-errors-spki-list=${trusted}`],
    });
    context.setDefaultTimeout(10_000);
    context.on('console', message => {
      if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
    });
  });
  after(async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
    await site.close();
    await stage.close();
  });

  beforeEach(async () => {
    complaints = [];
    await context.clearCookies();
    page = await context.newPage();
    await openApplication();
    await page.evaluate(() => localStorage.clear());
    await openApplication();
  });
  afterEach(() => page.close());

  const openApplication = async (): Promise<void> => {
    await page.goto(site.origin);
    await setUp();
  };

  /** What the application's own script would do when its page is loaded. */
  const setUp = (): Promise<AuthenticationResult | null> =>
    page.evaluate(
      async ({ clientId, origin, host, tenantId }) => {
        const globals = globalThis as unknown as PageGlobals;
        const application = new globals.msal.PublicClientApplication({
          auth: { clientId, authority: `${origin}/${tenantId}`, knownAuthorities: [host] },
          cache: { cacheLocation: 'localStorage' },
        });
        await application.initialize();
        Object.assign(globals, { application });
        return application.handleRedirectPromise();
      },
      { clientId: client.appId, origin: stage.origin, host: stage.host, tenantId: tenant.tenantId },
    );

  const answerPages = async (on: Page, { userPrincipalName, password }: Person): Promise<void> => {
    await on.fill('input[name=username]', userPrincipalName);
    await on.fill('input[name=password]', password);
    await on.click('button[value=sign-in]');
  };

  const signInByRedirect = async (prompt?: 'consent'): Promise<AuthenticationResult> => {
    const left = page.waitForURL(`${stage.origin}/**`);
    await page.evaluate(
      ({ prompted, ...request }) => {
        const { application } = globalThis as unknown as PageGlobals;
        void application.loginRedirect({ ...request, ...(prompted && { prompt: prompted }) });
      },
      { scopes: SCOPES, redirectUri: `${site.origin}/`, prompted: prompt },
    );
    await left;
    await answerPages(page, tenant.administrator);
    if (prompt === 'consent') await page.click('button[value=accept]');
    await page.waitForURL(`${site.origin}/**`);
    return (await setUp()) ?? assert.fail('the library found no reply in the address');
  };

  const assertOfAdministrator = ({ accessToken, account }: AuthenticationResult): void => {
    assert.equal(claimsOf(accessToken)['scp'], 'Alert.Read');
    assert.equal(account.username, tenant.administrator.userPrincipalName);
    assert.equal(account.tenantId, tenant.tenantId);
  };

  const silently = (options: object): Promise<AuthenticationResult> =>
    page.evaluate(
      ({ scopes, more }) => {
        const { application } = globalThis as unknown as PageGlobals;
        const [account] = application.getAllAccounts();
        return application.acquireTokenSilent({ scopes, ...(account && { account }), ...more });
      },
      { scopes: SCOPES, more: options },
    );

  const assertQuiet = (): void => assert.deepEqual(complaints, []);

  it('signs in and consents by redirect, finds the token in its cache, and renews it', async () => {
    const first = await signInByRedirect('consent');
    assertOfAdministrator(first);
    const cached = await silently({});
    assert.equal(cached.fromCache, true);
    const renewed = await silently({ forceRefresh: true });
    assert.equal(renewed.fromCache, false);
    assert.notEqual(renewed.accessToken, first.accessToken);
    assertOfAdministrator(renewed);
    const alerts = await stage.vakt.call('/api/alerts', { token: renewed.accessToken });
    assert.equal(alerts.status, 200, alerts.text);
    assertQuiet();
  });

  it('signs in in a pop-up', async () => {
    const popup = page.waitForEvent('popup');
    const result = page.evaluate(
      ({ scopes, redirectUri }) => {
        const { application } = globalThis as unknown as PageGlobals;
        return application.loginPopup({ scopes, redirectUri });
      },
      { scopes: SCOPES, redirectUri: `${site.origin}/bridge` },
    );
    await answerPages(await popup, tenant.administrator);
    assertOfAdministrator(await result);
    assertQuiet();
  });

  const ssoSilent = (loginHint?: string): Promise<AuthenticationResult> =>
    page.evaluate(
      ({ scopes, redirectUri, hint }) => {
        const { application } = globalThis as unknown as PageGlobals;
        return application.ssoSilent({ scopes, redirectUri, ...(hint && { loginHint: hint }) });
      },
      { scopes: SCOPES, redirectUri: `${site.origin}/bridge`, hint: loginHint },
    );

  it('signs in in a hidden frame with the session of the browser, and not without', async () => {
    await assert.rejects(ssoSilent(), /AADSTS50058/);
    await signInByRedirect();
    await page.evaluate(() => localStorage.clear());
    await openApplication();
    assertOfAdministrator(await ssoSilent());
    assertOfAdministrator(await ssoSilent(tenant.administrator.userPrincipalName));
    assertQuiet();
  });

  it('signs out, comes back, and the session is gone', async () => {
    await signInByRedirect();
    const left = page.waitForURL(`${site.origin}/?state=*`);
    await page.evaluate(postLogoutRedirectUri => {
      const { application } = globalThis as unknown as PageGlobals;
      const [account] = application.getAllAccounts();
      void application.logoutRedirect({ ...(account && { account }), postLogoutRedirectUri });
    }, `${site.origin}/`);
    await left;
    await setUp();
    await assert.rejects(ssoSilent(), /AADSTS50058/);
    assertQuiet();
  });
});
