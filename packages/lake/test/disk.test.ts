import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { openLake } from '../src/lake.ts';
import { openForTest } from './support/open-for-test.ts';
import { deviceEvent, HOME, rowsOf } from './support/rows.ts';
import { until } from './support/until.ts';

/** Two parts of one table; returns their folders. */
const twoParts = async (t: TestContext): Promise<{ folder: string; parts: string[] }> => {
  const { lake, folder } = await openForTest(t);
  for (const month of ['2026-10', '2026-11'])
    await lake.append(HOME, {
      table: 'DeviceEvents',
      rows: [{ Timestamp: `${month}-01T00:00:00Z`, ReportId: Number(month.slice(-2)), ActionType: 'x' }],
    });
  await lake.close();
  return { folder, parts: globSync(join(folder, 'data/store/*/*/20261[01]_*')).toSorted() };
};

const openAgain = async (t: TestContext, folder: string) => {
  const problems: string[] = [];
  const onProblem = (problem: string): void => void problems.push(problem);
  const lake = await openLake({ folder, clock: systemClock, entropy: systemEntropy, onProblem });
  t.after(() => lake.close());
  return { lake, problems };
};

describe('a damaged part', () => {
  it('is set aside at the start, said, and the rest is served', async t => {
    const { folder, parts } = await twoParts(t);
    rmSync(join(parts[0] ?? '', 'columns.txt'));
    rmSync(join(parts[0] ?? '', 'checksums.txt'));
    const [data] = globSync(join(parts[0] ?? '', 'data.bin'));
    if (data) writeFileSync(data, 'broken');
    const { lake, problems } = await openAgain(t, folder);
    assert.match(problems.join(), /a damaged part of DeviceEvents was set aside.*202610/);
    assert.deepEqual(await rowsOf(lake, HOME, 'SELECT ReportId FROM lake.DeviceEvents'), [[11]]);
    await lake.append(HOME, { table: 'DeviceEvents', rows: [deviceEvent(3)] });
    assert.equal((await rowsOf(lake, HOME, 'SELECT ReportId FROM lake.DeviceEvents')).length, 2);
  });

  it('is set aside when a read finds it, said, and the rest is served', async t => {
    const { folder, parts } = await twoParts(t);
    const [data = ''] = globSync(join(parts[0] ?? '', 'data.bin'));
    const bytes = readFileSync(data);
    writeFileSync(data, bytes.fill(0x5a, 0, bytes.length));
    const { lake, problems } = await openAgain(t, folder);
    const sql = 'SELECT ReportId FROM lake.DeviceEvents ORDER BY ReportId';
    const first = await lake.query(HOME, { sql });
    assert.equal(first.ok ? undefined : first.error.kind, 'unavailable');
    await until(
      () => problems.length,
      count => count > 0,
    );
    assert.match(problems.join(), /a damaged part of DeviceEvents was set aside.*202610/);
    assert.deepEqual(await rowsOf(lake, HOME, sql), [[11]]);
  });
});

/** Writes until there is no room. */
const fill = (file: string): void => {
  const block = Buffer.alloc(262_144);
  try {
    for (;;) writeFileSync(file, block, { flag: 'a' });
  } catch {
    return;
  }
};

describe('a full disk', () => {
  it('is said, loses nothing that was acknowledged, and is over when there is room', async t => {
    const disk = mkdtempSync(join(tmpdir(), 'vakt-test-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'vakt-test', disk], { stdio: 'ignore' });
    } catch {
      rmSync(disk, { recursive: true });
      t.skip('a small disk cannot be mounted here');
      return;
    }
    try {
      const lake = await openLake({ folder: join(disk, 'lake'), clock: systemClock, entropy: systemEntropy });
      try {
        await lake.append(HOME, { table: 'DeviceEvents', rows: [deviceEvent(1)] });
        const filler = join(disk, 'filler');
        fill(filler);
        const append = lake.append(HOME, { table: 'DeviceEvents', rows: [deviceEvent(2)] });
        await assert.rejects(append, { name: 'AppendFailed', reason: 'disk-full' });
        assert.deepEqual(await rowsOf(lake, HOME, 'SELECT ReportId FROM lake.DeviceEvents'), [[1]]);
        rmSync(filler);
        await lake.append(HOME, { table: 'DeviceEvents', rows: [deviceEvent(3)] });
        assert.deepEqual(
          await rowsOf(lake, HOME, 'SELECT ReportId FROM lake.DeviceEvents ORDER BY ReportId'),
          [[1], [3]],
        );
      } finally {
        await lake.close();
      }
    } finally {
      execFileSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    }
  });
});
