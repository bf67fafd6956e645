import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type HuntingTable, huntingTables } from '@vakt/contract/hunting/tables';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { memoryLimits } from '../src/node/memory.ts';
import { accessStatements, serverUsers } from '../src/node/server-access.ts';
import { appendProcesses, HOME, processEvent, rowsOf, STRANGER } from './support/rows.ts';

describe('tenants in the lake', () => {
  let test: TestLake;
  before(async () => {
    test = await withTestLake();
    await appendProcesses(test.lake, STRANGER, processEvent('a secret of the stranger', { ReportId: 777 }));
  });
  after(() => test.close());

  it('see their own rows', async () => {
    const sql = 'SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777';
    assert.deepEqual(await rowsOf(test.lake, STRANGER, sql), [[1]]);
  });

  const attacks: readonly string[] = [
    'SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777',
    "SELECT count() FROM merge('lake', '.*') WHERE ReportId = 777",
    "SELECT count() FROM merge(REGEXP('.*'), '.*') WHERE ReportId = 777",
    `SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777 AND tenant = '${STRANGER}'`,
    `SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777 OR tenant = '${STRANGER}'`,
    'SELECT count() FROM (SELECT * FROM lake.DeviceProcessEvents AS a UNION ALL SELECT * FROM lake.DeviceProcessEvents) WHERE ReportId = 777',
    'SELECT (SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777)',
    'SELECT count() FROM numbers(1) WHERE 777 IN (SELECT ReportId FROM lake.DeviceProcessEvents)',
    'SELECT count() FROM (SELECT 1 AS x) AS one CROSS JOIN lake.DeviceProcessEvents AS e WHERE e.ReportId = 777',
    'WITH e AS (SELECT * FROM lake.DeviceProcessEvents) SELECT count() FROM e WHERE ReportId = 777',
    'SELECT count() FROM lake.DeviceProcessEvents PREWHERE ReportId = 777',
    'SELECT count() FROM lake.DeviceProcessEvents FINAL WHERE ReportId = 777',
    `SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777 SETTINGS log_comment = '${STRANGER}'`,
    `SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777 SETTINGS query_id = '${STRANGER}.x'`,
    `SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777 SETTINGS initial_query_id = '${STRANGER}.x'`,
    'SELECT count() FROM lake.DeviceProcessEvents WHERE ReportId = 777 SETTINGS additional_table_filters = {}',
    "SELECT sum(rows) FROM mergeTreeProjection('lake', 'DeviceProcessEvents', 'none')",
    'SELECT count() FROM cluster(default, lake.DeviceProcessEvents) WHERE ReportId = 777',
    "SELECT count() FROM remote('127.0.0.1', lake.DeviceProcessEvents) WHERE ReportId = 777",
    "SELECT count() FROM loop('lake', 'DeviceProcessEvents') LIMIT 1",
    "SELECT dictGet('lake.DeviceProcessEvents', 'ReportId', 1)",
    "SELECT joinGet('lake.DeviceProcessEvents', 'ReportId', 1)",
  ];
  for (const sql of attacks)
    it(`do not see another's by: ${sql.replaceAll(STRANGER, '<stranger>')}`, async () => {
      const result = await test.lake.query(HOME, { sql, limits: { maxSeconds: 5 } });
      if (result.ok) assert.deepEqual(result.value.rows, [[0]]);
      else assert.match(result.error.kind, /^(?:rejected|timeout)$/);
    });

  const forbidden = [
    "SELECT * FROM file('/etc/passwd', LineAsString)",
    "SELECT * FROM url('http://127.0.0.1/', LineAsString)",
    "SELECT * FROM executable('id', LineAsString, 'x String')",
    'SELECT * FROM system.processes',
    'SELECT * FROM system.query_log',
    'SELECT * FROM system.parts',
    "INSERT INTO FUNCTION file('/tmp/vakt-out', 'TSV', 'x String') VALUES ('x')",
    'INSERT INTO lake.DeviceEvents (tenant) VALUES (1)',
    'ALTER TABLE lake.DeviceEvents DELETE WHERE 1',
    'DROP TABLE lake.DeviceEvents',
    'CREATE TEMPORARY TABLE t (x Int8)',
    'SYSTEM SHUTDOWN',
    "KILL QUERY WHERE user = 'reader_0'",
    "SELECT 1 INTO OUTFILE '/tmp/vakt-outfile'",
    'SELECT 1; SELECT 2',
    'SELECT sleep(0) SETTINGS max_execution_time = 100000',
    'SELECT 1 SETTINGS max_memory_usage = 0',
    'SELECT 1 SETTINGS max_memory_usage_for_user = 0',
    'SELECT 1 SETTINGS max_execution_time = 0',
    'SELECT 1 SETTINGS readonly = 0',
    'SET readonly = 0',
  ];
  for (const sql of forbidden)
    it(`are refused: ${sql}`, async () => {
      const result = await test.lake.query(HOME, { sql });
      assert.equal(result.ok, false);
    });

  it('have the tables of the hunting schema and no others', async () => {
    const tables = await rowsOf(test.lake, HOME, "SELECT name FROM system.tables WHERE database = 'lake'");
    assert.deepEqual(new Set(tables.flat()), new Set(huntingTables.keys()));
  });

  it("read none of a stranger's rows from any table", async () => {
    const time = '2026-11-21T05:00:00Z';
    const appendTo = ({ name, columns }: HuntingTable) => {
      const hasTime = columns.some(column => column.name === 'Timestamp');
      return test.lake.append(STRANGER, { table: name, rows: [hasTime ? { Timestamp: time } : {}] });
    };
    await Promise.all([...huntingTables.values()].map(appendTo));
    for (const table of huntingTables.keys()) {
      const sql = `SELECT count() > 0 FROM lake.\`${table}\``;
      assert.deepEqual(await rowsOf(test.lake, HOME, sql), [[0]], `${table} is open`);
      assert.deepEqual(await rowsOf(test.lake, STRANGER, sql), [[1]]);
    }
  });

  it('have policies on a server that is not ours, in words that the engine understands', async () => {
    const statements = accessStatements(
      serverUsers({ username: 'owner', password: "pass'word" }, 2),
      memoryLimits(),
    );
    for (const statement of statements) {
      const parsed = await rowsOf(test.lake, HOME, 'SELECT formatQuerySingleLine({statement:String})', {
        statement,
      });
      assert.ok(String(parsed[0]?.[0]).length > 0);
    }
    for (const table of huntingTables.keys())
      assert.ok(
        statements.some(
          text =>
            text.includes(`vakt_tenant ON lake.\`${table}\` USING tenant = `) &&
            text.endsWith('TO vakt_reader_0, vakt_reader_1'),
        ),
        table,
      );
  });
});
