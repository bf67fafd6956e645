import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ok } from '@vakt/contract/result';
import type { HuntingResult } from '@vakt/hunting/result';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { application, OTHER_TENANT, TestApi } from './api.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const hunter = application(['AdvancedQuery.Read.All', 'AdvancedHunting.Read.All']);

const NOTHING_FOUND: HuntingResult = {
  columns: [],
  rows: [],
  statistics: { elapsedSeconds: 0, rowsRead: 0, bytesRead: 0, memoryBytes: 0 },
};

describe('the running time of a tenant’s queries', () => {
  let test: TestStore;
  let api: TestApi;
  before(async () => {
    test = await withTestStore();
  });
  beforeEach(async () => {
    await test.store.authority.deleteFrom('quota_windows').execute();
    api = new TestApi(test.store);
  });
  after(() => test.close());

  /** Runs a query that takes so long. */
  const hunt = (minutes: number, { as = hunter, path = '/api/advancedqueries/run' } = {}) => {
    api.hunt = () => {
      api.now += minutes * MINUTE_MS;
      return ok(NOTHING_FOUND);
    };
    return api.call(path, { method: 'POST', as, body: { Query: 'DeviceInfo' } });
  };

  it('is used up after ten minutes of an hour, and there again when the hour is over', async () => {
    assert.equal((await hunt(6)).status, 200);
    assert.equal((await hunt(5)).status, 200);
    const refused = await hunt(1);
    assert.equal(refused.status, 429);
    assert.equal(refused.error.code, 'TooManyRequests');
    assert.equal(
      refused.error.message,
      'You have exceeded processing resources allocated to this tenant. You can run queries again in 00:49:00. Maximum allowed running time 00:10:00 per 01:00:00.',
    );
    assert.equal(refused.headers['retry-after'], '2940');
    api.now += 49 * MINUTE_MS;
    assert.equal((await hunt(1)).status, 200);
  });

  it('is used up after three hours of a day', async () => {
    for (let hour = 0; hour < 18; hour += 1) {
      assert.equal((await hunt(10)).status, 200, `hour ${hour}`);
      api.now += HOUR_MS;
    }
    const refused = await hunt(1);
    assert.match(refused.error.message, /running time 03:00:00 per 24:00:00/);
    assert.equal(refused.headers['retry-after'], String(3 * 3_600));
  });

  it('is shared by the applications of a tenant, and not with other tenants or the other door', async () => {
    await hunt(10);
    const other = { ...hunter, appId: hunter.objectId as unknown as typeof hunter.appId };
    assert.equal((await hunt(1, { as: other })).status, 429);
    assert.equal((await hunt(1, { as: { ...hunter, tenantId: OTHER_TENANT } })).status, 200);
    assert.equal((await hunt(1, { path: '/api/advancedhunting/run' })).status, 200);
  });

  it('counts queries that fail', async () => {
    api.hunt = () => {
      api.now += 10 * MINUTE_MS;
      throw new Error('the engine fell over');
    };
    const call = { method: 'POST', as: hunter, body: { Query: 'DeviceInfo' } } as const;
    assert.equal((await api.call('/api/advancedqueries/run', call)).status, 500);
    assert.equal((await hunt(1)).status, 429);
  });

  it('is not counted where nobody limits it', async () => {
    const limited = await api.call('/api/alerts', { as: application(['Alert.Read.All']) });
    assert.equal(limited.status, 200);
    const windows = await test.store.authority.selectFrom('quota_windows').select('quota').execute();
    assert.ok(
      windows.every(({ quota }) => quota.startsWith('calls ')),
      JSON.stringify(windows),
    );
  });
});
