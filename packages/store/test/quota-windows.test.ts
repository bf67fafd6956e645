import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import type { Kysely } from 'kysely';
import type { Database } from '../src/database.ts';
import { charge, readWindows, removeEndedWindows, reserve } from '../src/quota-windows.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const OTHER_TENANT = '22222222-2222-4222-8222-222222222222' as TenantId;
const NOW = Date.parse('2026-11-21T06:00:00Z');
const MINUTE_MS = 60_000;

const quota = (name: string, limit = 100) => ({ name, limit, windowMs: MINUTE_MS });

describe('the windows of quotas', () => {
  let test: TestStore;
  let tenant: Kysely<Database>;
  before(async () => {
    test = await withTestStore();
    tenant = test.store.tenant(TENANT);
  });
  after(() => test.close());

  /** Reserves until nothing is left; what each reservation was given. */
  const exhaust = async (name: string, limit: number): Promise<number[]> => {
    const grants: number[] = [];
    for (;;) {
      const { granted } = await reserve(tenant, quota(name, limit), NOW);
      if (granted === 0) return grants;
      grants.push(granted);
    }
  };

  const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

  it('are lent out in shares that become small towards the limit, and exactly up to it', async () => {
    for (const limit of [1, 2, 7, 100, 1_500]) {
      const grants = await exhaust(`of ${limit}`, limit);
      assert.equal(sum(grants), limit);
      assert.deepEqual(
        grants,
        grants.toSorted((one, other) => other - one),
      );
      assert.ok(Math.max(...grants) <= Math.max(1, limit / 8), String(grants));
    }
  });

  it('begin with a use and end when their time is over, whatever was refused', async () => {
    await exhaust('ends', 3);
    const late = NOW + MINUTE_MS - 1;
    assert.deepEqual(await reserve(tenant, quota('ends', 3), late), {
      endsAt: NOW + MINUTE_MS,
      used: 3,
      granted: 0,
    });
    assert.deepEqual(await reserve(tenant, quota('ends', 3), NOW + MINUTE_MS), {
      endsAt: NOW + 2 * MINUTE_MS,
      used: 1,
      granted: 1,
    });
  });

  it('are never lent out twice to those who reserve at once', async () => {
    const limit = 500;
    const grants = await Promise.all(
      Array.from({ length: 100 }, async () => (await reserve(tenant, quota('at once', limit), NOW)).granted),
    );
    assert.equal(sum(grants), limit);
  });

  it('give nothing more when the limit has been lowered meanwhile', async () => {
    await exhaust('lowered', 100);
    assert.equal((await reserve(tenant, quota('lowered', 10), NOW)).granted, 0);
  });

  it('take what was used already, beyond the limit, too', async () => {
    await charge(tenant, quota('time', 1_000), NOW, 900);
    await charge(tenant, quota('time', 1_000), NOW + 10, 600);
    const used = async (now: number) => (await readWindows(tenant, ['time'], now)).get('time');
    assert.deepEqual(await used(NOW + 20), { endsAt: NOW + MINUTE_MS, used: 1_500 });
    assert.equal(await used(NOW + MINUTE_MS), undefined);
    await charge(tenant, quota('time', 1_000), NOW + MINUTE_MS, 5);
    assert.deepEqual(await used(NOW + MINUTE_MS), { endsAt: NOW + 2 * MINUTE_MS, used: 5 });
  });

  it('hold however much is charged', async () => {
    for (let times = 0; times < 3; times += 1) await charge(tenant, quota('endless'), NOW, 2_000_000_000_000);
    const window = (await readWindows(tenant, ['endless'], NOW)).get('endless');
    assert.equal(window?.used, 2_147_483_647);
  });

  it('are each tenant’s own', async () => {
    await exhaust('island', 3);
    const other = test.store.tenant(OTHER_TENANT);
    assert.equal((await readWindows(other, ['island'], NOW)).size, 0);
    assert.equal((await reserve(other, quota('island', 3), NOW)).used, 1);
  });

  it('are removed when they have ended', async () => {
    const names = ['old', 'young'];
    await reserve(tenant, quota('old'), NOW - MINUTE_MS);
    await reserve(tenant, quota('young'), NOW - MINUTE_MS + 1);
    while (await removeEndedWindows(test.store.authority, NOW));
    const left = await readWindows(tenant, names, NOW - 2 * MINUTE_MS);
    assert.deepEqual([...left.keys()], ['young']);
  });
});
