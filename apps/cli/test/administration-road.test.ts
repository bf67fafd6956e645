import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { type Outcome, runLine } from './run-line.ts';

const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';

/** What an administrator does in a directory, by commands against a whole server. */
describe('administration by commands', { timeout: 180_000 }, () => {
  let vakt: TestVakt;

  const file = (name: string): string => join(vakt.folder, name);
  /** Runs `line`, whose words hold no blanks, with `more` words behind it; as Contoso's administrator unless it says who. */
  const run = (line: string, ...more: string[]): Promise<Outcome> => {
    const words = [...line.split(' '), ...more];
    const args = words.includes('--env-file') ? words : [...words, '--env-file', file('contoso.env')];
    return runLine(args, vakt.data, vakt.folder);
  };
  const fine = async (line: string, ...more: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(line, ...more);
    assert.equal(code, 0, `vakt ${line} ${more.join(' ')}\n${stderr}`);
    return stdout;
  };
  const json = async (line: string, ...more: string[]) => JSON.parse(await fine(line, ...more, '--json'));
  const fails = async (code: number, line: string, ...more: string[]): Promise<string> => {
    const outcome = await run(line, ...more);
    assert.equal(outcome.code, code, outcome.stderr);
    return outcome.stderr;
  };
  /** Signs in with what a file says. */
  const token = (name: string): string => `token --resource graph --env-file ${file(name)}`;

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    const create = `tenant create Contoso --domain contoso.example --out ${file('contoso.env')}`;
    await fine(create, '--env-file', join(vakt.data, 'demo.env'));
  });
  after(() => vakt.close());

  test('a tenant shows its ids and gets another domain', async () => {
    const { id, displayName } = await json('tenant show');
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.equal(displayName, 'Contoso');
    await fine('tenant domain add sales.contoso.example');
    assert.match(await fine('tenant domain list'), /^sales\.contoso\.example\tno\tyes$/m);
    await fine('tenant domain remove sales.contoso.example');
    assert.equal((await json('tenant domain list')).length, 1);
  });

  test('a user is created with a role by its name, and signs in with what the file says', async () => {
    await fine(`user create ada@contoso.example --name Ada --role security-reader --out ${file('ada.env')}`);
    assert.equal(statSync(file('ada.env')).mode & 0o777, 0o600);
    const { wids } = await json(token('ada.env'), '--decode');
    assert(wids.includes(SECURITY_READER));
    assert.match(await fine('user list'), /^ada@contoso\.example\tAda\tMember\tyes\tSecurity Reader$/m);
  });

  test('a role that there is not makes no user', async () => {
    const stderr = await fails(2, 'user create eve@contoso.example --role Emperor');
    assert.match(stderr, /no directory role 'Emperor'\n.*Security Reader/);
    await fails(3, 'user show eve@contoso.example');
  });

  test('roles are given and taken', async () => {
    const added = await json('user role add ada@contoso.example', 'Security Operator', 'securityReader');
    assert.deepEqual(added.roles.toSorted(), ['Security Operator', 'Security Reader']);
    const left = await json('user role remove ada@contoso.example security-operator');
    assert.deepEqual(left.roles, ['Security Reader']);
    const roles: { displayName: string; users: string[] }[] = await json('user role list');
    const reader = roles.find(({ displayName }) => displayName === 'Security Reader');
    assert.deepEqual(reader?.users, ['ada@contoso.example']);
  });

  test('a new password replaces the old one, which is refused', async () => {
    await fine(`user password reset ada@contoso.example --out ${file('ada-2.env')}`);
    assert.match(await fails(4, token('ada.env')), /AADSTS50126/);
    await fine(token('ada-2.env'));
  });

  test('a password comes from a file, and is not shown again', async () => {
    writeFileSync(file('password'), 'the-password-of-bob\n');
    const outcome = await run(`user create bob@contoso.example --password-file ${file('password')}`);
    assert.equal(outcome.code, 0, outcome.stderr);
    assert.doesNotMatch(outcome.stdout + outcome.stderr, /the-password-of-bob/);
  });

  test('a disabled user signs in no more, an enabled one again', async () => {
    await fine('user disable ada@contoso.example');
    assert.match(await fails(4, token('ada-2.env')), /AADSTS50057/);
    await fine('user enable ada@contoso.example');
    await fine(token('ada-2.env'));
    assert.equal((await json('user revoke-sessions ada@contoso.example')).sessionsRevoked, true);
  });

  test('a user of another tenant is invited as a guest', async () => {
    const { invitedUser, status } = await json(`user invite ${vakt.demo['VAKT_USERNAME']} --name Guest`);
    assert.equal(status, 'Completed');
    assert.equal((await json(`user show ${invitedUser.id}`)).userType, 'Guest');
    const nobody = await fails(1, 'user invite nobody@nowhere.example');
    assert.match(nobody, /no account 'nobody@nowhere\.example'/);
  });

  test('a user is deleted for good only by who says so', async () => {
    assert.match(await fails(2, 'user delete bob@contoso.example'), /--yes/);
    await fine('user delete bob@contoso.example --yes');
    await fails(3, 'user show bob@contoso.example');
  });

  test('an application is registered with addresses of each kind, and changed', async () => {
    const uris = ['web=https://app.example/in', 'spa=https://spa.example', 'native=http://localhost'];
    const made = await json('app create Desk --public --redirect-uri', ...uris);
    assert.deepEqual(made.web.redirectUris, ['https://app.example/in']);
    assert.deepEqual(made.spa.redirectUris, ['https://spa.example']);
    assert.deepEqual(made.publicClient.redirectUris, ['http://localhost']);
    await fine('app redirect-uri add --app Desk web=https://app.example/too');
    await fine('app redirect-uri remove --app Desk spa=https://spa.example');
    await fails(3, 'app redirect-uri remove --app Desk spa=https://spa.example');
    await fine('app update Desk --name Report --no-public --multi-tenant');
    const shown = await json('app show Report');
    assert.deepEqual(shown.web.redirectUris, ['https://app.example/in', 'https://app.example/too']);
    assert.deepEqual(shown.spa.redirectUris, []);
    assert.equal(shown.isFallbackPublicClient, false);
    assert.equal(shown.signInAudience, 'AzureADMultipleOrgs');
    await fails(2, 'app update Report');
  });

  test('each permission of an application is shown with its consent', async () => {
    const states = (): Promise<string> => fine('app permission list --app Report');
    await fine('app permission add --app Report Alert.Read.All');
    assert.match(await states(), /Alert\.Read\.All\tapplication\tnot granted$/m);
    await fine('app consent --app Report');
    assert.match(await states(), /Alert\.Read\.All\tapplication\tgranted$/m);
    await fine('app permission add --app Report --delegated Machine.Read');
    assert.match(await states(), /Machine\.Read\tdelegated\tadded since consent$/m);
    await fine('consent grant --app Report');
    await fine('app permission remove --app Report Alert.Read.All');
    assert.match(await states(), /Alert\.Read\.All\tapplication\tgranted, not asked for$/m);
    assert.equal((await json('app show Report')).permissions.length, 2);
  });

  test('consent is listed, and revoked in part and whole', async () => {
    assert.match(await fine('consent list'), /\tWindowsDefenderATP\tMachine\.Read\tdelegated\teverybody$/m);
    await fine('consent revoke --app Report Machine.Read');
    const left: { permission: string }[] = await json('consent list --app Report');
    assert.deepEqual(
      left.map(({ permission }) => permission),
      ['Alert.Read.All'],
    );
    await fails(3, 'consent revoke --app Report Machine.Read');
    await fails(2, 'consent revoke --app Report');
    await fine('consent revoke --app Report --yes');
    assert.deepEqual(await json('consent list --app Report'), []);
  });

  test('an application is deleted with its consents', async () => {
    await fails(2, 'app delete Report');
    await fine('app delete Report --yes');
    await fails(3, 'app show Report');
  });
});
