import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { TestVakt } from '@vakt/testing/vakt';

const found = spawnSync('sh', ['-c', 'command -v clamscan'], { encoding: 'utf8' }).stdout.trim();
const withClamav = {
  skip: (process.platform !== 'linux' || found === '') && 'needs Linux and clamscan (Debian: clamav)',
  timeout: 300_000,
};
const PATIENCE_MS = 100_000;

interface Alert {
  readonly id: string;
  readonly title: string;
  readonly threatName: string | null;
  readonly evidence: readonly { readonly sha1: string | null }[];
}

describe('an antivirus scan by this machine’s own sensor', withClamav, () => {
  let folder: string;
  let bad: string;
  let vakt: TestVakt;
  let token: string;
  let machineId: string;
  const path = process.env['PATH'];

  const read = async <Body>(address: string, json?: unknown): Promise<Body> => {
    const reply = await vakt.call(address, { token, ...(json !== undefined && { json }) });
    assert.ok(reply.status < 300, `${address}: ${reply.text}`);
    return reply.json<Body>();
  };
  const eventually = async <Found>(look: () => Promise<Found | undefined>): Promise<Found> => {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await delay(2_000)) {
      const seen = await look();
      if (seen !== undefined) return seen;
    }
    throw new Error('it did not come');
  };

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
    vakt = await TestVakt.start(['--demo', '--allow-response']);
    const form = {
      grant_type: 'password',
      client_id: VAKT_CLI_APP_ID,
      username: vakt.demo['VAKT_USERNAME'] ?? '',
      password: vakt.demo['VAKT_PASSWORD'] ?? '',
      scope: 'https://api.securitycenter.microsoft.com/.default',
    };
    const reply = await vakt.call(`/${vakt.ready.tenantId}/oauth2/v2.0/token`, { form });
    token = reply.json<{ access_token: string }>().access_token;
    machineId = await eventually(
      async () => (await read<{ value: { id: string }[] }>('/api/machines')).value[0]?.id,
    );
  });
  after(async () => {
    process.env['PATH'] = path;
    await vakt.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('succeeds, and what it found is an alert', async () => {
    const scan = await read<{ id: string }>(`/api/machines/${machineId}/runAntiVirusScan`, {
      Comment: 'road',
      ScanType: 'Quick',
    });
    const action = await eventually(async () => {
      const now = await read<{ status: string; failureReason: string | null }>(
        `/api/machineactions/${scan.id}`,
      );
      return ['Pending', 'InProgress'].includes(now.status) ? undefined : now;
    });
    assert.deepEqual([action.status, action.failureReason], ['Succeeded', null]);
    const alert = await eventually(async () => {
      const { value } = await read<{ value: Alert[] }>('/api/alerts?$expand=evidence');
      return value.find(({ threatName }) => threatName === 'Vakt.Test.Road.UNOFFICIAL');
    });
    assert.equal(alert.title, 'Antivirus recognised Vakt.Test.Road.UNOFFICIAL');
    const sha1 = createHash('sha1').update(readFileSync(bad)).digest('hex');
    assert.ok(alert.evidence.some(evidence => evidence.sha1 === sha1));
    assert.ok(existsSync(bad), 'a scan takes nothing away');
  });
});
