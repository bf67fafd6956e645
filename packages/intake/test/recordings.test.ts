import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@vakt/contract/clock';
import { type ColumnType, type HuntingRow, huntingTables } from '@vakt/contract/hunting/tables';
import { type ImportReport, readImport } from '../src/import.ts';
import { TENANT } from './windows-events/events.ts';

const DATA = process.env.VAKT_TEST_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const FOLDER = join(DATA, 'windows-attack-events');

interface Recording {
  readonly file: string;
  readonly events: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

const isHere = existsSync(join(FOLDER, 'index.json'));
const recordings: readonly Recording[] = isHere
  ? JSON.parse(readFileSync(join(FOLDER, 'index.json'), 'utf8'))
  : [];

/** Values that a cell of each type may hold. */
const fits: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  string: value => typeof value === 'string',
  guid: value => typeof value === 'string',
  dynamic: value => typeof value === 'string',
  int: value => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  long: value => typeof value === 'bigint' || Number.isSafeInteger(value),
  real: value => typeof value === 'number',
  bool: value => typeof value === 'boolean',
  datetime: value => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/.test(value),
};

const columns = new Map(
  [...huntingTables.values()].map(table => [
    table.name,
    new Map(table.columns.map(column => [column.name, column.type])),
  ]),
);

interface Imported {
  readonly recording: Recording;
  readonly report: ImportReport;
  /** Times of the rows, and of those that Sysmon told itself. */
  readonly times: string[];
  readonly sysmonTimes: string[];
  readonly misfits: Set<string>;
  readonly names: Set<string>;
  rows: number;
}

const check = (imported: Imported, table: string, row: HuntingRow): void => {
  imported.rows += 1;
  for (const [column, value] of Object.entries(row)) {
    const type = columns.get(table)?.get(column);
    if (value !== null && (type === undefined || !fits[type](value)))
      imported.misfits.add(`${table}.${column}`);
  }
  imported.names.add(`${table} ${String(row.DeviceId)} ${String(row.Timestamp)} ${String(row.ReportId)}`);
  const isCorrected = String(row.AdditionalFields).includes('"TimestampCorrectedBy"');
  const isTraced = row.ActionType === 'DnsQueryResponse' || table === 'DeviceNetworkEvents';
  if (isCorrected) imported.times.push(String(row.Timestamp));
  else if (
    !isTraced &&
    table !== 'DeviceInfo' &&
    table !== 'DeviceNetworkInfo' &&
    !String(row.AdditionalFields).includes('TimestampSource')
  )
    imported.sysmonTimes.push(String(row.Timestamp));
};

const importOne = async (recording: Recording): Promise<Imported> => {
  const reading = readImport([join(FOLDER, recording.file)], { tenantId: TENANT, clock: systemClock });
  const collected = {
    times: [],
    sysmonTimes: [],
    misfits: new Set<string>(),
    names: new Set<string>(),
    rows: 0,
  };
  const imported: Imported = { recording, report: reading.report(), ...collected };
  for await (const { tables } of reading.batches)
    for (const { table, rows } of tables) for (const row of rows) check(imported, table, row);
  return { ...imported, report: reading.report() };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const HOUR = 3_600_000;
const span = (times: readonly string[]): readonly [number, number] => {
  const sorted = times.toSorted();
  return [Date.parse(sorted[0] ?? ''), Date.parse(sorted.at(-1) ?? '')];
};

const here = (test: TestContext): boolean => {
  if (!isHere) test.skip('recordings are not here (VAKT_TEST_DATA)');
  return isHere;
};

describe('the recordings of Windows attacks', () => {
  const imports: Imported[] = [];
  before(async () => {
    for (const recording of recordings) imports.push(await importOne(recording));
  });

  it('import line by line with none rejected', test => {
    if (!here(test)) return;
    for (const { recording, report } of imports) {
      assert.deepEqual(report.rejected, [], recording.file);
      assert.equal(report.lines, recording.events, recording.file);
    }
  });

  it('fill columns that exist, with values of their types', test => {
    if (!here(test)) return;
    assert.deepEqual([...new Set(imports.flatMap(({ misfits }) => [...misfits]))], []);
  });

  it('give the rows that their counts by channel and event id suggest', test => {
    if (!here(test)) return;
    for (const { recording, report } of imports) {
      const count = (...kinds: readonly string[]): number =>
        kinds.reduce((sum, kind) => sum + (recording.counts[kind] ?? 0), 0);
      const rows = (table: string): number => report.rows[table] ?? 0;
      const lost = Object.entries(report.skipped).reduce(
        (sum, [kind, n]) => (kind.startsWith('Sysmon 12') ? sum + n : sum),
        0,
      );
      assert.equal(rows('DeviceImageLoadEvents'), count('sysmon:7'), recording.file);
      assert.equal(
        rows('DeviceFileEvents'),
        count('sysmon:11', 'sysmon:15', 'sysmon:23', 'sysmon:26'),
        recording.file,
      );
      assert.equal(
        rows('DeviceLogonEvents'),
        count('security:4624', 'security:4625', 'security:4648'),
        recording.file,
      );
      assert.equal(
        rows('DeviceRegistryEvents') + lost,
        count('sysmon:12', 'sysmon:13', 'sysmon:14', 'security:4657'),
        recording.file,
      );
      const starts = [count('sysmon:1'), count('security:4688')];
      assert.ok(
        rows('DeviceProcessEvents') >= Math.max(...starts) &&
          rows('DeviceProcessEvents') <= starts.reduce((a, b) => a + b),
        recording.file,
      );
    }
  });

  it('make one row of most process starts that two logs tell of', test => {
    if (!here(test)) return;
    const rows = sum(imports.map(({ report }) => report.rows.DeviceProcessEvents ?? 0));
    const told = sum(
      imports.flatMap(({ recording: { counts } }) => [counts['sysmon:1'] ?? 0, counts['security:4688'] ?? 0]),
    );
    assert.ok(told - rows > 320, `${told - rows} of ${told} were merged`);
  });

  it('correct wrong clocks: other logs fall into the time that Sysmon shows', test => {
    if (!here(test)) return;
    for (const { recording, times, sysmonTimes } of imports) {
      const [from, to] = span(sysmonTimes);
      const [first, last] = times.length > 0 ? span(times) : [from, to];
      assert.ok(
        first > from - HOUR && last < to + HOUR,
        `${recording.file}: ${first - from} ms before, ${last - to} ms after`,
      );
      assert.ok(to - from < 2 * HOUR, recording.file);
    }
  });

  it('name nearly every row by table, device, time and report id', test => {
    if (!here(test)) return;
    for (const { recording, names, rows } of imports) assert.equal(names.size, rows, recording.file);
  });
});

describe('the published rows of Defender’s own tables', () => {
  it('are not in the export’s envelope, and every line is refused by name', async test => {
    const file = join(DATA, 'defender-native', 'golden_saml_microsoft365defender_events.jsonl.gz');
    if (!existsSync(file)) return test.skip('recordings are not here (VAKT_TEST_DATA)');
    const reading = readImport([file], { tenantId: TENANT, clock: systemClock });
    for await (const _batch of reading.batches) continue;
    assert.deepEqual([reading.report().lines, reading.report().rejectedCount], [9, 9]);
  });
});
