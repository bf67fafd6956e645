import assert from 'node:assert/strict';
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { withoutChromium } from './chromium.ts';
import { AsAdministrator } from './graph-caller.ts';
import { PortalUnderTest, type TestTenant } from './portal-under-test.ts';
import {
  type AskedPermission,
  addSecret,
  grantConsent,
  type RegisteredApplication,
  registerApplication,
} from './registered-application.ts';

const PERMISSIONS: readonly AskedPermission[] = [
  ['WindowsDefenderATP', 'Alert.Read.All', 'Role'],
  ['WindowsDefenderATP', 'Alert.Read', 'Scope'],
];
const python = process.env['VAKT_TEST_PYTHON'] ?? 'python3';
const withoutPython =
  spawnSync(python, ['-c', 'import msal, requests']).status === 0
    ? false
    : `${python} has no packages msal and requests (VAKT_TEST_PYTHON names one that has them)`;

interface Run {
  readonly code: number | null;
  readonly output: string;
}

describe('getting a token', { skip: withoutChromium }, () => {
  let portal: PortalUnderTest;
  let tenant: TestTenant;
  let application: RegisteredApplication;
  let secret: string;
  let folder: string;
  let page: Page;
  /** The tool that users sign in to: it only has to be there. */
  const tool = createServer((_, response) => response.end('Signed in.'));
  let redirect: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-snippets-'));
    // Node looks for packages beside the file that it runs.
    symlinkSync(resolve(import.meta.dirname, '../../../node_modules'), join(folder, 'node_modules'));
    await once(tool.listen(0, 'localhost'), 'listening');
    redirect = `http://localhost:${(tool.address() as AddressInfo).port}/auth`;
    portal = await PortalUnderTest.start();
    tenant = await portal.createTenant('contoso.example');
    const administrator = await AsAdministrator.of(portal, tenant);
    application = await registerApplication(administrator, 'Alert reader', PERMISSIONS, {
      signInAudience: 'AzureADMultipleOrgs',
      isFallbackPublicClient: true,
      web: { redirectUris: [redirect] },
      keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: makeCertificate() }],
    });
    secret = await addSecret(administrator, application);
    await grantConsent(administrator, application, PERMISSIONS);
    page = await portal.openAs(tenant.administrator, `/app-registrations/${application.id}/get-a-token`, {
      permissions: ['clipboard-read', 'clipboard-write'],
      // High enough for the pictures to show all of a page.
      viewport: { width: 1_280, height: 1_300 },
    });
    await page.getByRole('tab', { name: 'curl' }).waitFor();
  });
  after(async () => {
    tool.close();
    await portal.close();
    rmSync(folder, { recursive: true });
  });

  /** Makes a certificate with its key in one PEM file; the certificate in Base64. */
  const makeCertificate = (): string => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const asked = '-x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=alert-reader'.split(' ');
    execFileSync('openssl', ['req', ...asked, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    const pem = readFileSync(certificate, 'utf8');
    writeFileSync(join(folder, 'both.pem'), `${readFileSync(key, 'utf8')}${pem}`);
    return pem.replaceAll(/-----[^-]+-----|\s/g, '');
  };

  /** What the copy button puts on the clipboard. */
  const copied = async (language: string): Promise<string> => {
    await page.getByRole('tab', { name: language }).click();
    await page.getByRole('button', { name: `Copy Request in ${language}` }).click();
    return String(await page.evaluate('navigator.clipboard.readText()'));
  };

  const signInBy = (label: string) => page.getByLabel('Who signs in').selectOption({ label });

  /** What the page says to set. */
  const variables = (): Record<string, string> => ({
    VAKT_CLIENT_SECRET: secret,
    VAKT_CLIENT_CERTIFICATE: join(folder, 'both.pem'),
    VAKT_USERNAME: tenant.administrator.userPrincipalName,
    VAKT_PASSWORD: tenant.administrator.password,
  });

  const run = (command: string, args: readonly string[], environment = {}): Promise<Run> =>
    new Promise(settle =>
      execFile(
        command,
        args,
        { cwd: folder, env: { ...process.env, ...variables(), ...environment }, timeout: 60_000 },
        (error, stdout, stderr) =>
          settle({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
      ),
    );

  /** Begins a command that asks the person something on its way. */
  const begin = ([command = '', ...args]: readonly string[]) => {
    const child = execFile(command, args, {
      cwd: folder,
      env: { ...process.env, ...variables(), NODE_EXTRA_CA_CERTS: portal.vakt.ready.caFile },
      timeout: 60_000,
    });
    let output = '';
    child.stdout?.on('data', chunk => (output += String(chunk)));
    child.stderr?.on('data', chunk => (output += String(chunk)));
    const ended = once(child, 'close');
    return {
      /** Waits until the output has what is looked for. */
      says: async (wanted: RegExp): Promise<string> => {
        while (child.exitCode === null) {
          const found = wanted.exec(output)?.[0];
          if (found !== undefined) return found;
          await Promise.race([once(child.stdout ?? child, 'data'), ended]);
        }
        throw new Error(`${wanted} is not in:\n${output}`);
      },
      tell: (line: string) => child.stdin?.end(`${line}\n`),
      end: async (): Promise<Run> => {
        await ended;
        return { code: child.exitCode, output };
      },
    };
  };

  const assertAlerts = ({ output }: Run): void => {
    assert.match(output, /(?:^|: |HTTP\/[\d.]+ )200\b/m);
    assert.match(output, /#Alerts/);
  };

  it('copies a curl command that bash runs as it stands', async () => {
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'get-a-token');
    assertAlerts(await run('bash', ['-c', await copied('curl')]));
    assertAlerts(await run('sh', ['-c', await copied('curl')]));
  });

  it('says what to set when it is not set, and what the authority said', async () => {
    const command = await copied('curl');
    const { output } = await run('bash', ['-c', command], { VAKT_CLIENT_SECRET: '' });
    assert.match(output, /Set VAKT_CLIENT_SECRET to the value of a client secret\./);
    assert.match(
      (await run('bash', ['-c', command], { VAKT_CLIENT_SECRET: 'wrong' })).output,
      /AADSTS7000215/,
    );
  });

  it('copies a program for Node that runs as it stands', async () => {
    await page.getByRole('tab', { name: 'TypeScript' }).click();
    await portal.expectAccessible(page);
    writeFileSync(join(folder, 'get-a-token.mts'), await copied('TypeScript'));
    const trust = { NODE_EXTRA_CA_CERTS: portal.vakt.ready.caFile };
    await page.getByText(trust.NODE_EXTRA_CA_CERTS).last().waitFor();
    assertAlerts(await run(process.execPath, ['get-a-token.mts'], trust));
    await signInBy('The application, by certificate');
    writeFileSync(join(folder, 'get-a-token.mts'), await copied('TypeScript'));
    assertAlerts(await run(process.execPath, ['get-a-token.mts'], trust));
    await signInBy('The application, by client secret');
  });

  it('copies a program for Python that runs as it stands', { skip: withoutPython }, async () => {
    for (const way of [
      'The application, by client secret',
      'The application, by certificate',
      'A user, by name and password',
    ]) {
      await signInBy(way);
      assertAlerts(await run(python, ['-c', await copied('Python')]));
    }
  });

  it('signs an assertion with a certificate by curl and OpenSSL', async () => {
    await signInBy('The application, by certificate');
    assertAlerts(await run('bash', ['-c', await copied('curl')]));
  });

  it('signs a user in by name and password', async () => {
    await signInBy('A user, by name and password');
    assertAlerts(await run('bash', ['-c', await copied('curl')]));
    writeFileSync(join(folder, 'get-a-token.mts'), await copied('TypeScript'));
    const trust = { NODE_EXTRA_CA_CERTS: portal.vakt.ready.caFile };
    assertAlerts(await run(process.execPath, ['get-a-token.mts'], trust));
  });

  const SHELL = { language: 'curl', run: (code: string) => ['bash', '-c', code] };
  const NODE = {
    language: 'TypeScript',
    run: (code: string) => {
      writeFileSync(join(folder, 'get-a-token.mts'), code);
      return [process.execPath, 'get-a-token.mts'];
    },
  };
  const PYTHON = { language: 'Python', run: (code: string) => [python, '-c', code] };

  for (const { language, run: commandOf } of [SHELL, NODE, ...(withoutPython ? [] : [PYTHON])])
    it(`signs a user in through the browser, with PKCE, in ${language}`, async () => {
      await signInBy('A user, in the browser (authorization code with PKCE)');
      const program = begin(commandOf(await copied(language)));
      const browser = await page.context().newPage();
      await browser.goto(await program.says(/^https:\S+(?=\nThen paste)/m));
      await browser.waitForURL(`${redirect}*`);
      program.tell(browser.url());
      assertAlerts(await program.end());
      await browser.close();
    });

  it('signs a user in by device code', async () => {
    await signInBy('A user, by device code');
    const program = begin(SHELL.run(await copied(SHELL.language)));
    const code = await program.says(/(?<=enter the code )\S+/);
    const browser = await page.context().newPage();
    await browser.goto(`${portal.vakt.ready.url}/common/oauth2/deviceauth`);
    await browser.getByRole('textbox').fill(code);
    await browser.keyboard.press('Enter');
    await browser.getByRole('button', { name: 'Continue' }).click();
    assertAlerts(await program.end());
    await browser.close();
  });

  it('writes the request for another tenant, and remembers the language', async () => {
    await signInBy('The application, by client secret');
    await page.getByRole('combobox', { name: 'Tenant' }).selectOption({ label: 'Another tenant' });
    await page.getByLabel('Tenant ID').fill('contoso');
    await page.getByText('A tenant ID is a GUID').waitFor();
    await page.getByLabel('Tenant ID').fill('4F1C2A80-5d0e-4b5f-9a51-7f0b0a3f2c11');
    assert.match(await copied('PowerShell'), /\/4f1c2a80-5d0e-4b5f-9a51-7f0b0a3f2c11\/oauth2\/v2\.0\/token'/);
    await page.reload();
    await page.getByRole('tab', { name: 'PowerShell', selected: true }).waitFor();
    await portal.expectAccessible(page);
    await portal.screenshot(page, 'get-a-token-powershell');
    assert.deepEqual(portal.complaints, []);
  });
});
