import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { TestVakt } from '@vakt/testing/vakt';

describe('storage that dies under a running server', { timeout: 120_000 }, () => {
  let vakt: TestVakt;
  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
  });
  after(() => vakt.close());

  const call = async (path: string, json?: unknown) => {
    const { VAKT_CLIENT_ID = '', VAKT_CLIENT_SECRET = '' } = vakt.demo;
    const form = {
      grant_type: 'client_credentials',
      client_id: VAKT_CLIENT_ID,
      client_secret: VAKT_CLIENT_SECRET,
      scope: 'https://api.securitycenter.microsoft.com/.default',
    };
    const issued = await vakt.call(`/${vakt.ready.tenantId}/oauth2/v2.0/token`, { form });
    if (issued.status !== 200) return issued;
    return vakt.call(path, {
      token: issued.json<{ access_token: string }>().access_token,
      ...(json !== undefined && { json }),
    });
  };

  /** Calls until it works again; every refusal on the way must say that the storage is away. */
  const untilBack = async (path: string, json?: unknown): Promise<number[]> => {
    const refusals: number[] = [];
    for (let tries = 0; tries < 200; tries += 1) {
      const { status } = await call(path, json);
      if (status === 200) return refusals;
      refusals.push(status);
      await delay(50);
    }
    return assert.fail(`still ${refusals.at(-1)} after ${refusals.length} tries`);
  };

  it('is said to be away when PostgreSQL dies, and is back by itself', async () => {
    const [pid = '0'] = readFileSync(join(vakt.data, 'postgres', 'data', 'postmaster.pid'), 'utf8').split(
      '\n',
    );
    process.kill(Number(pid), 'SIGKILL');
    const refusals = await untilBack('/api/alerts');
    assert.ok(
      refusals.every(status => status === 503),
      String(refusals),
    );
  });

  it('is said to be away when ClickHouse dies, and is back by itself', async () => {
    const isEngine = (pid: number): boolean =>
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('engine.ts');
    const engine = vakt.processes().find(isEngine);
    assert.ok(engine);
    process.kill(engine, 'SIGKILL');
    const refusals = await untilBack('/api/advancedqueries/run', { Query: 'DeviceInfo | take 1' });
    assert.ok(
      refusals.every(status => status === 503),
      String(refusals),
    );
  });
});
