import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { findPermission } from '@vakt/contract/permissions';
import { resourceApplications } from '@vakt/contract/resources';
import { type NewTenant, TestAuthority } from '../authority.ts';
import { createLocalhostTls } from '../certificates.ts';
import { type HttpsRoutes, serveHttps } from '../https-routes.ts';

/** The Python that Debian's `azure-cli` belongs to. */
const python = process.env['VAKT_TEST_AZ_PYTHON'] ?? '/usr/bin/python3';
const hasAzureCli = spawnSync(python, ['-c', 'import azure.cli.command_modules.role']).status === 0;

/**
 * Runs commands of the Azure CLI against a Graph at another address, one a line, and prints what each gave. Signing in is
 * tested elsewhere: here the CLI is handed its token. `@app` stands for the client id of the last application made.
 */
const SCRIPT = `
import io, json, shlex, sys
from azure.cli.core import get_default_cli
from azure.cli.core._profile import Profile
origin, tenant, token = sys.argv[1:]
Profile.get_raw_token = lambda self, *_, **__: (('Bearer', token, {}), None, tenant)
Profile.get_login_credentials = lambda self, *_, **__: (None, None, tenant)
cli = get_default_cli()
cli.cloud.endpoints.microsoft_graph_resource_id = origin + '/'
replies = []
named = {}
# The CLI's log keeps the stderr that it found first.
sys.stderr = io.StringIO()
for line in sys.stdin.read().splitlines():
    arguments = [named.get(value, value) for value in shlex.split(line)]
    begin = sys.stderr.tell()
    try:
        code = cli.invoke(arguments, out_file=io.StringIO())
    except SystemExit as exit:
        code = exit.code
    result = cli.result.result if code == 0 and cli.result else None
    if arguments[:3] == ['ad', 'app', 'create'] and code == 0:
        named['@app'] = result['appId']
    replies.append({'code': code, 'result': result, 'error': sys.stderr.getvalue()[begin:]})
print('REPLIES' + json.dumps(replies, default=str))
`;

interface Printed {
  readonly code: number;
  readonly result: unknown;
  readonly error: string;
}

const WITHOUT = `${python} has no azure-cli (VAKT_TEST_AZ_PYTHON names an interpreter that has it)`;

describe('the Azure CLI', () => {
  let folder: string;
  let authority: TestAuthority;
  let tenant: NewTenant;
  let server: HttpsRoutes;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-test-az-'));
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    const tls = await createLocalhostTls();
    writeFileSync(join(folder, 'ca.pem'), tls.caPem);
    server = await serveHttps(authority.routes, tls);
  });
  after(async () => {
    await server.close();
    await authority.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (...commands: readonly string[]): Promise<readonly Printed[]> => {
    const token = await authority.userToken(tenant.tenantId, tenant.administrator);
    const child = promisify(execFile)(python, ['-c', SCRIPT, server.origin, tenant.tenantId, token], {
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        AZURE_CONFIG_DIR: folder,
        AZURE_CORE_COLLECT_TELEMETRY: 'false',
        REQUESTS_CA_BUNDLE: join(folder, 'ca.pem'),
      },
      maxBuffer: 8 * 1_048_576,
    });
    child.child.stdin?.end(commands.join('\n'));
    const { stdout } = await child;
    return JSON.parse(stdout.slice(stdout.indexOf('REPLIES') + 7)) as Printed[];
  };

  /** What each command gave; fails with what the first one that failed said. */
  const succeed = async (...commands: readonly string[]): Promise<readonly unknown[]> => {
    const replies = await run(...commands);
    for (const [at, { code, error }] of replies.entries()) assert.equal(code, 0, `${commands[at]}: ${error}`);
    return replies.map(({ result }) => result);
  };
  type Objects = readonly Readonly<Record<string, unknown>>[];

  it('registers an application, finds it by every name, changes and deletes it', async (t: TestContext) => {
    if (!hasAzureCli) return t.skip(WITHOUT);
    const [made, shown, listed, byUri, , changed, , , gone] = await succeed(
      `ad app create --display-name "Åsas tool" --web-redirect-uris https://contoso.example/back --enable-id-token-issuance true --sign-in-audience AzureADMultipleOrgs --is-fallback-public-client true`,
      'ad app show --id @app',
      'ad app list --display-name Åsa',
      'ad app list --identifier-uri https://contoso.example/none',
      'ad app update --id @app --identifier-uris https://contoso.example/tool --set notes=Checked',
      'ad app show --id https://contoso.example/tool',
      'ad app create --display-name "Åsas tool" --public-client-redirect-uris http://localhost',
      'ad app delete --id @app',
      'ad app list --display-name Åsa',
    );
    const { appId } = made as { appId: string };
    assert.equal((shown as { appId: string }).appId, appId);
    assert.deepEqual(
      (listed as Objects).map(one => one['appId']),
      [appId],
    );
    assert.deepEqual(byUri, []);
    assert.equal((changed as { notes: string }).notes, 'Checked');
    assert.deepEqual((changed as { identifierUris: string[] }).identifierUris, [
      'https://contoso.example/tool',
    ]);
    assert.deepEqual(gone, []);
  });

  it('asks for permissions, lets the application in, grants and lists scopes', async (t: TestContext) => {
    if (!hasAzureCli) return t.skip(WITHOUT);
    const { appId: api } = resourceApplications.WindowsDefenderATP;
    const scope = findPermission('WindowsDefenderATP', 'Alert.Read', 'Scope')?.id;
    const role = findPermission('WindowsDefenderATP', 'Alert.Read.All', 'Role')?.id;
    const [, , permissions, , principal, , grants, resource] = await succeed(
      'ad app create --display-name Consented',
      `ad app permission add --id @app --api ${api} --api-permissions ${scope}=Scope ${role}=Role`,
      'ad app permission list --id @app',
      'ad sp create --id @app',
      'ad sp show --id @app',
      `ad app permission grant --id @app --api ${api} --scope Alert.Read`,
      'ad app permission list-grants --id @app',
      'ad sp show --id https://api.securitycenter.microsoft.com',
      'ad sp list --display-name Consented',
      'ad sp update --id @app --set accountEnabled=false',

      'ad sp delete --id @app',
    );
    const [asked] = permissions as { resourceAppId: string; resourceAccess: object[] }[];
    assert.equal(asked?.resourceAppId, api);
    assert.equal(asked.resourceAccess.length, 2);
    const [grant] = grants as Objects;
    assert.deepEqual(
      [grant?.['clientId'], grant?.['scope']],
      [(principal as { id: string }).id, 'Alert.Read'],
    );
    assert.equal((resource as { appId: string }).appId, api);
  });

  it('gives an application new secrets in place of the old ones, or beside them', async (t: TestContext) => {
    if (!hasAzureCli) return t.skip(WITHOUT);
    const [, first, , two, , one, robot] = await succeed(
      'ad app create --display-name Secretive',
      'ad app credential reset --id @app',
      'ad app credential reset --id @app --append --display-name second --years 1',
      'ad app credential list --id @app',
      'ad app credential reset --id @app',
      'ad app credential list --id @app',
      'ad sp create-for-rbac --name robot',
    );
    assert.equal((robot as { tenant: string }).tenant, tenant.tenantId);
    assert.equal((robot as { password: string }).password.length, 40);
    assert.equal((first as { password: string }).password.length, 40);
    assert.equal((two as Objects).length, 2);
    assert.equal((one as Objects).length, 1);
  });

  it('makes users, finds, changes and deletes them', async (t: TestContext) => {
    if (!hasAzureCli) return t.skip(WITHOUT);
    const name = 'grace@contoso.example';
    const [made, me, found, , , owned, owners] = await succeed(
      `ad user create --display-name Grace --user-principal-name ${name} --password A-long-Password-1`,
      'ad signed-in-user show',
      `ad user list --filter "startswith(displayName,'grac')"`,
      `ad user update --id ${name} --display-name "Rear Admiral"`,
      'ad app create --display-name Owned',
      'ad signed-in-user list-owned-objects --type application',
      'ad app owner list --id @app',
      `ad user delete --id ${name}`,
    );
    assert.deepEqual(
      (found as Objects).map(user => user['id']),
      [(made as { id: string }).id],
    );
    assert.equal(
      (me as { userPrincipalName: string }).userPrincipalName,
      tenant.administrator.userPrincipalName,
    );
    assert.ok((owned as Objects).some(one => one['displayName'] === 'Owned'));
    assert.deepEqual(
      (owners as Objects).map(one => one['id']),
      [(me as { id: string }).id],
    );
  });

  it('is told what is missing', async (t: TestContext) => {
    if (!hasAzureCli) return t.skip(WITHOUT);
    const [unknown] = await run('ad sp show --id 99999999-9999-4999-8999-999999999999');
    assert.equal(unknown?.code, 3, 'the code of what is not found');
    assert.match(unknown.error, /does not exist/);
  });
});
