/**
 * Import of all recordings in events a second, by the product's own way: read, map, encode, post over HTTPS with four
 * requests under way, stored durably. Beside it the engine's bare insert of the same rows as ready-made text.
 * The recordings are looked for in VAKT_TEST_DATA.
 */
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { type HuntingRow, huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { readImport } from '@vakt/intake/import';
import { toRecords } from '@vakt/intake/streaming-json/encode';
import { createRowEncoder } from '@vakt/lake/append/encode-row';
import { openLake } from '@vakt/lake/lake';
import { memoryLimits } from '@vakt/lake/node/memory';
import { SupervisedNode } from '@vakt/lake/node/supervised-node';
import { recordingsFolder } from '@vakt/testing/recordings';
import { TestVakt } from '@vakt/testing/vakt';

const IN_FLIGHT = 4;
const ROWS_A_BARE_INSERT = 50_000;

const folder = recordingsFolder();
const files =
  folder === undefined ? [] : globSync(join(folder, 'windows-attack-events', '*.jsonl.gz')).toSorted();
if (files.length === 0) {
  console.log('recordings are not here (VAKT_TEST_DATA)');
  process.exit();
}

/** Imports everything; returns the rows by table, which the bare insert takes after. */
const importAll = async (
  vakt: TestVakt,
  tenantId: TenantId,
): Promise<{ seconds: number; rows: Map<string, HuntingRow[]> }> => {
  const token = await vakt.administratorToken('api://vakt/.default');
  const rows = new Map<string, HuntingRow[]>();
  const started = performance.now();
  const batches = readImport(files, { tenantId, clock: systemClock }).batches[Symbol.asyncIterator]();
  const post = async (): Promise<void> => {
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      const { tables } = next.value;
      for (const batch of tables) {
        const known = rows.get(batch.table);
        if (known) known.push(...batch.rows);
        else rows.set(batch.table, [...batch.rows]);
      }
      const raw = toRecords(tenantId, tables, new Date(systemClock.now()).toISOString());
      const headers = { 'content-type': 'application/json' };
      const reply = await vakt.call('/intake/events?import=bench', { method: 'POST', token, headers, raw });
      if (reply.status !== 200) throw new Error(reply.text);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, post));
  return { seconds: (performance.now() - started) / 1_000, rows };
};

const insertBare = async (rows: ReadonlyMap<string, readonly HuntingRow[]>): Promise<number> => {
  const place = mkdtempSync(join(tmpdir(), 'vakt-bench-lake-'));
  await (await openLake({ folder: place, clock: systemClock, entropy: systemEntropy })).close();
  const onProblem = (problem: string): void => console.error(problem);
  const node = await SupervisedNode.start({
    folder: place,
    entropy: systemEntropy,
    readers: { seats: 1, memory: memoryLimits() },
    onProblem,
    onRestart: () => undefined,
  });
  const { writer } = await node.clients;
  const own =
    '"tenant":"11111111-1111-4111-8111-111111111111","_IngestedAt":"2026-11-21 00:00:00","_Import":"","_Sequence":1}';
  const inserts = [...rows].flatMap(([name, events]) => {
    const table = huntingTables.get(name);
    if (!table) throw new Error(`There is no table ${name}.`);
    const lines = events.map(createRowEncoder(table)).map(line => `${line}${own}`);
    return Array.from({ length: Math.ceil(lines.length / ROWS_A_BARE_INSERT) }, (_, at) => ({
      name,
      text: lines.slice(at * ROWS_A_BARE_INSERT, (at + 1) * ROWS_A_BARE_INSERT).join('\n'),
    }));
  });
  const started = performance.now();
  for (const { name, text } of inserts)
    await writer.command({ query: `INSERT INTO lake.\`${name}\` FORMAT JSONEachRow\n${text}` });
  const seconds = (performance.now() - started) / 1_000;
  await node.stop();
  rmSync(place, { recursive: true, force: true });
  return seconds;
};

const vakt = await TestVakt.start(['--demo', '--no-sensor']);
try {
  const { seconds, rows } = await importAll(vakt, vakt.ready.tenantId as TenantId);
  const count = [...rows.values()].reduce((sum, events) => sum + events.length, 0);
  const bare = await insertBare(rows);
  console.log(
    `import: ${Math.round(count / seconds)} events/s (${count} rows of ${files.length} recordings in ${seconds.toFixed(1)} s)`,
  );
  console.log(`bare insert of the same rows: ${Math.round(count / bare)} events/s`);
  console.log(`ratio: ${(bare / seconds).toFixed(2)}`);
} finally {
  await vakt.close();
}
