import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { AZURE_CLI_APP_ID } from '@vakt/contract/resources';
import {
  claimsOf,
  consent,
  createServicePrincipal,
  type NewClient,
  type NewTenant,
  register,
  TestAuthority,
} from './authority.ts';
import { createLocalhostTls } from './certificates.ts';
import { type HttpsRoutes, serveHttps } from './https-routes.ts';

const SCOPE = 'https://api.securitycenter.microsoft.com/.default';

/** Asks twice as an application would, and prints what the library gives. */
const APPLICATION = `
import json, sys, msal
authority, client_id, secret, scope = sys.argv[1:]
app = msal.ConfidentialClientApplication(client_id, client_credential=secret, authority=authority, instance_discovery=False)
result = app.acquire_token_for_client(scopes=[scope])
# Versions before 1.23 look into the cache only when they are asked to.
again = app.acquire_token_silent([scope], account=None) or app.acquire_token_for_client(scopes=[scope])
print(json.dumps([result, again]))
`;

/** Asks twice for a user who signed in before, and prints what the library gives. */
const USER = `
import json, sys, msal
authority, client_id, refresh_token, scope = sys.argv[1:]
app = msal.PublicClientApplication(client_id, authority=authority, instance_discovery=False)
print(json.dumps([app.acquire_token_by_refresh_token(refresh_token, scopes=[scope]) for _ in range(2)]))
`;

type Given = Readonly<Record<string, unknown>>;

const versionIn = (python: string): string | undefined => {
  const { status, stdout } = spawnSync(python, ['-c', 'import msal; print(msal.__version__)']);
  return status === 0 ? String(stdout).trim() : undefined;
};

describe('MSAL for Python', () => {
  let folder: string;
  let authority: TestAuthority;
  let server: HttpsRoutes;
  let tenant: NewTenant;
  let client: NewClient;
  let refreshToken: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-test-msal-'));
    authority = await TestAuthority.start();
    const tls = await createLocalhostTls();
    server = await serveHttps(authority.routes, tls);
    writeFileSync(join(folder, 'ca.pem'), tls.caPem);
    tenant = await authority.createTenant('contoso.example');
    const administrator = await authority.administratorOf(tenant);
    client = await register(administrator, 'Script');
    const principal = await createServicePrincipal(administrator, client.appId);
    await consent(administrator, principal, 'WindowsDefenderATP', 'Machine.Read.All');
    refreshToken = await signInWithoutRole();
  });
  after(async () => {
    await server.close();
    await authority.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The refresh token of a user for whom the Azure CLI may read no alerts. */
  const signInWithoutRole = async (): Promise<string> => {
    const administrator = await authority.administratorOf(tenant);
    const user = { userPrincipalName: 'anna@contoso.example', password: 'Correct-horse-7-battery' };
    const created = await administrator('POST', '/v1.0/users', {
      accountEnabled: true,
      displayName: 'Anna',
      mailNickname: 'anna',
      userPrincipalName: user.userPrincipalName,
      passwordProfile: { password: user.password },
    });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const signedIn = await authority.token(`/${tenant.tenantId}/oauth2/v2.0/token`, {
      grant_type: 'password',
      client_id: AZURE_CLI_APP_ID,
      username: user.userPrincipalName,
      password: user.password,
      scope: 'https://management.azure.com/.default offline_access',
    });
    assert.equal(signedIn.status, 200, JSON.stringify(signedIn.body));
    return String(signedIn.body['refresh_token']);
  };

  /** What the library gives, and how many requests for tokens it sent. */
  const run = async (python: string, script: string, clientId: string, proof: string) => {
    const already = server.seen.length;
    const args = [`${server.origin}/${tenant.tenantId}`, clientId, proof, SCOPE];
    const env = { ...process.env, REQUESTS_CA_BUNDLE: join(folder, 'ca.pem') };
    const { stdout } = await promisify(execFile)(python, ['-c', script, ...args], { env });
    const [first = {}, second = {}] = JSON.parse(stdout) as Given[];
    const sent = server.seen.slice(already).filter(line => line.startsWith('POST ')).length;
    return { first, second, sent };
  };

  for (const [whose, python] of [
    ['newest', process.env['VAKT_TEST_PYTHON'] ?? 'python3'],
    ['Debian’s', process.env['VAKT_TEST_DEBIAN_PYTHON'] ?? '/usr/bin/python3'],
  ] as const) {
    const version = versionIn(python);
    const skip = version === undefined && `${python} has no package msal`;

    describe(`${version ?? ''} (${whose})`, { skip }, () => {
      it('gets a token for an application, and keeps it', async () => {
        const { first, second, sent } = await run(python, APPLICATION, client.appId, client.secret);
        assert.deepEqual(claimsOf(first['access_token'])['roles'], ['Machine.Read.All']);
        assert.equal(first['token_type'], 'Bearer');
        assert.equal(second['access_token'], first['access_token']);
        assert.equal(sent, 1);
      });

      it('is told that a secret is wrong, and asks anew the next time', async () => {
        const { first, second, sent } = await run(python, APPLICATION, client.appId, 'wrong');
        for (const refused of [first, second]) {
          assert.equal(refused['error'], 'invalid_client');
          assert.deepEqual(refused['error_codes'], [7000215]);
        }
        assert.equal(sent, 2);
      });

      it('is told that consent is missing, and remembers it', async () => {
        const { first, second, sent } = await run(python, USER, AZURE_CLI_APP_ID, refreshToken);
        assert.equal(first['error'], 'invalid_grant');
        assert.equal(first['suberror'], 'consent_required');
        assert.deepEqual(first['error_codes'], [65001]);
        assert.deepEqual(second, first);
        assert.equal(sent, 1);
      });
    });
  }
});
