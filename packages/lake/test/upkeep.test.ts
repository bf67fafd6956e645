import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { TestLake } from '@vakt/testing/lake';
import { PatientWriter } from '../src/append/insert.ts';
import { createCounters } from '../src/counters.ts';
import { openLake } from '../src/lake.ts';
import { createTables } from '../src/schema/create-tables.ts';
import { withNode } from './support/node.ts';
import { openForTest } from './support/open-for-test.ts';
import { deviceEvent, HOME, rowsOf, STRANGER } from './support/rows.ts';
import { until } from './support/until.ts';

const DAY_MS = 86_400_000;

const countOf = async (lake: TestLake['lake'], tenant = HOME): Promise<unknown> =>
  (await rowsOf(lake, tenant, 'SELECT count() FROM lake.DeviceEvents'))[0]?.[0];

describe('erasing', () => {
  it('removes one import of a tenant, or all that the tenant has, and nothing of another', async t => {
    const { lake } = await openForTest(t);
    const append = (tenant: typeof HOME, id: number, importName = '') =>
      lake.append(tenant, { table: 'DeviceEvents', rows: [deviceEvent(id)], importName });
    await Promise.all([append(HOME, 1), append(HOME, 2, "Bob's"), append(STRANGER, 3, "Bob's")]);
    await lake.erase(HOME, "Bob's");
    assert.deepEqual(await rowsOf(lake, HOME, 'SELECT ReportId FROM lake.DeviceEvents'), [[1]]);
    assert.equal(await countOf(lake, STRANGER), 1);
    await lake.erase(HOME);
    assert.equal(await countOf(lake), 0);
    assert.equal(await lake.highestSequence(HOME, 'DeviceEvents'), 0n);
    assert.equal(await countOf(lake, STRANGER), 1);
  });
});

describe('retention', () => {
  it('counts from the arrival of an event, not from its time, and can be shortened', async t => {
    const longAgo = { now: () => systemClock.now() - 40 * DAY_MS };
    const { lake, folder } = await openForTest(t, { clock: longAgo });
    await lake.append(HOME, { table: 'DeviceEvents', rows: [deviceEvent(1)] });
    await lake.close();
    const options = { folder, clock: systemClock, entropy: systemEntropy, retentionDays: 30 };
    const again = await openLake(options);
    t.after(() => again.close());
    const old = { ...deviceEvent(2), Timestamp: '1999-01-01T00:00:00Z' };
    await again.append(HOME, { table: 'DeviceEvents', rows: [old] });
    await until(
      () => countOf(again),
      count => count === 1,
    );
    assert.deepEqual(await rowsOf(again, HOME, 'SELECT ReportId FROM lake.DeviceEvents'), [[2]]);
  });
});

describe('an older lake', () => {
  it('gets the columns and indexes that it lacks, and keeps its rows', () =>
    withNode(async ({ administrator, writer }) => {
      const table = 'lake.DeviceEvents';
      await writer.command({
        query: `INSERT INTO ${table} (tenant, _IngestedAt, ReportId) VALUES ('x', '2200-01-01 00:00:00', 5)`,
      });
      await administrator.command({
        query: `ALTER TABLE ${table} DROP INDEX words_AdditionalFields, DROP COLUMN AdditionalFields, MODIFY COMMENT 'vakt 0, 180 days'`,
      });
      await createTables(administrator, 180);
      const query = `SELECT ReportId, AdditionalFields FROM ${table}`;
      const answer = await writer.query({ query, format: 'JSONEachRow' });
      assert.deepEqual(await answer.json(), [{ ReportId: 5, AdditionalFields: '' }]);
    }));

  it('has its former term indexes exchanged for the present ones, which its rows are put into', () =>
    withNode(async ({ administrator, writer }) => {
      const table = 'lake.DeviceEvents';
      await administrator.command({
        query: `ALTER TABLE ${table} DROP INDEX words_AdditionalFields, ADD INDEX terms_AdditionalFields lowerUTF8(AdditionalFields) TYPE text(tokenizer = 'splitByNonAlpha'), MODIFY COMMENT 'vakt 2, 180 days'`,
      });
      await writer.command({
        query: `INSERT INTO ${table} (tenant, _IngestedAt, AdditionalFields) VALUES ('x', '2200-01-01 00:00:00', 'of old')`,
      });
      await createTables(administrator, 180);
      const indexes = async (): Promise<unknown> => {
        const answer = await administrator.query({
          query: `SELECT name, data_compressed_bytes > 0 AS built FROM system.data_skipping_indices WHERE table = 'DeviceEvents' AND type = 'text' AND name LIKE '%AdditionalFields'`,
          format: 'JSONEachRow',
        });
        return answer.json();
      };
      const expected = [{ name: 'words_AdditionalFields', built: 1 }];
      assert.deepEqual(await until(indexes, found => isDeepStrictEqual(found, expected)), expected);
    }));
});

describe('an insert that is sent again', () => {
  it('is stored once, also when the engine was killed between', () =>
    withNode(async (_clients, node) => {
      const insert = new PatientWriter(node, createCounters());
      const body = '{"tenant":"x","_IngestedAt":"2200-01-01 00:00:00","ReportId":7,"_Sequence":12}';
      await insert.insert('DeviceEvents', body);
      await insert.insert('DeviceEvents', body);
      process.kill(node.pid, 'SIGKILL');
      await insert.insert('DeviceEvents', body);
      await insert.insert('DeviceEvents', body.replace(':7', ':8'));
      const { writer } = await node.clients;
      const query = 'SELECT ReportId FROM lake.DeviceEvents ORDER BY ReportId';
      const answer = await writer.query({ query, format: 'JSONEachRow' });
      assert.deepEqual(await answer.json(), [{ ReportId: 7 }, { ReportId: 8 }]);
      assert.equal(await insert.highestSequence('DeviceEvents'), 12n);
    }));

  it('is one part, however large', () =>
    withNode(async ({ administrator }, node) => {
      const insert = new PatientWriter(node, createCounters());
      const text = 'word '.repeat(60);
      const line = `{"tenant":"x","_IngestedAt":"2200-01-01 00:00:00","Timestamp":"2026-11-21 05:00:00","AdditionalFields":"${text}"}`;
      await insert.insert('DeviceEvents', Array.from({ length: 90_000 }, () => line).join('\n'));
      const query = "SELECT toInt32(min(rows)) AS least FROM system.parts WHERE table = 'DeviceEvents'";
      const answer = await administrator.query({ query, format: 'JSONEachRow' });
      assert.deepEqual(await answer.json(), [{ least: 90_000 }]);
    }));
});
