import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { type ImportOptions, readImport } from '../src/import.ts';
import { printJson } from '../src/json/parse.ts';
import { toRecords } from '../src/streaming-json/encode.ts';
import { security, sysmon, TENANT } from './windows-events/events.ts';

const folder = mkdtempSync(join(tmpdir(), 'vakt-import-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const NOW = Date.UTC(2026, 10, 21, 5);
let files = 0;

const fileOf = (content: string | Uint8Array): string => {
  files += 1;
  const path = join(folder, `events-${files}`);
  writeFileSync(path, content);
  return path;
};

const run = async (paths: readonly string[], options: Partial<ImportOptions> = {}) => {
  const reading = readImport(paths, { tenantId: TENANT, clock: { now: () => NOW }, ...options });
  const batches = [];
  for await (const batch of reading.batches) batches.push(batch);
  const rows = batches.flatMap(({ tables }) =>
    tables.flatMap(({ table, rows }) => rows.map(row => ({ table, ...row }))),
  );
  return {
    batches,
    rows: rows as readonly (HuntingRow & { readonly table: string })[],
    report: reading.report(),
  };
};

const record = (ReportId: number, properties: object = {}): string =>
  JSON.stringify({
    time: '2026-11-21T05:00:00Z',
    category: 'AdvancedHunting-DeviceEvents',
    properties: { Timestamp: '2026-11-20T05:00:00.1234567Z', DeviceId: 'd', ReportId, ...properties },
  });

const event = printJson(sysmon(11, { TargetFilename: 'C:\\a' }));

const present = (row: HuntingRow) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== ''));

describe('an import', () => {
  it('tells formats and compression apart by content', async () => {
    const { report } = await run([fileOf(record(1)), fileOf(gzipSync(record(2))), fileOf(gzipSync(event))]);
    assert.deepEqual([report.files, report.lines, report.rejectedCount], [3, 3, 0]);
    assert.deepEqual(report.rows, { DeviceEvents: 2, DeviceFileEvents: 1, DeviceInfo: 1 });
  });

  it('takes blank lines, Windows line ends, a byte order mark and a last line without a newline', async () => {
    const { report } = await run([fileOf(`\uFEFF${record(1)}\r\n\r\n\n  \n${record(2)}`)]);
    assert.deepEqual([report.lines, report.rows.DeviceEvents, report.rejectedCount], [2, 2, 0]);
  });

  it('names every rejected line by file, line and reason, and goes on', async () => {
    const file = fileOf(`${record(1)}\n{broken\n${record(2, { FileSize: 'x' })}\n${record(3)}\n`);
    const { report, rows } = await run([file]);
    assert.deepEqual(
      rows.map(({ ReportId }) => ReportId),
      [1, 3],
    );
    assert.deepEqual(
      report.rejected.map(({ file: name, line, reason }) => [name, line, reason.split(':')[0]]),
      [
        [file, 2, 'the line is not JSON'],
        [file, 3, 'FileSize is a string, not a 64-bit integer'],
      ],
    );
  });

  it('takes an envelope, on one line and over many, and drops repeats across files', async () => {
    const envelope = `{"records":[${record(1)},${record(2)}]}`;
    const pretty = JSON.stringify(JSON.parse(`{"records":[${record(2)},${record(3)}]}`), null, 2);
    const { rows, report } = await run([fileOf(envelope), fileOf(pretty)]);
    assert.deepEqual(
      rows.map(({ ReportId }) => ReportId),
      [1, 2, 3],
    );
    assert.deepEqual(report.skipped, { 'repeated delivery': 1 });
  });

  it('refuses what has no known format, line by line', async () => {
    const { report } = await run([fileOf('{"a":1}\n42\nplain text\n')]);
    assert.equal(report.rejectedCount, 3);
    assert.match(report.rejected[0]?.reason ?? '', /no known format/);
  });

  it('passes over a line that is too long without keeping it', async () => {
    const long = record(9, { AdditionalFields: 'x'.repeat(3_000_000) });
    const { report, rows } = await run([fileOf(`${record(1)}\n${long}\n${record(2)}\n${long}`)], {
      maxLineLength: 1_000_000,
    });
    assert.deepEqual(
      rows.map(({ ReportId }) => ReportId),
      [1, 2],
    );
    assert.deepEqual(
      report.rejected.map(({ line, reason }) => [line, reason]),
      [
        [2, 'the line is too long'],
        [4, 'the line is too long'],
      ],
    );
  });

  it('takes a line of 10 MB, and refuses ten megabytes of brackets', async () => {
    const { report } = await run([
      fileOf(`${record(1, { AdditionalFields: 'x'.repeat(10_000_000) })}\n${'['.repeat(10_000_000)}\n`),
    ]);
    assert.deepEqual([report.rows.DeviceEvents, report.rejectedCount], [1, 1]);
    assert.match(report.rejected[0]?.reason ?? '', /nests deeper/);
  });

  it('keeps what came before the damage in a file, and reports a file that is not there', async () => {
    const whole = gzipSync(Array.from({ length: 20_000 }, (_, at) => record(at)).join('\n'), { level: 1 });
    const missing = join(folder, 'missing');
    const { report } = await run([fileOf(whole.subarray(0, -50)), missing, fileOf(record(99_999))]);
    assert.ok((report.rows.DeviceEvents ?? 0) > 1_000);
    assert.deepEqual(
      report.rejected.map(({ reason }) => /the file cannot be read further/.test(reason)),
      [true, true],
    );
    assert.equal(report.rejected[1]?.file, missing);
  });

  it('makes batches of bounded size', async () => {
    const lines = Array.from({ length: 1_000 }, (_, at) => record(at)).join('\n');
    const { batches } = await run([fileOf(lines)], { batchLimits: { rows: 300, characters: 1e9 } });
    assert.deepEqual(
      batches.map(({ rows }) => rows),
      [300, 300, 300, 100],
    );
    const small = await run([fileOf(lines)], { batchLimits: { rows: 1e9, characters: 20_000 } });
    assert.ok(small.batches.length > 5);
  });

  it('tells its progress up to the whole', async () => {
    const file = fileOf(gzipSync(Array.from({ length: 5_000 }, (_, at) => record(at)).join('\n')));
    const seen: number[] = [];
    let total = 0;
    await run([file, file], {
      onProgress: ({ bytesRead, bytesTotal }) => void (seen.push(bytesRead), (total = bytesTotal)),
    });
    assert.deepEqual([seen.at(-1), seen.toSorted((one, other) => one - other)], [total, seen]);
  });

  it('reports the first and the last time', async () => {
    const { report } = await run([
      fileOf(`${record(1)}\n${record(2, { Timestamp: '2020-01-01T00:00:00Z' })}`),
    ]);
    assert.deepEqual(
      [report.firstTime, report.lastTime],
      ['2020-01-01T00:00:00.0000000Z', '2026-11-20T05:00:00.1234567Z'],
    );
  });

  it('gives batches that the streaming encoder carries without loss', async () => {
    const { batches, rows } = await run([
      fileOf(`${event}\n${printJson(security(4624, { TargetLogonId: '0x7fffffffffffffff' }))}`),
    ]);
    const sent = batches.map(({ tables }) => toRecords(TENANT, tables, '2026-11-21T05:00:00Z')).join('\n');
    const back = await run([fileOf(sent)]);
    assert.deepEqual(back.rows.map(present), rows.map(present));
  });
});

describe('moving times', () => {
  const lines = [
    record(1, {
      Timestamp: '2020-01-01T00:00:00.1234567Z',
      ProcessCreationTime: '2019-12-31T00:00:00Z',
      AdditionalFields: '{"n":-9223372036854775808}',
    }),
    record(2, { Timestamp: '2020-01-03T00:00:00.0000001Z', AdditionalFields: 'not an object' }),
  ].join('\n');

  it('makes the latest event now and keeps every distance and digit', async () => {
    const { rows, report } = await run([fileOf(lines), fileOf(event)], { shiftToNow: true });
    const latest = rows
      .map(({ Timestamp }) => String(Timestamp))
      .sort()
      .at(-1);
    assert.equal(latest, '2026-11-21T05:00:00.0000000Z');
    const [first, second] = rows;
    assert.match(String(first?.Timestamp), /\.\d{3}4567Z$/);
    const distance = Date.parse(String(second?.Timestamp)) - Date.parse(String(first?.Timestamp));
    assert.equal(distance, 2 * 86_400_000 - 123);
    assert.equal(
      Date.parse(String(first?.Timestamp)) - Date.parse(String(first?.ProcessCreationTime)),
      86_400_123,
    );
    assert.match(report.timeShift ?? '', /^\d+\.\d\d:\d\d:\d\d\.\d{3}$/);
  });

  it('says so in the rows, without loss, where there is an object to say it in', async () => {
    const { rows, report } = await run([fileOf(lines)], { shiftToNow: true });
    assert.equal(
      rows[0]?.AdditionalFields,
      `{"n":-9223372036854775808,"ImportTimeShift":"${report.timeShift}"}`,
    );
    assert.equal(rows[1]?.AdditionalFields, 'not an object');
  });
});
