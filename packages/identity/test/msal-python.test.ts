import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { claimsOf, consent, createServicePrincipal, register, TestAuthority } from './authority.ts';
import { createLocalhostTls } from './certificates.ts';
import { serveHttps } from './https-routes.ts';

/** A Python that has the package `msal`: `VAKT_TEST_PYTHON`, or the system's. */
const python = process.env['VAKT_TEST_PYTHON'] ?? 'python3';
const hasMsal = spawnSync(python, ['-c', 'import msal']).status === 0;

/** Asks for a token as a script would and prints what the library gives back. */
const SCRIPT = `
import json, sys, msal
authority, client_id, secret, scope = sys.argv[1:]
app = msal.ConfidentialClientApplication(client_id, client_credential=secret, authority=authority, instance_discovery=False)
result = app.acquire_token_for_client(scopes=[scope])
# Versions before 1.23 look into the cache only when they are asked to.
again = app.acquire_token_silent([scope], account=None) or app.acquire_token_for_client(scopes=[scope])
print(json.dumps({"result": result, "cached": again.get("access_token") == result.get("access_token")}))
`;

interface Printed {
  readonly result: Readonly<Record<string, unknown>>;
  readonly cached: boolean;
}

const withAuthority = async (work: (run: (secret: string) => Promise<Printed>) => Promise<void>) => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-test-msal-'));
  const authority = await TestAuthority.start();
  const tls = await createLocalhostTls();
  const server = await serveHttps(authority.routes, tls);
  try {
    writeFileSync(join(folder, 'ca.pem'), tls.caPem);
    const tenant = await authority.createTenant('contoso.example');
    const administrator = await authority.administratorOf(tenant);
    const client = await register(administrator, 'Script');
    const principal = await createServicePrincipal(administrator, client.appId);
    await consent(administrator, principal, 'WindowsDefenderATP', 'Machine.Read.All');
    await work(async secret => {
      const { stdout } = await promisify(execFile)(
        python,
        [
          '-c',
          SCRIPT,
          `${server.origin}/${tenant.tenantId}`,
          client.appId,
          secret === '' ? client.secret : secret,
          'https://api.securitycenter.microsoft.com/.default',
        ],
        { env: { ...process.env, REQUESTS_CA_BUNDLE: join(folder, 'ca.pem') } },
      );
      return JSON.parse(stdout) as Printed;
    });
  } finally {
    await server.close();
    await authority.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('MSAL for Python', () => {
  it('gets a token for an application, keeps it, and is told what is wrong', async (t: TestContext) => {
    if (!hasMsal) {
      t.skip(`${python} has no package msal (VAKT_TEST_PYTHON names an interpreter that has it)`);
      return;
    }
    await withAuthority(async run => {
      const { result, cached } = await run('');
      assert.deepEqual(claimsOf(result['access_token'])['roles'], ['Machine.Read.All']);
      assert.equal(result['token_type'], 'Bearer');
      assert.equal(cached, true);
      const refused = await run('wrong');
      assert.equal(refused.result['error'], 'invalid_client');
      assert.deepEqual(refused.result['error_codes'], [7000215]);
    });
  });
});
