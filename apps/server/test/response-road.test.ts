import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Responder, startResponder } from './responder.ts';

interface Action {
  readonly id: string;
  readonly status: string;
  readonly failureReason: string | null;
}

const onLinux = { skip: process.platform !== 'linux' && 'the sensor watches Linux alone', timeout: 240_000 };

describe('response actions, with this machine’s own sensor', onLinux, () => {
  let road: Responder;

  before(async () => {
    road = await startResponder();
  });
  after(() => road.vakt.close());

  /** Begins an action and waits until the sensor says how it went. */
  const respond = async (verb: string, body: object): Promise<Action> => {
    const { id } = await road.read<Action>(`/api/machines/${road.machineId}/${verb}`, {
      Comment: 'road',
      ...body,
    });
    return road.ended(id);
  };

  it('stop a program of somebody else’s and put its file in quarantine', async () => {
    const program = join(road.vakt.folder, 'suspect');
    copyFileSync('/bin/sleep', program);
    appendFileSync(program, randomUUID());
    const sha1 = createHash('sha1').update(readFileSync(program)).digest('hex');
    // A child of the test would be one of Vakt’s own: the test has started it.
    execFileSync('setsid', ['--fork', program, '600'], { stdio: 'ignore' });
    const action = await respond('StopAndQuarantineFile', { Sha1: sha1 });
    assert.deepEqual([action.status, action.failureReason], ['Succeeded', null]);
    assert.equal(existsSync(program), false);
    assert.equal(statSync(join(road.vakt.data, 'sensor', 'quarantine', sha1)).mode & 0o777, 0o400);
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
    const { value } = await road.read<{ value: string }>(`/api/machineactions/${action.id}/getPackageUri`);
    const link = new URL(value);
    assert.equal(link.origin, road.vakt.ready.url);
    const download = await road.vakt.call(link.pathname + link.search);
    assert.equal(download.status, 200);
    assert.equal(download.headers['content-type'], 'application/zip');
    assert.ok(download.text.startsWith('PK\x03\x04'));
    const kept = join(road.vakt.data, 'packages', `${action.id}.zip`);
    assert.equal(statSync(kept).mode & 0o777, 0o600);
    assert.equal(download.headers['content-length'], String(statSync(kept).size));
    link.searchParams.set('token', `${link.searchParams.get('token')}x`);
    assert.equal((await road.vakt.call(link.pathname + link.search)).status, 403);
  });
});
