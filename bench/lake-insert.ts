/**
 * Events a second of `lake.append`, beside the engine's bare insert of the same rows: ready-made text, sent over the same
 * client into the same kind of table, with the same fsync. The ratio is what validation, encoding, numbering and queueing
 * cost. Usage: node bench/lake-insert.ts [rows]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { type HuntingRow, type HuntingTable, huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { createRowEncoder } from '@vakt/lake/append/encode-row';
import { openLake } from '@vakt/lake/lake';
import { memoryLimits } from '@vakt/lake/node/memory';
import { SupervisedNode } from '@vakt/lake/node/supervised-node';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const TABLE = 'DeviceProcessEvents';
/** As an import sends them. */
const ROWS_A_BATCH = 2_000;
const CONCURRENT = 8;
const ROWS_A_BARE_INSERT = 50_000;
const ROUNDS = 3;

const total = Number(process.argv[2] ?? 200_000);

const eventOf = (at: number): HuntingRow => ({
  Timestamp: new Date(Date.UTC(2026, 10, 20) + at * 37).toISOString().replace('Z', '4321Z'),
  DeviceId: `${at % 50}`.padStart(40, 'd'),
  DeviceName: `workstation-${at % 50}.example`,
  ActionType: 'ProcessCreated',
  FileName: `tool${at % 300}.exe`,
  FolderPath: `C:\\Program Files\\Tool ${at % 300}\\tool${at % 300}.exe`,
  SHA256: `${at % 300}`.padStart(64, 'a'),
  ProcessId: 1_000 + (at % 60_000),
  ProcessCommandLine: `"C:\\Program Files\\Tool ${at % 300}\\tool${at % 300}.exe" --job ${at} --out C:\\Temp\\${at * 7}.log`,
  ProcessCreationTime: '2026-11-20T00:00:00.1234567Z',
  AccountName: `user${at % 40}`,
  AccountSid: `S-1-5-21-1-2-3-${at % 40}`,
  LogonId: 9_007_199_254_740_993n + BigInt(at),
  InitiatingProcessFileName: 'services.exe',
  InitiatingProcessCommandLine: `services.exe -k group${at % 20}`,
  InitiatingProcessId: 4_000 + (at % 100),
  ReportId: at,
  AdditionalFields: `{"IntegrityLevel":"High","Round":${at}}`,
});

const withFolder = async (work: (folder: string) => Promise<number>): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-bench-lake-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const rate = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (total / (performance.now() - started)) * 1_000;
};

const appendRate = (rows: readonly HuntingRow[]): Promise<number> =>
  withFolder(async folder => {
    const lake = await openLake({ folder, clock: systemClock, entropy: systemEntropy });
    let next = 0;
    const appendRest = async (): Promise<void> => {
      while (next < rows.length) {
        const start = next;
        next += ROWS_A_BATCH;
        await lake.append(TENANT, { table: TABLE, rows: rows.slice(start, start + ROWS_A_BATCH) });
      }
    };
    const result = await rate(() => Promise.all(Array.from({ length: CONCURRENT }, appendRest)));
    await lake.close();
    return result;
  });

const bareBodies = (table: HuntingTable, rows: readonly HuntingRow[]): string[] => {
  const lines = rows
    .map(createRowEncoder(table))
    .map(
      (line, at) =>
        `${line}"tenant":"${TENANT}","_IngestedAt":"2026-11-21 00:00:00","_Import":"","_Sequence":${at}}`,
    );
  const bodies: string[] = [];
  for (let at = 0; at < lines.length; at += ROWS_A_BARE_INSERT)
    bodies.push(lines.slice(at, at + ROWS_A_BARE_INSERT).join('\n'));
  return bodies;
};

const bareRate = (table: HuntingTable, rows: readonly HuntingRow[]): Promise<number> =>
  withFolder(async folder => {
    await (await openLake({ folder, clock: systemClock, entropy: systemEntropy })).close();
    const node = await SupervisedNode.start({
      folder,
      entropy: systemEntropy,
      readers: { seats: 1, memory: memoryLimits() },
      onProblem: problem => console.error(problem),
      onRestart: () => undefined,
    });
    const { writer } = await node.clients;
    const bodies = bareBodies(table, rows);
    const result = await rate(async () => {
      for (const body of bodies)
        await writer.command({ query: `INSERT INTO lake.${TABLE} FORMAT JSONEachRow\n${body}` });
    });
    await node.stop();
    return result;
  });

const table = huntingTables.get(TABLE);
if (!table) throw new Error(`There is no table ${TABLE}.`);
const rows = Array.from({ length: total }, (_, at) => eventOf(at));
const best = { append: 0, bare: 0 };
for (let round = 0; round < ROUNDS; round += 1) {
  best.append = Math.max(best.append, await appendRate(rows));
  best.bare = Math.max(best.bare, await bareRate(table, rows));
}
console.log(`lake.append: ${best.append.toFixed(0)} events/s (best of ${ROUNDS}, ${total} rows)`);
console.log(`bare insert: ${best.bare.toFixed(0)} events/s`);
console.log(`ratio: ${(best.append / best.bare).toFixed(2)}`);
