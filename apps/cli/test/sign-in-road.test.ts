import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { Administrator } from './administrator.ts';
import type { Person } from './person.ts';
import { type Outcome, runLine } from './run-line.ts';

/** Users who sign in by pages of the authority, against a whole server. */
describe('signing in with a browser', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  let contoso: Administrator;
  let partner: Administrator;

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    contoso = await Administrator.of(vakt, 'Contoso');
    partner = await Administrator.of(vakt, 'Partner');
  });
  after(() => vakt.close());

  /**
   * Signs in at a home of its own, so that the logins of the tests are apart.
   *
   * @param act what the person does once the command has said something
   */
  const login = async (
    home: string,
    args: readonly string[],
    act: (note: string) => Promise<void>,
  ): Promise<Outcome> => {
    let acting: Promise<void> | undefined;
    const stuck = new AbortController();
    const outcome = await runLine(
      ['login', '--user', ...args, '--url', vakt.ready.url],
      vakt.data,
      join(vakt.folder, home),
      {
        environment: { BROWSER: 'true' },
        signal: stuck.signal,
        onNote: note => {
          if (acting) return;
          acting = act(note);
          acting.catch(() => stuck.abort());
        },
      },
    );
    await acting;
    assert.equal(outcome.code, 0, outcome.stderr);
    return outcome;
  };

  const claimsAt = async (home: string, ...args: string[]) => {
    const line = ['token', '--decode', '--json', '--resource', 'graph', '--url', vakt.ready.url, ...args];
    const { code, stdout, stderr } = await runLine(line, vakt.data, join(vakt.folder, home));
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };

  test('the browser comes back to the command, which keeps the user', async () => {
    const { id } = await contoso.json('tenant show');
    const visit = async (note: string): Promise<void> => {
      const person = contoso.person();
      const address = /https:\S+/.exec(note)?.[0] ?? '';
      const back = await person.signIn(await person.open(address));
      assert.match(String(back.headers['location']), /^http:\/\/localhost:\d+\/?\?code=/, back.text);
      const reply = await fetch(String(back.headers['location']).replace('localhost', '127.0.0.1'));
      assert.match(await reply.text(), /You are signed in/);
    };
    const { stderr } = await login('browser', ['--browser'], visit);
    assert.match(stderr, /as admin@contoso\.example/);
    const { tid, upn } = await claimsAt('browser');
    assert.deepEqual({ tid, upn }, { tid: id, upn: 'admin@contoso.example' });
  });

  test('a guest signs in to the tenant that invited, by a code typed elsewhere', async () => {
    const { invitedUser } = await contoso.json('user invite admin@partner.example');
    await contoso.fine(`user role add ${invitedUser.id} security-reader`);
    const enterCode = async (note: string): Promise<void> => {
      const person: Person = partner.person();
      const page = /https:\S+/.exec(note)?.[0] ?? '';
      const code = /code (\S+)/.exec(note)?.[1] ?? '';
      const asked = await person.submit(await person.open(page), { user_code: code, action: 'continue' });
      const done = await person.submit(await person.signIn(asked), { action: 'continue' });
      assert.equal(done.status, 200, done.text);
    };
    await login('guest', ['--device-code', '--tenant', 'contoso.example'], enterCode);
    const { id } = await contoso.json('tenant show');
    const { tid, oid, wids } = await claimsAt('guest');
    assert.deepEqual({ tid, oid }, { tid: id, oid: invitedUser.id });
    assert(wids.includes('5d6b6bb7-de71-4623-b4af-96380a352509'), 'Security Reader');
  });
});
