import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { type HuntingRow, huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { openLake } from '../src/lake.ts';
import type { LakeRows } from '../src/query/run-query.ts';

const HOME = '11111111-1111-4111-8111-111111111111' as TenantId;
const STRANGER = '22222222-2222-4222-8222-222222222222' as TenantId;

const process_ = (commandLine: string, more: HuntingRow = {}): HuntingRow => ({
  Timestamp: '2026-11-21T05:00:00.1234567Z',
  DeviceId: 'd'.repeat(40),
  ReportId: 1,
  ProcessCommandLine: commandLine,
  ...more,
});

describe('the lake', () => {
  let test: TestLake;
  before(async () => {
    test = await withTestLake();
  });
  after(() => test.close());

  const rowsOf = async (tenant: TenantId, sql: string, parameters = {}): Promise<LakeRows['rows']> => {
    const result = await test.lake.query(tenant, { sql, parameters });
    assert.ok(result.ok, result.ok ? '' : result.error.message);
    return result.value.rows;
  };
  const append = (tenant: TenantId, ...rows: HuntingRow[]) =>
    test.lake.append(tenant, { table: 'DeviceProcessEvents', rows });

  it('gives back every digit of times, integers and dynamic text', async () => {
    const dynamic = '{"b":-9223372036854775808,"a":1.10,"a":2}';
    const times = [
      '0001-01-01T00:00:00.0000000Z',
      '1601-01-01T00:00:00.0000001Z',
      '9999-12-31T23:59:59.9999999Z',
    ];
    await append(
      HOME,
      ...times.map(Timestamp =>
        process_('digits', { Timestamp, ReportId: 9_223_372_036_854_775_807n, AdditionalFields: dynamic }),
      ),
    );
    const rows = await rowsOf(
      HOME,
      "SELECT Timestamp, ReportId, AdditionalFields FROM lake.DeviceProcessEvents WHERE ProcessCommandLine = 'digits' ORDER BY Timestamp",
    );
    assert.deepEqual(
      rows,
      times.map(time => [time, 9_223_372_036_854_775_807n, dynamic]),
    );
  });

  it('gives back any text, also control characters and halves of surrogate pairs made whole', async () => {
    const texts = ['tab\tnewline\nquote\'"\\', 'nul\0', 'Привет 日本 😀', '{name:String}', '$1 $& --'];
    await append(HOME, ...texts.map((text, at) => process_(text, { ReportId: 100 + at })));
    const rows = await rowsOf(
      HOME,
      'SELECT ProcessCommandLine FROM lake.DeviceProcessEvents WHERE ReportId >= 100 AND ReportId < 200 ORDER BY ReportId',
    );
    assert.deepEqual(rows.flat(), texts);
    for (const text of texts)
      assert.deepEqual(await rowsOf(HOME, 'SELECT {text:String}', { text }), [[text]]);
  });

  it('takes long lists of values', async () => {
    const list = Array.from({ length: 20_000 }, (_, at) => `value'\\${at}\n$&`);
    assert.deepEqual(
      await rowsOf(HOME, 'SELECT length({list:Array(String)}), {list:Array(String)}[20000]', { list }),
      [[20_000, list.at(-1)]],
    );
  });

  it('numbers rows in the order of their acknowledgement', async () => {
    const first = await append(HOME, process_('one'), process_('two'));
    const second = await append(HOME, process_('three'));
    assert.equal(second.sequence, first.sequence + 1n);
    assert.equal(await test.lake.highestSequence(HOME, 'DeviceProcessEvents'), second.sequence);
    assert.equal(await test.lake.highestSequence(STRANGER, 'DeviceEvents'), 0n);
  });

  it('refuses what it cannot hold, by name, and stores nothing of that batch', async () => {
    await assert.rejects(
      append(HOME, process_('kept?'), { ...process_('x'), Colour: 'red' }),
      /has no column 'Colour'/,
    );
    await assert.rejects(
      append(HOME, process_('kept?', { ReportId: 'one' })),
      /ReportId is of type long; it cannot hold the string "one"/,
    );
    await assert.rejects(
      append(HOME, process_('kept?', { Timestamp: 'yesterday' })),
      /Timestamp is of type datetime/,
    );
    await assert.rejects(append(HOME, process_('kept?', { ReportId: 2 ** 60 })), /cannot hold the number/);
    await assert.rejects(test.lake.append(HOME, { table: 'Nothing', rows: [] }), /no table 'Nothing'/);
    assert.deepEqual(
      await rowsOf(HOME, "SELECT count() FROM lake.DeviceProcessEvents WHERE ProcessCommandLine = 'kept?'"),
      [[0]],
    );
  });

  it('answers over a table that has no rows', async () => {
    for (const table of huntingTables.keys())
      assert.deepEqual(await rowsOf(STRANGER, `SELECT count() FROM lake.\`${table}\``), [[0]]);
  });

  describe('keeps tenants apart', () => {
    before(() => append(STRANGER, process_('a secret of the stranger', { ReportId: 777 })));

    const attacks: readonly string[] = [
      'SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777',
      "SELECT count() FROM merge('lake', '.*') WHERE ReportId = 777",
      `SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777 AND tenant = '${STRANGER}'`,
      'SELECT count() FROM (SELECT * FROM lake.DeviceProcessEvents AS a UNION ALL SELECT * FROM lake.DeviceProcessEvents) WHERE ReportId = 777',
      'SELECT (SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777)',
      'SELECT count() FROM numbers(1) WHERE 777 IN (SELECT ReportId FROM lake.DeviceProcessEvents)',
      `SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777 SETTINGS log_comment = '${STRANGER}'`,
      'SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777 SETTINGS additional_table_filters = {}',
    ];
    for (const sql of attacks)
      it(`against: ${sql.replaceAll(STRANGER, '<stranger>')}`, async () => {
        const result = await test.lake.query(HOME, { sql });
        if (result.ok) assert.deepEqual(result.value.rows, [[0]]);
        else assert.equal(result.error.kind, 'rejected');
      });

    it('with a policy for each of the tables', async () => {
      const rows = await rowsOf(HOME, "SELECT name FROM system.tables WHERE database = 'lake'");
      for (const [name] of rows) {
        await assert.doesNotReject(rowsOf(HOME, `SELECT count() FROM lake.\`${String(name)}\``));
        const plan = await rowsOf(HOME, `EXPLAIN actions = 1 SELECT * FROM lake.\`${String(name)}\``);
        assert.match(JSON.stringify(plan), /tenant/, `${String(name)} has no policy`);
      }
    });

    const forbidden = [
      "SELECT * FROM file('/etc/passwd', LineAsString)",
      "SELECT * FROM url('http://127.0.0.1/', LineAsString)",
      'SELECT * FROM system.processes',
      'INSERT INTO lake.DeviceEvents (tenant) VALUES (1)',
      'DROP TABLE lake.DeviceEvents',
      "SELECT 1 INTO OUTFILE '/tmp/vakt-outfile'",
      'SELECT 1; SELECT 2',
      'SELECT sleep(0) SETTINGS max_execution_time = 100000',
      'SELECT 1 SETTINGS readonly = 0',
    ];
    for (const sql of forbidden)
      it(`refuses: ${sql}`, async () => {
        const result = await test.lake.query(HOME, { sql });
        assert.equal(result.ok, false);
      });
  });

  describe('under limits', () => {
    const failureOf = async (sql: string, limits: object, signal?: AbortSignal) => {
      const result = await test.lake.query(HOME, { sql, limits, ...(signal && { signal }) });
      return result.ok ? undefined : result.error.kind;
    };
    it('ends a query that takes too long', async () => {
      assert.equal(
        await failureOf('SELECT count() FROM numbers(1000000000000)', { maxSeconds: 1 }),
        'timeout',
      );
    });
    it('ends a query that takes too much memory', async () => {
      assert.equal(
        await failureOf('SELECT groupArray(number) FROM numbers(100000000)', { maxMemoryBytes: 10_000_000 }),
        'resources',
      );
    });
    it('refuses an answer with too many rows or bytes', async () => {
      assert.equal(await failureOf('SELECT number FROM numbers(11)', { maxRows: 10 }), 'result-size');
      assert.equal(
        await failureOf('SELECT repeat(toString(number), 1000) FROM numbers(1000)', {
          maxResultBytes: 100_000,
        }),
        'result-size',
      );
    });
    it('ends a query whose caller went away', async () => {
      assert.equal(
        await failureOf('SELECT count() FROM numbers(1000000000000)', {}, AbortSignal.timeout(100)),
        'aborted',
      );
    });
  });
});

describe('a lake that is killed', () => {
  it('loses nothing that it acknowledged, and goes on by itself', async () => {
    const test = await withTestLake();
    try {
      const acknowledged = new Set<number>();
      let next = 0;
      const over = new AbortController();
      const writer = async (): Promise<void> => {
        while (!over.signal.aborted) {
          const id = next++;
          await test.lake.append(HOME, {
            table: 'DeviceEvents',
            rows: [{ Timestamp: '2026-11-21T05:00:00Z', ReportId: id }],
          });
          acknowledged.add(id);
        }
      };
      const writers = Array.from({ length: 4 }, writer);
      for (let kills = 0; kills < 3; kills += 1) {
        const enough = acknowledged.size + 40;
        while (acknowledged.size < enough) await new Promise(settle => setImmediate(settle));
        process.kill(test.lake.enginePid, 'SIGKILL');
        while (acknowledged.size < enough + 10) await new Promise(settle => setImmediate(settle));
      }
      over.abort();
      await Promise.all(writers);
      const result = await test.lake.query(HOME, {
        sql: 'SELECT ReportId, count() FROM lake.DeviceEvents GROUP BY ReportId',
      });
      assert.ok(result.ok);
      const stored = new Map(result.value.rows.map(([id, count]) => [id, count]));
      for (const id of acknowledged) assert.equal(stored.get(id), 1, `row ${id}`);
    } finally {
      await test.close();
    }
  });

  it('finds everything again on its folder, and its numbers go on', async () => {
    const test = await withTestLake();
    const row = { Timestamp: '2026-11-21T05:00:00Z', ReportId: 1 };
    const { sequence } = await test.lake.append(HOME, { table: 'DeviceEvents', rows: [row] });
    await test.lake.close();
    // A clock that was set back by years must not make a number twice.
    const clock = { now: () => 1_000 };
    const again = await openLake({ folder: test.folder, clock, entropy: systemEntropy });
    assert.equal(await again.highestSequence(HOME, 'DeviceEvents'), sequence);
    const second = await again.append(HOME, { table: 'DeviceEvents', rows: [{ ...row, ReportId: 2 }] });
    assert.equal(second.sequence, sequence + 1n);
    await again.close();
    await test.close();
  });

  it('is refused a folder that another node holds', async () => {
    const test = await withTestLake();
    await assert.rejects(
      openLake({ folder: test.folder, clock: systemClock, entropy: systemEntropy }),
      /Another ClickHouse node is running on/,
    );
    await test.close();
  });
});
