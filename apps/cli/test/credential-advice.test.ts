import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { adviseCredentials } from '../src/commands/app/credential-advice.ts';
import type { Application } from '../src/directory/objects.ts';
import { Administrator } from './administrator.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const DAY_MS = 86_400_000;
const inDays = (days: number, from = NOW): string => new Date(from + days * DAY_MS).toISOString();

const application: Application = {
  id: 'object',
  appId: 'client',
  displayName: 'Nightly report',
  signInAudience: 'AzureADMyOrg',
  createdDateTime: inDays(-400),
};

describe('credentials that end soon', () => {
  test('are named with the days that are left, and what to do', () => {
    const passwordCredentials = [
      { keyId: 'key-1', displayName: 'first', endDateTime: inDays(11.5) },
      { keyId: 'key-2', displayName: null, endDateTime: inDays(-1) },
      { keyId: 'key-3', displayName: 'third', endDateTime: inDays(30.5) },
    ];
    const keyCredentials = [{ keyId: 'key-4', displayName: 'CN=report', endDateTime: inDays(0.5) }];
    assert.deepEqual(adviseCredentials([{ ...application, passwordCredentials, keyCredentials }], NOW), [
      "The secret 'first' of Nightly report ends in 12 days: vakt app secret rotate --app client",
      "The secret 'key-2' of Nightly report has expired: vakt app secret remove --app client key-2",
      "The certificate 'CN=report' of Nightly report ends in 1 day: vakt app certificate add --app client",
    ]);
  });

  test('are none where nothing ends', () => {
    assert.deepEqual(adviseCredentials([application], NOW), []);
  });
});

describe('warnings by commands', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  let contoso: Administrator;
  const soon = inDays(10.5, Date.now());

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    contoso = await Administrator.of(vakt, 'Contoso');
    await contoso.fine('app create Report');
  });
  after(() => vakt.close());

  test('come with the list, the application and the doctor, beside the output', async () => {
    for (const line of ['app list', 'app show Report'])
      assert.doesNotMatch((await contoso.run(line)).stderr, /ends in|expired/);
    assert.match(await contoso.fine('doctor'), /^secrets and certificates\tok$/m);
    await contoso.fine(`app secret add --app Report --name nightly --end ${soon}`);
    const warning = /The secret 'nightly' of Report ends in 11 days: vakt app secret rotate --app/;
    for (const line of ['app list', 'app show Report'])
      assert.match((await contoso.run(line)).stderr, warning, line);
    assert.match(await contoso.fine('doctor'), warning);
  });
});
