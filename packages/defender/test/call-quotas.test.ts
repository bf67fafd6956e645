import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { batchUpdateAlerts } from '@vakt/contract/operations/alert-changes';
import { listAlerts } from '@vakt/contract/operations/alerts';
import { runAdvancedQuery } from '@vakt/contract/operations/hunting';
import type { Operation } from '@vakt/contract/operations/operation';
import { openStore, type Store } from '@vakt/store/store';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { QuotaLeases } from '../src/gate/quota-leases.ts';
import { quotaRetention } from '../src/gate/quota-retention.ts';
import { RateLimiter } from '../src/gate/rate-limit.ts';
import { application, OTHER_TENANT, TENANT } from './api.ts';

const ORIGIN_OF_TIME = Date.parse('2026-11-21T06:00:00Z');

/** An operation with these limits whose calls are counted for each application. */
const query: Operation = { ...runAdvancedQuery, id: 'query', limits: { perMinute: 45, perHour: 1_500 } };

describe('the gate of call quotas', () => {
  let test: TestStore;
  let now: number;
  let applications = 0;
  const clock = { now: () => now };
  before(async () => {
    test = await withTestStore();
  });
  beforeEach(() => {
    now = ORIGIN_OF_TIME;
  });
  after(() => test.close());

  /** An application that has not called yet. */
  const newCaller = () => {
    const appId = `00000000-0000-4000-8000-${String(++applications).padStart(12, '0')}`;
    return { ...application([]), appId: appId as ReturnType<typeof application>['appId'] };
  };

  type Caller = ReturnType<typeof newCaller>;

  const check = (limiter: RateLimiter, operation: Operation, caller: Caller, store: Store = test.store) =>
    limiter.check(store.tenant(caller.tenantId), operation, caller);

  /** Calls so many times, one after the other; how many passed. */
  const callTimes = async (times: number, limiter: RateLimiter, caller: Caller): Promise<number> => {
    let passed = 0;
    for (let call = 0; call < times; call += 1) if (!(await check(limiter, query, caller))) passed += 1;
    return passed;
  };

  it('refuses the call over the limit until the minute is over', async () => {
    const limiter = new RateLimiter(clock);
    const caller = newCaller();
    assert.equal(await callTimes(45, limiter, caller), 45);
    now += 20_500;
    const refusal = await check(limiter, query, caller);
    assert.deepEqual(
      [refusal?.status, refusal?.code, refusal?.message, refusal?.headers?.['retry-after']],
      [429, '429', 'API calls quota exceeded! maximum allowed 45 per 00:01:00', '40'],
    );
    now = ORIGIN_OF_TIME + 59_999;
    assert.equal((await check(limiter, query, caller))?.headers?.['retry-after'], '1');
    now = ORIGIN_OF_TIME + 60_000;
    assert.equal(await callTimes(46, limiter, caller), 45);
  });

  it('begins a minute with a call, not with the clock’s', async () => {
    const limiter = new RateLimiter(clock);
    const caller = newCaller();
    now += 59_000;
    assert.equal(await callTimes(46, limiter, caller), 45);
    now += 30_000;
    assert.equal(await callTimes(1, limiter, caller), 0);
    now += 30_000;
    assert.equal(await callTimes(1, limiter, caller), 1);
  });

  it('refuses by the hour, too', async () => {
    const limiter = new RateLimiter(clock);
    const caller = newCaller();
    for (let call = 0; call < 1_500; call += 1) {
      now = ORIGIN_OF_TIME + call * 2_000;
      assert.equal(await check(limiter, query, caller), undefined, String(call));
    }
    now = ORIGIN_OF_TIME + 3_000_000;
    const refusal = await check(limiter, query, caller);
    assert.equal(refusal?.message, 'API calls quota exceeded! maximum allowed 1500 per 01:00:00');
    assert.equal(refusal?.headers?.['retry-after'], '600');
  });

  it('counts each tenant, application and operation apart', async () => {
    const limiter = new RateLimiter(clock);
    const caller = newCaller();
    await callTimes(46, limiter, caller);
    assert.equal(await callTimes(1, limiter, { ...caller, tenantId: OTHER_TENANT }), 1);
    assert.equal(await callTimes(1, limiter, newCaller()), 1);
    assert.equal(await check(limiter, listAlerts, caller), undefined);
  });

  it('counts a tenant’s applications together where the limit is the tenant’s', async () => {
    const limiter = new RateLimiter(clock);
    const outcomes: boolean[] = [];
    for (let call = 0; call < 46; call += 1)
      outcomes.push((await check(limiter, runAdvancedQuery, newCaller())) === undefined);
    assert.deepEqual([outcomes.filter(passed => passed).length, outcomes.at(-1)], [45, false]);
    const stranger = { ...newCaller(), tenantId: OTHER_TENANT };
    assert.equal(await check(limiter, runAdvancedQuery, stranger), undefined);
  });

  it('scales the limits, says so, and lets all pass when they are off', async () => {
    const tenth = new RateLimiter(clock, 0.1);
    const caller = newCaller();
    assert.equal(await callTimes(10, tenth, caller), 5);
    const refusal = await check(tenth, query, caller);
    assert.match(refusal?.message ?? '', /maximum allowed 5 per 00:01:00/);
    assert.equal(await callTimes(500, new RateLimiter(clock, 10), newCaller()), 450);
    assert.equal(await callTimes(500, new RateLimiter(clock, 'off'), newCaller()), 500);
  });

  it('lets at least one call through, however small the scale', async () => {
    assert.equal(await callTimes(3, new RateLimiter(clock, 0.000_1), newCaller()), 1);
  });

  it('knows after a restart what was used before', async () => {
    const caller = newCaller();
    await callTimes(45, new RateLimiter(clock), caller);
    assert.equal(await callTimes(5, new RateLimiter(clock), caller), 0);
  });

  it('asks the database seldom, and never about a caller who is refused anyway', async () => {
    const limiter = new RateLimiter(clock);
    const caller = newCaller();
    let statements = 0;
    const counted = { ...test.store, tenant: (id: typeof TENANT) => watch(id) } satisfies Store;
    const watch = (id: typeof TENANT) =>
      test.store.tenant(id).withPlugin({
        transformQuery: ({ node }) => {
          statements += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      });
    const limit = listAlerts.limits.perMinute ?? 0;
    for (let call = 0; call < limit; call += 1)
      assert.equal(await check(limiter, listAlerts, caller, counted), undefined);
    assert.ok(statements < limit / 2, String(statements));
    await check(limiter, listAlerts, caller, counted);
    const before = statements;
    for (let call = 0; call < 1_000; call += 1) assert.ok(await check(limiter, listAlerts, caller, counted));
    assert.equal(statements, before);
  });

  it('keeps what it knows of callers within bounds, whatever applications there are', async () => {
    const leases = new QuotaLeases(clock, 10);
    const limiter = new RateLimiter(clock, 1, leases);
    for (let n = 0; n < 100; n += 1) await check(limiter, listAlerts, newCaller());
    assert.equal(leases.size, 10);
  });

  describe('with several servers on one database', () => {
    let stores: Store[];
    before(async () => {
      stores = await Promise.all(
        Array.from({ length: 2 }, () => openStore({ connection: test.connection, poolSize: 4 })),
      );
    });
    after(() => Promise.all(stores.map(store => store.close())));

    /** Calls at once through every server; how many passed. */
    const callAtOnce = async (operation: Operation, limiters: readonly RateLimiter[], caller: Caller) => {
      const outcomes = await Promise.all(
        Array.from({ length: 400 }, (_, call) => {
          const server = call % stores.length;
          const limiter = limiters[server];
          assert.ok(limiter);
          return check(limiter, operation, caller, stores[server]);
        }),
      );
      return outcomes.filter(refusal => refusal === undefined).length;
    };

    for (const operation of [listAlerts, query, batchUpdateAlerts])
      it(`lets exactly the limit of ${operation.id} through when all are asked at once`, async () => {
        const limiters = stores.map(() => new RateLimiter(clock));
        const caller = newCaller();
        for (let minute = 0; minute < 3; minute += 1) {
          assert.equal(await callAtOnce(operation, limiters, caller), operation.limits.perMinute);
          now += 60_000;
        }
      });

    it('refuses while at most an eighth of the limit lies unspent on another server', async () => {
      const limit = listAlerts.limits.perMinute ?? 0;
      const [idle, busy] = stores.map(() => new RateLimiter(clock));
      assert.ok(idle && busy);
      const caller = newCaller();
      assert.equal(await check(idle, listAlerts, caller, stores[0]), undefined);
      let passed = 1;
      while (!(await check(busy, listAlerts, caller, stores[1]))) passed += 1;
      assert.ok(passed >= limit - Math.ceil(limit / 8), String(passed));
      while (!(await check(idle, listAlerts, caller, stores[0]))) passed += 1;
      assert.equal(passed, limit);
    });
  });

  it('leaves nothing behind of callers whose windows have ended', async () => {
    await check(new RateLimiter(clock), listAlerts, newCaller());
    now += 2 * 3_600_000;
    const caller = newCaller();
    await check(new RateLimiter(clock), batchUpdateAlerts, caller);
    await quotaRetention(test.store, clock).run();
    const left = await test.store.authority.selectFrom('quota_windows').select('quota').execute();
    assert.deepEqual(left.map(({ quota }) => quota).toSorted(), [
      `calls batchUpdateAlerts ${caller.appId} 3600000`,
      `calls batchUpdateAlerts ${caller.appId} 60000`,
    ]);
  });

  it('fails as storage that is away does when the database is', async () => {
    const closed = await openStore({ connection: test.connection, poolSize: 1 });
    await closed.close();
    const limiter = new RateLimiter(clock);
    const caller = newCaller();
    await assert.rejects(check(limiter, listAlerts, caller, closed));
    assert.equal(await check(limiter, listAlerts, caller), undefined);
  });
});
