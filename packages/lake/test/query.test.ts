import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { huntingTables } from '@vakt/contract/hunting/tables';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import type { EngineClients } from '../src/node/clients.ts';
import type { LakeFailure } from '../src/query/failure.ts';
import { type LakeLimits, runQuery } from '../src/query/run-query.ts';
import { withNode } from './support/node.ts';
import { HOME, rowsOf, STRANGER } from './support/rows.ts';
import { until } from './support/until.ts';

/** A query that does not end by itself. */
const ENDLESS = 'SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))';

describe('querying', () => {
  let test: TestLake;
  before(async () => (test = await withTestLake()));
  after(() => test.close());

  const failureOf = async (
    sql: string,
    limits: LakeLimits,
    signal?: AbortSignal,
  ): Promise<LakeFailure['kind'] | undefined> => {
    const result = await test.lake.query(HOME, { sql, limits, ...(signal && { signal }) });
    return result.ok ? undefined : result.error.kind;
  };

  it('answers over a table that has no rows', async () => {
    for (const table of huntingTables.keys())
      assert.deepEqual(await rowsOf(test.lake, STRANGER, `SELECT count() FROM lake.\`${table}\``), [[0]]);
  });

  it('names columns with their types, and counts what was read', async () => {
    const sql = 'SELECT 1 AS one, toInt64(number) AS two FROM numbers(3)';
    const result = await test.lake.query(HOME, { sql });
    assert.ok(result.ok);
    assert.deepEqual(result.value.columns, [
      { name: 'one', type: 'UInt8' },
      { name: 'two', type: 'Int64' },
    ]);
    assert.equal(result.value.statistics.rowsRead, 3);
    assert.ok(result.value.statistics.resultBytes > 0);
    assert.ok(result.value.statistics.memoryBytes > 0);
  });

  it('gives integers back as numbers, or as bigint where a number would lose digits', async () => {
    const sql =
      "SELECT toInt64(5), toInt64(9007199254740993), toUInt64(18446744073709551615), CAST(NULL, 'Nullable(Int64)')";
    assert.deepEqual(await rowsOf(test.lake, HOME, sql), [
      [5, 9_007_199_254_740_993n, 18_446_744_073_709_551_615n, null],
    ]);
  });

  it('ends what takes too long', async () => {
    assert.equal(await failureOf(ENDLESS, { maxSeconds: 1 }), 'timeout');
  });
  it('ends what takes too much memory', async () => {
    const sql = 'SELECT groupArray(number) FROM numbers(100000000)';
    assert.equal(await failureOf(sql, { maxMemoryBytes: 10_000_000 }), 'resources');
  });
  it('ends what makes too long a list or text', async () => {
    assert.equal(await failureOf('SELECT range(1000000000000)', {}), 'resources');
    assert.equal(await failureOf("SELECT arrayWithConstant(1024, repeat('a', 1048576))", {}), 'resources');
  });
  it('ends what the engine plans without end', async () => {
    const sql = `${'SELECT dummy FROM system.one WHERE dummy IN ('.repeat(28)}1${')'.repeat(28)}`;
    assert.equal(await failureOf(sql, { maxSeconds: 1 }), 'timeout');
  });
  it('refuses an answer of too many rows', async () => {
    assert.equal(await failureOf('SELECT number FROM numbers(10)', { maxRows: 10 }), undefined);
    assert.equal(await failureOf('SELECT number FROM numbers(11)', { maxRows: 10 }), 'result-size');
    assert.equal(await failureOf('SELECT number FROM numbers(1000000000)', { maxRows: 10 }), 'result-size');
  });
  it('refuses an answer of too many bytes', async () => {
    const sql = 'SELECT repeat(toString(number), 1000) FROM numbers(1000)';
    assert.equal(await failureOf(sql, { maxResultBytes: 100_000 }), 'result-size');
    assert.equal(await failureOf(sql, {}), undefined);
  });
  it('says of a query that the engine does not understand that it is rejected', async () => {
    assert.equal(await failureOf('SELECT nothing', {}), 'rejected');
    assert.equal(await failureOf('SELEC 1', {}), 'rejected');
  });

  it('does not start what was given up before', async () => {
    assert.equal(await failureOf('SELECT 1', {}, AbortSignal.abort()), 'aborted');
  });
});

const QUERY_ID = `${HOME}.1`;

/** How many such queries the engine runs. */
const running = async ({ administrator }: EngineClients): Promise<number> => {
  const query = `SELECT toInt32(count()) AS running FROM system.processes WHERE query_id = '${QUERY_ID}'`;
  const answer = await administrator.query({ query, format: 'JSONEachRow' });
  const [row] = await answer.json<{ running: number }>();
  return row?.running ?? 0;
};

describe('a query whose caller goes away', () => {
  it('ends at the engine, too', () =>
    withNode(async clients => {
      const caller = new AbortController();
      const failing = runQuery(
        clients,
        { queryId: QUERY_ID, seat: 0 },
        { sql: ENDLESS, signal: caller.signal },
      );
      await until(
        () => running(clients),
        count => count === 1,
      );
      caller.abort();
      const result = await failing;
      assert.equal(result.ok ? undefined : result.error.kind, 'aborted');
      await until(
        () => running(clients),
        count => count === 0,
      );
    }));
});
