import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { Administrator } from './administrator.ts';

const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';

/** What an administrator does in a directory, by commands against a whole server. */
describe('administration by commands', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  let contoso: Administrator;

  /** Signs in with what a file says. */
  const token = (name: string): string => `token --resource graph --env-file ${contoso.file(name)}`;

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    contoso = await Administrator.of(vakt, 'Contoso');
  });
  after(() => vakt.close());

  test('a tenant shows its ids and gets another domain', async () => {
    const { id, displayName, licences } = await contoso.json('tenant show');
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.equal(displayName, 'Contoso');
    assert.deepEqual(licences, ['IDENTITY_THREAT_PROTECTION']);
    await contoso.fine('tenant domain add sales.contoso.example');
    assert.match(await contoso.fine('tenant domain list'), /^sales\.contoso\.example\tno\tyes$/m);
    await contoso.fine('tenant domain remove sales.contoso.example');
    assert.equal((await contoso.json('tenant domain list')).length, 1);
  });

  test('a user is created with a role by its name, and signs in with what the file says', async () => {
    await contoso.fine(
      `user create ada@contoso.example --name Ada --role security-reader --out ${contoso.file('ada.env')}`,
    );
    assert.equal(statSync(contoso.file('ada.env')).mode & 0o777, 0o600);
    const { wids } = await contoso.json(token('ada.env'), '--decode');
    assert(wids.includes(SECURITY_READER));
    assert.match(
      await contoso.fine('user list'),
      /^ada@contoso\.example\tAda\tMember\tyes\tSecurity Reader$/m,
    );
  });

  test('a role that there is not makes no user', async () => {
    const stderr = await contoso.fails(2, 'user create eve@contoso.example --role Emperor');
    assert.match(stderr, /no directory role 'Emperor'\n.*Security Reader/);
    await contoso.fails(3, 'user show eve@contoso.example');
  });

  test('roles are given and taken', async () => {
    const added = await contoso.json(
      'user role add ada@contoso.example',
      'Security Operator',
      'securityReader',
    );
    assert.deepEqual(added.roles.toSorted(), ['Security Operator', 'Security Reader']);
    const left = await contoso.json('user role remove ada@contoso.example security-operator');
    assert.deepEqual(left.roles, ['Security Reader']);
    const roles: { displayName: string; users: string[] }[] = await contoso.json('user role list');
    const reader = roles.find(({ displayName }) => displayName === 'Security Reader');
    assert.deepEqual(reader?.users, ['ada@contoso.example']);
  });

  test('a new password replaces the old one, which is refused', async () => {
    await contoso.fine(`user password reset ada@contoso.example --out ${contoso.file('ada-2.env')}`);
    assert.match(await contoso.fails(4, token('ada.env')), /AADSTS50126/);
    await contoso.fine(token('ada-2.env'));
  });

  test('a password comes from a file, and is not shown again', async () => {
    writeFileSync(contoso.file('password'), 'the-password-of-bob\n');
    const outcome = await contoso.run(
      `user create bob@contoso.example --password-file ${contoso.file('password')}`,
    );
    assert.equal(outcome.code, 0, outcome.stderr);
    assert.doesNotMatch(outcome.stdout + outcome.stderr, /the-password-of-bob/);
  });

  test('a disabled user signs in no more, an enabled one again', async () => {
    await contoso.fine('user disable ada@contoso.example');
    assert.match(await contoso.fails(4, token('ada-2.env')), /AADSTS50057/);
    await contoso.fine('user enable ada@contoso.example');
    await contoso.fine(token('ada-2.env'));
    assert.equal((await contoso.json('user revoke-sessions ada@contoso.example')).sessionsRevoked, true);
  });

  test('a user of another tenant is invited as a guest', async () => {
    const { invitedUser, status } = await contoso.json(
      `user invite ${vakt.demo['VAKT_USERNAME']} --name Guest`,
    );
    assert.equal(status, 'Completed');
    assert.equal((await contoso.json(`user show ${invitedUser.id}`)).userType, 'Guest');
    const nobody = await contoso.fails(1, 'user invite nobody@nowhere.example');
    assert.match(nobody, /no account 'nobody@nowhere\.example'/);
  });

  test('a user is deleted for good only by who says so', async () => {
    assert.match(await contoso.fails(2, 'user delete bob@contoso.example'), /--yes/);
    await contoso.fine('user delete bob@contoso.example --yes');
    await contoso.fails(3, 'user show bob@contoso.example');
  });

  test('an application is registered with addresses of each kind, and changed', async () => {
    const uris = ['web=https://app.example/in', 'spa=https://spa.example', 'native=http://localhost'];
    const made = await contoso.json('app create Desk --public --redirect-uri', ...uris);
    assert.deepEqual(made.web.redirectUris, ['https://app.example/in']);
    assert.deepEqual(made.spa.redirectUris, ['https://spa.example']);
    assert.deepEqual(made.publicClient.redirectUris, ['http://localhost']);
    await contoso.fine('app redirect-uri add --app Desk web=https://app.example/too');
    await contoso.fine('app redirect-uri remove --app Desk spa=https://spa.example');
    await contoso.fails(3, 'app redirect-uri remove --app Desk spa=https://spa.example');
    await contoso.fine('app update Desk --name Report --no-public --multi-tenant');
    const shown = await contoso.json('app show Report');
    assert.deepEqual(shown.web.redirectUris, ['https://app.example/in', 'https://app.example/too']);
    assert.deepEqual(shown.spa.redirectUris, []);
    assert.equal(shown.isFallbackPublicClient, false);
    assert.equal(shown.signInAudience, 'AzureADMultipleOrgs');
    await contoso.fails(2, 'app update Report');
  });

  test('each permission of an application is shown with its consent', async () => {
    const states = (): Promise<string> => contoso.fine('app permission list --app Report');
    await contoso.fine('app permission add --app Report Alert.Read.All');
    assert.match(await states(), /Alert\.Read\.All\tapplication\tnot granted$/m);
    await contoso.fine('app consent --app Report');
    assert.match(await states(), /Alert\.Read\.All\tapplication\tgranted$/m);
    await contoso.fine('app permission add --app Report --delegated Machine.Read');
    assert.match(await states(), /Machine\.Read\tdelegated\tadded since consent$/m);
    await contoso.fine('consent grant --app Report');
    await contoso.fine('app permission remove --app Report Alert.Read.All');
    assert.match(await states(), /Alert\.Read\.All\tapplication\tgranted, not asked for$/m);
    assert.equal((await contoso.json('app show Report')).permissions.length, 2);
  });

  test('consent is listed, and revoked in part and whole', async () => {
    assert.match(
      await contoso.fine('consent list'),
      /\tWindowsDefenderATP\tMachine\.Read\tdelegated\teverybody$/m,
    );
    await contoso.fine('consent revoke --app Report Machine.Read');
    const left: { permission: string }[] = await contoso.json('consent list --app Report');
    assert.deepEqual(
      left.map(({ permission }) => permission),
      ['Alert.Read.All'],
    );
    await contoso.fails(3, 'consent revoke --app Report Machine.Read');
    await contoso.fails(2, 'consent revoke --app Report');
    await contoso.fine('consent revoke --app Report --yes');
    assert.deepEqual(await contoso.json('consent list --app Report'), []);
  });

  test('an owner manages the application without a role for applications', async () => {
    await contoso.fine(
      `user create owner@contoso.example --role security-reader --out ${contoso.file('owner.env')}`,
    );
    const asOwner = `app update Report --description Mine --env-file ${contoso.file('owner.env')}`;
    await contoso.fails(5, asOwner);
    await contoso.fine('app owner add --app Report owner@contoso.example');
    await contoso.fine(asOwner);
    assert.match(await contoso.fine('app owner list --app Report'), /^owner@contoso\.example\t/m);
    await contoso.fine('app owner remove --app Report owner@contoso.example');
    await contoso.fails(5, asOwner);
  });

  test('an application is deleted with its consents', async () => {
    await contoso.fails(2, 'app delete Report');
    await contoso.fine('app delete Report --yes');
    await contoso.fails(3, 'app show Report');
  });
});
