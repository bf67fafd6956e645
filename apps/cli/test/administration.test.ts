import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type FakeReply, type FakeRoutes, FakeVakt, type SeenRequest } from './fake-vakt.ts';

const ATP = 'fc780465-2017-40d4-a0c5-307022471b92';
const APP = '11111111-2222-4333-8444-555555555555';

const NEW_TENANT = {
  tenantId: 'tenant-1',
  administrator: { userPrincipalName: 'admin@contoso.example', password: 'first-password' },
};

const application = { id: 'object-1', appId: APP, displayName: 'Mine', requiredResourceAccess: [] };

const servicePrincipals = ({ query }: SeenRequest): FakeReply => {
  const isAtp = query.get('$filter') === `appId eq '${ATP}'`;
  const atp = {
    id: 'atp-sp',
    appId: ATP,
    displayName: 'WindowsDefenderATP',
    appRoles: [{ id: 'role-alert', value: 'Alert.Read.All' }],
    oauth2PermissionScopes: [],
  };
  return { json: { value: isAtp ? [atp] : [] } };
};

const applications = ({ query }: SeenRequest): FakeReply => {
  const filter = query.get('$filter');
  const isKnown = filter === `appId eq '${APP}'` || filter === "displayName eq 'Mine'";
  return { json: { value: isKnown ? [application] : [] } };
};

const bodyOf = (fake: FakeVakt, call: string): unknown =>
  JSON.parse(fake.seen.find(request => request.call === call)?.body ?? 'null');

describe('vakt tenant', () => {
  test("create calls as the operator, with the token that lies in Vakt's data directory", async () => {
    await using fake = await FakeVakt.start({
      'POST /vakt/v1/tenants': () => ({ status: 201, json: NEW_TENANT }),
    });
    writeFileSync(join(fake.folder, 'operator.token'), 'operator-token\n');
    const { code, stdout } = await fake.run(['tenant', 'create', 'Contoso', '--domain', 'contoso.example']);
    assert.equal(code, 0);
    assert.match(stdout, /tenantId\ttenant-1\n[\s\S]*password\tfirst-password/);
    assert.equal(fake.seen[0]?.headers.authorization, 'Bearer operator-token');
    assert.deepEqual(bodyOf(fake, 'POST /vakt/v1/tenants'), {
      displayName: 'Contoso',
      domain: 'contoso.example',
      plan: 'XDR',
    });
  });

  test('create --out keeps the password off the terminal, in a file for its owner alone', async () => {
    await using fake = await FakeVakt.start({
      'POST /vakt/v1/tenants': () => ({ status: 201, json: NEW_TENANT }),
    });
    const out = join(fake.folder, 'contoso.env');
    const environment = { VAKT_OPERATOR_TOKEN: 'operator-token' };
    const args = ['tenant', 'create', 'Contoso', '--domain', 'contoso.example', '--out', out];
    const { code, stdout, stderr } = await fake.run(args, { environment });
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stdout + stderr, /first-password/);
    assert.equal(statSync(out).mode & 0o777, 0o600);
    assert.match(readFileSync(out, 'utf8'), /^VAKT_PASSWORD='first-password'$/m);
    assert.equal((await fake.run(args, { environment })).code, 2, 'an existing file is not written over');
    assert.equal(fake.seen.length, 1);
  });

  test('settings are shown and set by their names, as the administrator', async () => {
    const settings = { liveResponse: true, liveResponseUnsignedScripts: false };
    await using fake = await FakeVakt.start({
      'GET /vakt/v1/settings': () => ({ json: settings }),
      'PATCH /vakt/v1/settings': () => ({ json: settings }),
    });
    const shown = await fake.run(['tenant', 'settings', 'show']);
    assert.equal(shown.stdout, 'live-response\ton\nunsigned-scripts\toff\n', shown.stderr);
    const set = await fake.run(['tenant', 'settings', 'set', '--live-response', 'on']);
    assert.equal(set.code, 0, set.stderr);
    assert.deepEqual(bodyOf(fake, 'PATCH /vakt/v1/settings'), { liveResponse: true });
    assert.equal((await fake.run(['tenant', 'settings', 'set'])).code, 2);
    assert.equal((await fake.run(['tenant', 'settings', 'set', '--live-response', 'yes'])).code, 2);
  });

  test('without the operator token says where it is', async () => {
    await using fake = await FakeVakt.start();
    const { code, stderr } = await fake.run(['tenant', 'list']);
    assert.equal(code, 4);
    assert.match(stderr, /operator\.token/);
  });
});

describe('vakt app', () => {
  test('create registers, with a service principal, and says what comes next', async () => {
    await using fake = await FakeVakt.start({
      'POST /v1.0/applications': () => ({ status: 201, json: application }),
      'POST /v1.0/servicePrincipals': () => ({ status: 201, json: { id: 'sp-1', appId: APP } }),
    });
    const { code, stdout, stderr } = await fake.run(['app', 'create', 'Mine']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, new RegExp(`clientId\t${APP}`));
    assert.match(stderr, new RegExp(`vakt app permission add --app ${APP}`));
    assert.deepEqual(bodyOf(fake, 'POST /v1.0/servicePrincipals'), { appId: APP });
    assert.equal(fake.seen[0]?.headers.authorization, 'Bearer password https://graph.microsoft.com/.default');
  });

  test('permission add looks the permission up by name', async () => {
    await using fake = await FakeVakt.start({
      'GET /v1.0/applications': applications,
      'GET /v1.0/servicePrincipals': servicePrincipals,
      'PATCH /v1.0/applications/object-1': () => ({ status: 204 }),
    });
    const { code, stderr } = await fake.run(['app', 'permission', 'add', '--app', 'Mine', 'Alert.Read.All']);
    assert.equal(code, 0, stderr);
    assert.deepEqual(bodyOf(fake, 'PATCH /v1.0/applications/object-1'), {
      requiredResourceAccess: [{ resourceAppId: ATP, resourceAccess: [{ id: 'role-alert', type: 'Role' }] }],
    });
  });

  test('of which there is none is exit code 3', async () => {
    await using fake = await FakeVakt.start({
      'GET /v1.0/applications': applications,
      'GET /v1.0/servicePrincipals': servicePrincipals,
    });
    assert.equal((await fake.run(['app', 'consent', '--app', 'Nobody'])).code, 3);
  });

  test('secret add shows the value once, on standard output', async () => {
    await using fake = await FakeVakt.start({
      'GET /v1.0/applications': applications,
      'POST /v1.0/applications/object-1/addPassword': () => ({
        json: { keyId: 'k', endDateTime: '2028-01-01T00:00:00Z', secretText: 'the-value' },
      }),
    });
    const { code, stdout, stderr } = await fake.run(['app', 'secret', 'add', '--app', APP]);
    assert.equal(code, 0);
    assert.match(stdout, /secret\tthe-value/);
    assert.doesNotMatch(stderr, /the-value/);
  });

  test('secret add --out writes it for its owner alone', async () => {
    await using fake = await FakeVakt.start({
      'GET /v1.0/applications': applications,
      'POST /v1.0/applications/object-1/addPassword': () => ({
        json: { keyId: 'k', endDateTime: '2028-01-01T00:00:00Z', secretText: 'the-value' },
      }),
    });
    const out = join(fake.folder, 'secret');
    const { stdout, stderr } = await fake.run(['app', 'secret', 'add', '--app', APP, '--out', out]);
    assert.doesNotMatch(stdout + stderr, /the-value/);
    assert.equal(readFileSync(out, 'utf8'), 'the-value\n');
    assert.equal(statSync(out).mode & 0o777, 0o600);
  });

  test('delete asks, and does nothing unless the answer is yes', async () => {
    await using fake = await FakeVakt.start({
      'GET /v1.0/applications': applications,
      'DELETE /v1.0/applications/object-1': () => ({ status: 204 }),
    });
    const deletions = (): number => fake.seen.filter(({ call }) => call.startsWith('DELETE')).length;
    for (const input of ['n\n', '\n', 'yesterday\n', '']) {
      const { code, stderr } = await fake.run(['app', 'delete', 'Mine'], { input, answers: true });
      assert.equal(code, 130);
      assert.match(stderr, /Delete the application 'Mine' .*for good\? \(y\/N\)[\s\S]*Nothing was changed/);
    }
    assert.equal(deletions(), 0);
    const { code } = await fake.run(['app', 'delete', 'Mine'], { input: 'y\n', answers: true });
    assert.equal(code, 0);
    assert.equal(deletions(), 1);
  });

  test('without the right of an administrator is exit code 5', async () => {
    await using fake = await FakeVakt.start({
      'POST /v1.0/applications': () => ({
        status: 403,
        json: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } },
      }),
    });
    const { code, stderr } = await fake.run(['app', 'create', 'Mine']);
    assert.equal(code, 5);
    assert.match(stderr, /Insufficient privileges\n.*Step at fault: permit/);
  });
});

describe('vakt user', () => {
  const definitions = { value: [{ id: 'reader', displayName: 'Security Reader' }] };
  const assignments = 'POST /v1.0/roleManagement/directory/roleAssignments';
  const routes: FakeRoutes = {
    'GET /v1.0/roleManagement/directory/roleDefinitions': () => ({ json: definitions }),
    'POST /v1.0/users': ({ body }) => ({ status: 201, json: { id: 'user-1', ...JSON.parse(body) } }),
  };
  const create = ['user', 'create', 'ada@contoso.example', '--role', 'security-reader'];

  test('create makes up a password, gives the role, and shows the password once', async () => {
    await using fake = await FakeVakt.start({ ...routes, [assignments]: () => ({ status: 201, json: {} }) });
    const { code, stdout, stderr } = await fake.run(create);
    assert.equal(code, 0, stderr);
    const { passwordProfile } = bodyOf(fake, 'POST /v1.0/users') as { passwordProfile: { password: string } };
    assert.match(passwordProfile.password, /^[\w-]{20}$/);
    assert(stdout.includes(`password\t${passwordProfile.password}\n`));
    assert(!stderr.includes(passwordProfile.password));
    assert.deepEqual(bodyOf(fake, assignments), {
      principalId: 'user-1',
      roleDefinitionId: 'reader',
      directoryScopeId: '/',
    });
  });

  test('create hands the password over even when the role is refused', async () => {
    const refused = { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } };
    await using fake = await FakeVakt.start({
      ...routes,
      [assignments]: () => ({ status: 403, json: refused }),
    });
    const { code, stdout } = await fake.run(create);
    assert.equal(code, 5);
    assert.match(stdout, /^roles\t-\npassword\t[\w-]{20}$/m);
  });

  test('a file that cannot be written is found out before there is a user', async () => {
    await using fake = await FakeVakt.start(routes);
    const { code, stderr } = await fake.run([...create, '--out', join(fake.folder, 'no-folder', 'ada.env')]);
    assert.equal(code, 2);
    assert.match(stderr, /cannot be written/);
    assert.equal(fake.seen.length, 0);
  });
});

describe('vakt rules', () => {
  const rules = 'GET /v1.0/security/rules/detectionRules';
  const rule = { id: '7', displayName: 'Mine', isEnabled: true };

  test('list', async () => {
    await using fake = await FakeVakt.start({ [rules]: () => ({ json: { value: [rule] } }) });
    const { stdout } = await fake.run(['rules', 'list']);
    assert.match(stdout, /^7\tyes\t\t\tMine/);
  });

  test('add sends the file as it is', async () => {
    await using fake = await FakeVakt.start({
      'POST /v1.0/security/rules/detectionRules': () => ({ status: 201, json: rule }),
    });
    const { code } = await fake.run(['rules', 'add', '-'], { input: '{"displayName":"Mine"}' });
    assert.equal(code, 0);
    assert.deepEqual(bodyOf(fake, 'POST /v1.0/security/rules/detectionRules'), { displayName: 'Mine' });
  });

  test('add refuses what is not JSON before anything is sent', async () => {
    await using fake = await FakeVakt.start();
    const { code, stderr } = await fake.run(['rules', 'add', '-'], { input: 'title: x' });
    assert.equal(code, 2);
    assert.match(stderr, /is not JSON/);
  });

  test('disable', async () => {
    await using fake = await FakeVakt.start({
      'PATCH /v1.0/security/rules/detectionRules/7': () => ({ status: 204 }),
    });
    assert.equal((await fake.run(['rules', 'disable', '7'])).code, 0);
    assert.deepEqual(JSON.parse(fake.seen[0]?.body ?? ''), { isEnabled: false });
  });

  test('run over an import shows the rules that found something', async () => {
    const quiet = {
      title: 'Quiet',
      techniques: [],
      status: 'completed',
      failureReason: null,
      hits: 0,
      newAlerts: 0,
    };
    const loud = { ...quiet, title: 'Loud', techniques: ['T1003.008'], hits: 3, newAlerts: 1 };
    await using fake = await FakeVakt.start({
      'POST /vakt/v1/detection/runs': () => ({ json: { importName: 'drill', rules: [quiet, loud] } }),
    });
    const { stdout, stderr } = await fake.run(['rules', 'run', '--import', 'drill']);
    assert.equal(stdout, 'Loud\tT1003.008\t3\t1\t\n');
    assert.match(stderr, /2 rules ran: 3 hits, 1 new alerts/);
    assert.deepEqual(JSON.parse(fake.seen[0]?.body ?? ''), { import: 'drill' });
    assert.equal(fake.seen[0]?.headers.authorization, 'Bearer password api://vakt/.default');
  });
});
