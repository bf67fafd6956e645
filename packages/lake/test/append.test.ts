import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { appendProcesses, deviceEvent, HOME, processEvent, rowsOf, STRANGER } from './support/rows.ts';

describe('appending', () => {
  let test: TestLake;
  before(async () => (test = await withTestLake()));
  after(() => test.close());

  it('gives back every digit of times, integers and dynamic text', async () => {
    const dynamic = '{"b":-9223372036854775808,"a":1.10,"a":2}';
    const times = [
      '0001-01-01T00:00:00.0000000Z',
      '1601-01-01T00:00:00.0000001Z',
      '1969-12-31T23:59:59.9999999Z',
      '2024-02-29T12:00:00.0000010Z',
      '9999-12-31T23:59:59.9999999Z',
    ];
    const cells = { ReportId: 9_223_372_036_854_775_807n, LogonId: -(2n ** 63n), AdditionalFields: dynamic };
    const rows = times.map(time =>
      processEvent('digits', { ...cells, Timestamp: time, ProcessCreationTime: time }),
    );
    await appendProcesses(test.lake, HOME, ...rows);
    const stored = await rowsOf(
      test.lake,
      HOME,
      "SELECT Timestamp, ProcessCreationTime, ReportId, LogonId, AdditionalFields FROM lake.DeviceProcessEvents WHERE ProcessCommandLine = 'digits' ORDER BY Timestamp",
    );
    assert.deepEqual(
      stored,
      times.map(time => [time, time, cells.ReportId, cells.LogonId, dynamic]),
    );
  });

  it('gives back any text, also control characters and halves of surrogate pairs made whole', async () => {
    const texts = ['tab\tnewline\nquote\'"\\', 'nul\0', 'Привет 日本 😀', '{name:String}', '$1 $& --'];
    const rows = [...texts, 'half \ud83d'].map((text, at) => processEvent(text, { ReportId: 100 + at }));
    await appendProcesses(test.lake, HOME, ...rows);
    const stored = await rowsOf(
      test.lake,
      HOME,
      'SELECT ProcessCommandLine FROM lake.DeviceProcessEvents WHERE ReportId >= 100 AND ReportId < 200 ORDER BY ReportId',
    );
    assert.deepEqual(stored.flat(), [...texts, 'half \ufffd']);
  });

  it('keeps reals, booleans and what is null', async () => {
    await test.lake.append(HOME, {
      table: 'DeviceTvmSecureConfigurationAssessment',
      rows: [
        { DeviceId: '1', ConfigurationImpact: 9.8, IsCompliant: true, Timestamp: '2026-11-21T05:00:00Z' },
        { DeviceId: '2', ConfigurationImpact: null, Timestamp: '2026-11-21T05:00:00Z' },
        { DeviceId: '3', ConfigurationImpact: Number.NaN, Timestamp: '2026-11-21T05:00:00Z' },
      ],
    });
    const stored = await rowsOf(
      test.lake,
      HOME,
      'SELECT DeviceId, ConfigurationImpact, IsCompliant FROM lake.DeviceTvmSecureConfigurationAssessment ORDER BY DeviceId',
    );
    assert.deepEqual(stored, [
      ['1', 9.8, true],
      ['2', null, null],
      ['3', 'nan', null],
    ]);
  });

  it('numbers rows in the order of their acknowledgement', async () => {
    const first = await appendProcesses(test.lake, HOME, processEvent('one'), processEvent('two'));
    const second = await appendProcesses(test.lake, HOME, processEvent('three'));
    assert.equal(second.sequence, first.sequence + 1n);
    assert.equal(await test.lake.highestSequence(HOME, 'DeviceProcessEvents'), second.sequence);
    assert.equal(await test.lake.highestSequence(STRANGER, 'DeviceEvents'), 0n);
  });

  it('writes what waits together, each row once and under a number of its own', async () => {
    const { inserts } = test.lake.statistics();
    const receipts = await Promise.all(
      Array.from({ length: 200 }, (_, id) =>
        test.lake.append(HOME, { table: 'DeviceLogonEvents', rows: [deviceEvent(id)] }),
      ),
    );
    assert.ok(test.lake.statistics().inserts - inserts <= 3);
    const stored = await rowsOf(
      test.lake,
      HOME,
      'SELECT _Sequence FROM lake.DeviceLogonEvents ORDER BY ReportId',
    );
    assert.deepEqual(
      stored.flat().map(sequence => BigInt(sequence as number)),
      receipts.map(({ sequence }) => sequence),
    );
  });

  it('takes rows of more months than the engine lets into one insert', async () => {
    const rows = Array.from({ length: 130 }, (_, at) => ({
      Timestamp: `${String(1_900 + at)}-${String((at % 12) + 1).padStart(2, '0')}-28T00:00:00Z`,
      ReportId: at,
    }));
    await test.lake.append(HOME, { table: 'DeviceFileEvents', rows });
    assert.deepEqual(
      await rowsOf(test.lake, HOME, 'SELECT count(), uniqExact(_Sequence) FROM lake.DeviceFileEvents'),
      [[130, 130]],
    );
  });

  it('keeps the name of an import', async () => {
    const importName = 'it\'s "an" import\n\\';
    await test.lake.append(HOME, { table: 'DeviceInfo', rows: [deviceEvent(1)], importName });
    await test.lake.append(HOME, { table: 'DeviceInfo', rows: [deviceEvent(2)] });
    assert.deepEqual(await rowsOf(test.lake, HOME, 'SELECT _Import FROM lake.DeviceInfo ORDER BY ReportId'), [
      [importName],
      [''],
    ]);
  });

  describe('refuses what it cannot hold, by name, and stores nothing of that batch', () => {
    const refusals: readonly [name: string, more: Record<string, string | number>, message: RegExp][] = [
      ['an unknown column', { Colour: 'red' }, /has no column 'Colour'/],
      ['text for a number', { ReportId: 'one' }, /ReportId is of type long; it cannot hold the string "one"/],
      ['a number beyond 2^53 that lost its digits', { ReportId: 2 ** 60 }, /cannot hold the number/],
      ['an integer beyond 32 bits', { ProcessIntegrityLevel: 5 }, /of type string/],
      ['a word for a time', { Timestamp: 'yesterday' }, /Timestamp is of type datetime/],
      ['the 31st of February', { Timestamp: '2026-02-31T00:00:00Z' }, /Timestamp is of type datetime/],
      ['a 29th of February that was not', { Timestamp: '2026-02-29T00:00:00Z' }, /Timestamp/],
      ['the 25th hour', { Timestamp: '2026-02-01T24:00:00Z' }, /Timestamp/],
      ['the year 0', { Timestamp: '0000-01-01T00:00:00Z' }, /Timestamp/],
      ['a time of another zone', { Timestamp: '2026-02-01T00:00:00+02:00' }, /Timestamp/],
    ];
    for (const [name, more, message] of refusals)
      it(name, async () => {
        const batch = [processEvent('refused'), processEvent('refused', more)];
        await assert.rejects(appendProcesses(test.lake, HOME, ...batch), { name: 'RowRefused', message });
        const sql = "SELECT count() FROM lake.DeviceProcessEvents WHERE ProcessCommandLine = 'refused'";
        assert.deepEqual(await rowsOf(test.lake, HOME, sql), [[0]]);
      });

    it('an unknown table', async () => {
      await assert.rejects(test.lake.append(HOME, { table: 'Nothing', rows: [] }), {
        name: 'RowRefused',
        message: "There is no table 'Nothing'.",
      });
    });
    it('a row without its time', async () => {
      await assert.rejects(
        test.lake.append(HOME, { table: 'DeviceEvents', rows: [{ ReportId: 1 }] }),
        /DeviceEvents needs a Timestamp/,
      );
    });
    it('a tenant that is no tenant id', async () => {
      const tenant = `${HOME}.${STRANGER}` as typeof HOME;
      await assert.rejects(appendProcesses(test.lake, tenant, processEvent('x')), TypeError);
      await assert.rejects(test.lake.query(tenant, { sql: 'SELECT 1' }), TypeError);
    });
  });

  it('takes no more when too much waits, and says so', async () => {
    const small = await withTestLake(undefined, { mostWaitingBytes: 10_000 });
    const event = processEvent('x'.repeat(1_000));
    const appends = Array.from({ length: 40 }, () => appendProcesses(small.lake, HOME, event));
    const outcomes = await Promise.allSettled(appends);
    const refusals = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []));
    assert.ok(refusals.length > 0 && refusals.length < appends.length);
    for (const refusal of refusals) assert.equal(refusal.name, 'LakeOverloaded');
    assert.equal(small.lake.statistics().waitingBytes, 0);
    assert.equal(small.lake.statistics().overloads, refusals.length);
    await appendProcesses(small.lake, HOME, event);
    await small.close();
  });
});
