import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Responder, startResponder } from './responder.ts';
import { eventually } from './road.ts';

const found = spawnSync('sh', ['-c', 'command -v clamscan'], { encoding: 'utf8' }).stdout.trim();
const withClamav = {
  skip: (process.platform !== 'linux' || found === '') && 'needs Linux and clamscan (Debian: clamav)',
  timeout: 300_000,
};

interface Action {
  readonly status: string;
  readonly failureReason: string | null;
}

interface Alert {
  readonly title: string;
  readonly threatName: string | null;
  readonly evidence: readonly { readonly sha1: string | null }[];
}

describe('an antivirus scan by this machine’s own sensor', withClamav, () => {
  let folder: string;
  let bad: string;
  let road: Responder;
  const path = process.env['PATH'];

  before(async () => {
    // Signatures of the test's own: it needs no network, and no antivirus outside takes its file away.
    folder = mkdtempSync(join(tmpdir(), 'vakt-antivirus-'));
    const marker = `vakt antivirus road ${randomUUID()}`;
    const database = join(folder, 'test.ndb');
    writeFileSync(database, `Vakt.Test.Road:0:*:${Buffer.from(marker).toString('hex')}\n`);
    bad = join(folder, 'bad.bin');
    writeFileSync(bad, marker);
    // Of the machine's own files it looks at none: nobody knows how many there are.
    const scan = `exec '${found}' '--database=${database}' --recursive --infected --stdout '${folder}'`;
    writeFileSync(join(folder, 'clamscan'), `#!/bin/sh\n${scan}\n`, { mode: 0o755 });
    process.env['PATH'] = `${folder}${delimiter}${path}`;
    road = await startResponder();
  });
  after(async () => {
    process.env['PATH'] = path;
    await road.vakt.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('succeeds, and what it found is an alert', async () => {
    const { id } = await road.read<{ id: string }>(`/api/machines/${road.machineId}/runAntiVirusScan`, {
      Comment: 'road',
      ScanType: 'Quick',
    });
    const action = await road.ended<Action>(id);
    assert.deepEqual([action.status, action.failureReason], ['Succeeded', null]);
    const alert = await eventually(async () => {
      const { value } = await road.read<{ value: Alert[] }>('/api/alerts?$expand=evidence');
      return value.find(({ threatName }) => threatName === 'Vakt.Test.Road.UNOFFICIAL');
    });
    assert.equal(alert.title, 'Antivirus recognised Vakt.Test.Road.UNOFFICIAL');
    const sha1 = createHash('sha1').update(readFileSync(bad)).digest('hex');
    assert.ok(alert.evidence.some(evidence => evidence.sha1 === sha1));
    assert.ok(existsSync(bad), 'a scan takes nothing away');
  });
});
