import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { memoryLimits } from '../src/node/memory.ts';
import { HOME, rowsOf, STRANGER } from './support/rows.ts';

const MEGABYTE = 1_048_576;

/** Holds some 130 MB for a second. */
const HEAVY = 'SELECT length(x), sleep(1) FROM (SELECT groupArray(number) AS x FROM numbers(16000000))';

describe('the memory of a tenant', () => {
  let test: TestLake;
  before(async () => {
    test = await withTestLake(undefined, {
      memory: { query: 300 * MEGABYTE, tenant: 400 * MEGABYTE },
      turns: { running: 12, runningOfTenant: 6, waitingOfTenant: 10 },
    });
  });
  after(() => test.close());

  const endings = async (...tenants: readonly (typeof HOME)[]): Promise<string[]> => {
    const results = await Promise.all(tenants.map(tenant => test.lake.query(tenant, { sql: HEAVY })));
    return results.map(result => (result.ok ? 'answered' : result.error.kind));
  };

  it('ends queries that take more than it together, and leaves another tenant’s alone', async () => {
    const [other, ...own] = await endings(STRANGER, HOME, HOME, HOME, HOME, HOME, HOME);
    assert.equal(other, 'answered');
    assert.ok(own.includes('resources'), own.join(', '));
    assert.ok(own.includes('answered'), own.join(', '));
    assert.deepEqual(await endings(HOME), ['answered'], 'and what it gave back can be taken again');
  });

  it('is that of all its queries together: each tenant has a reader of its own, and only one', async () => {
    const who = async (tenant: typeof HOME): Promise<unknown> =>
      (await rowsOf(test.lake, tenant, 'SELECT currentUser(), sleep(0.2)'))[0]?.[0];
    const [one, again, other] = await Promise.all([who(HOME), who(HOME), who(STRANGER)]);
    assert.equal(one, again);
    assert.notEqual(one, other);
  });

  it('cannot be raised by a query', async () => {
    const limits = { maxMemoryBytes: 500 * MEGABYTE };
    const result = await test.lake.query(HOME, { sql: 'SELECT 1', limits });
    assert.equal(result.ok, false);
  });
});

describe('the limits of memory', () => {
  it('fit the machine where none are given', () => {
    const { query, tenant } = memoryLimits();
    assert.ok(query > 0 && query <= tenant);
  });

  it('are those that are given', () => {
    assert.deepEqual(memoryLimits({ query: 5, tenant: 7 }), { query: 5, tenant: 7 });
    assert.ok(memoryLimits({ tenant: 7 }).query === 7, 'a query takes no more than its tenant may');
  });
});
