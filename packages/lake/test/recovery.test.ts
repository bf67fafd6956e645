import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { openLake } from '../src/lake.ts';
import { openForTest } from './support/open-for-test.ts';
import { deviceEvent, HOME, rowsOf } from './support/rows.ts';
import { until } from './support/until.ts';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a lake whose engine is killed', () => {
  it('loses nothing that it acknowledged, stores nothing twice, and goes on by itself', async t => {
    const { lake } = await openForTest(t);
    const acknowledged = new Set<number>();
    let next = 0;
    const over = new AbortController();
    const write = async (): Promise<void> => {
      while (!over.signal.aborted) {
        const ids = [next++, next++, next++];
        await lake.append(HOME, { table: 'DeviceEvents', rows: ids.map(deviceEvent) });
        for (const id of ids) acknowledged.add(id);
      }
    };
    const writers = Array.from({ length: 4 }, write);
    for (let kills = 0; kills < 3; kills += 1) {
      const enough = acknowledged.size + 100;
      await until(
        () => acknowledged.size,
        size => size >= enough,
      );
      process.kill(lake.enginePid ?? 0, 'SIGKILL');
    }
    over.abort();
    await Promise.all(writers);
    assert.equal(lake.statistics().engineRestarts, 3);
    assert.equal(lake.statistics().appendedRows, acknowledged.size);
    const stored = await rowsOf(
      lake,
      HOME,
      'SELECT ReportId, count() FROM lake.DeviceEvents GROUP BY ReportId',
    );
    assert.deepEqual(
      new Map(stored.map(([id, count]) => [id, count])),
      new Map([...acknowledged].map(id => [id, 1])),
    );
  });

  it('says of a query in that moment that the lake is away, and answers the next', async t => {
    const { lake } = await openForTest(t);
    const sql = 'SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))';
    const failing = lake.query(HOME, { sql });
    await until(
      () => lake.statistics().runningQueries,
      count => count === 1,
    );
    process.kill(lake.enginePid ?? 0, 'SIGKILL');
    const failure = await failing;
    assert.equal(failure.ok ? undefined : failure.error.kind, 'unavailable');
    assert.deepEqual(await rowsOf(lake, HOME, 'SELECT 1'), [[1]]);
  });
});

describe('a lake that is opened again', () => {
  it('finds everything, and its numbers go on', async t => {
    const { lake, folder } = await openForTest(t);
    const { sequence } = await lake.append(HOME, { table: 'DeviceEvents', rows: [deviceEvent(1)] });
    await lake.close();
    // A clock that was set back by years must not make a number twice.
    const again = await openLake({ folder, clock: { now: () => 1_000 }, entropy: systemEntropy });
    assert.equal(await again.highestSequence(HOME, 'DeviceEvents'), sequence);
    const second = await again.append(HOME, { table: 'DeviceEvents', rows: [deviceEvent(2)] });
    assert.equal(second.sequence, sequence + 1n);
    await again.close();
  });

  it('takes nothing more once it is closed', async t => {
    const { lake } = await openForTest(t);
    await lake.close();
    await assert.rejects(lake.append(HOME, { table: 'DeviceEvents', rows: [deviceEvent(1)] }), {
      name: 'AppendFailed',
      reason: 'closed',
    });
    const result = await lake.query(HOME, { sql: 'SELECT 1' });
    assert.equal(result.ok ? undefined : result.error.kind, 'unavailable');
  });
});

describe('the private node', () => {
  it('is not shared: a second one on the folder is refused', async t => {
    const { folder } = await openForTest(t);
    await assert.rejects(
      openLake({ folder, clock: systemClock, entropy: systemEntropy }),
      /Another ClickHouse node is running on/,
    );
  });

  it('lets nobody in who has no password', async t => {
    const { folder } = await openForTest(t);
    const port = /<http_port>(\d+)</.exec(readFileSync(join(folder, 'configuration.xml'), 'utf8'))?.[1];
    for (const user of ['default', 'reader_0', 'writer', 'administrator', '']) {
      const reply = await fetch(`http://127.0.0.1:${port}/?query=SELECT%201&user=${user}`);
      assert.equal(reply.ok, false, `${user} can sign in`);
      assert.notEqual(await reply.text(), '1\n');
    }
  });

  it('keeps its folder and its configuration to itself', async t => {
    const { folder } = await openForTest(t);
    for (const [path, mode] of [
      ['.', 0o700],
      ['data', 0o700],
      ['users.xml', 0o600],
      ['configuration.xml', 0o600],
    ] as const)
      assert.equal(statSync(join(folder, path)).mode & 0o777, mode, path);
    assert.equal(existsSync(join(folder, 'leash')), false);
  });

  it('ends when its parent is killed, also while it is starting', async () => {
    for (const moment of ['started', 'ready']) {
      const parent = mkdtempSync(join(tmpdir(), 'vakt-test-lake-'));
      const script = new URL('support/open-lake.ts', import.meta.url).pathname;
      const child = spawn(process.execPath, [script, join(parent, 'lake')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.on('data', chunk => (output += String(chunk)));
      await until(
        () => output,
        text => text.includes(moment),
      );
      const pid = Number(/started (\d+)/.exec(output)?.[1]);
      assert.ok(isAlive(pid));
      child.kill('SIGKILL');
      await once(child, 'exit');
      await until(
        () => isAlive(pid),
        alive => !alive,
      );
      rmSync(parent, { recursive: true });
    }
  });
});
