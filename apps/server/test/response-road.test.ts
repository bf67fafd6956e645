import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { TestVakt } from '@vakt/testing/vakt';

interface Action {
  readonly id: string;
  readonly status: string;
  readonly failureReason: string | null;
}

/** How long the sensor may take to ask, and to do an action. */
const PATIENCE_MS = 60_000;

const onLinux = { skip: process.platform !== 'linux' && 'the sensor watches Linux alone', timeout: 240_000 };

describe('response actions, with this machine’s own sensor', onLinux, () => {
  let vakt: TestVakt;
  let token: string;
  let machineId: string;

  const read = async <Body>(path: string, json?: unknown): Promise<Body> => {
    const reply = await vakt.call(path, { token, ...(json !== undefined && { json }) });
    assert.ok(reply.status < 300, `${path}: ${reply.text}`);
    return reply.json<Body>();
  };
  const eventually = async <Found>(look: () => Promise<Found | undefined>): Promise<Found> => {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await delay(500)) {
      const found = await look();
      if (found !== undefined) return found;
    }
    throw new Error('it did not come');
  };
  /** Begins an action and waits until the sensor says how it went. */
  const respond = async (verb: string, body: object): Promise<Action> => {
    const { id } = await read<Action>(`/api/machines/${machineId}/${verb}`, { Comment: 'road', ...body });
    return eventually(async () => {
      const action = await read<Action>(`/api/machineactions/${id}`);
      return ['Pending', 'InProgress'].includes(action.status) ? undefined : action;
    });
  };

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--allow-response']);
    const { VAKT_USERNAME = '', VAKT_PASSWORD = '' } = vakt.demo;
    const form = {
      grant_type: 'password',
      client_id: VAKT_CLI_APP_ID,
      username: VAKT_USERNAME,
      password: VAKT_PASSWORD,
      scope: 'https://api.securitycenter.microsoft.com/.default',
    };
    const reply = await vakt.call(`/${vakt.ready.tenantId}/oauth2/v2.0/token`, { form });
    token = reply.json<{ access_token: string }>().access_token;
    machineId = await eventually(
      async () => (await read<{ value: { id: string }[] }>('/api/machines')).value[0]?.id,
    );
  });
  after(() => vakt.close());

  it('stop a program of somebody else’s and put its file in quarantine', async () => {
    const program = join(vakt.folder, 'suspect');
    copyFileSync('/bin/sleep', program);
    appendFileSync(program, randomUUID());
    const sha1 = createHash('sha1').update(readFileSync(program)).digest('hex');
    // A child of the test would be one of Vakt’s own: the test has started it.
    execFileSync('setsid', ['--fork', program, '600'], { stdio: 'ignore' });
    const action = await respond('StopAndQuarantineFile', { Sha1: sha1 });
    assert.deepEqual([action.status, action.failureReason], ['Succeeded', null]);
    assert.equal(existsSync(program), false);
    assert.equal(statSync(join(vakt.data, 'sensor', 'quarantine', sha1)).mode & 0o777, 0o400);
  });

  it('never stop Vakt', async () => {
    const Sha1 = createHash('sha1').update(readFileSync(process.execPath)).digest('hex');
    const action = await respond('StopAndQuarantineFile', { Sha1 });
    assert.equal(action.status, 'Failed');
    assert.match(action.failureReason ?? '', /^Vakt itself/);
    assert.ok(existsSync(process.execPath));
  });

  it('collect a package that a link opens without a token', async () => {
    const action = await respond('collectInvestigationPackage', {});
    assert.deepEqual([action.status, action.failureReason], ['Succeeded', null]);
    const { value } = await read<{ value: string }>(`/api/machineactions/${action.id}/getPackageUri`);
    const link = new URL(value);
    assert.equal(link.origin, vakt.ready.url);
    const download = await vakt.call(link.pathname + link.search);
    assert.equal(download.status, 200);
    assert.equal(download.headers['content-type'], 'application/zip');
    assert.ok(download.text.startsWith('PK\x03\x04'));
    const kept = join(vakt.data, 'packages', `${action.id}.zip`);
    assert.equal(statSync(kept).mode & 0o777, 0o600);
    assert.equal(download.headers['content-length'], String(statSync(kept).size));
    link.searchParams.set('token', `${link.searchParams.get('token')}x`);
    assert.equal((await vakt.call(link.pathname + link.search)).status, 403);
  });
});
