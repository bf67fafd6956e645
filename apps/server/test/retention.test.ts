import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ExplainedRefusal } from '@vakt/contract/refusal';
import { insertRefusals, NO_TENANT } from '@vakt/store/refusals';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { retentionTasks } from '../src/events/retention.ts';

const NOW = Date.parse('2026-11-21T06:00:00Z');
const DAY_MS = 86_400_000;

const refusalOf = (daysAgo: number): ExplainedRefusal => ({
  id: randomUUID(),
  time: new Date(NOW - daysAgo * DAY_MS).toISOString(),
  operation: 'listAlerts',
  method: 'GET',
  path: '/api/alerts',
  remoteAddress: '127.0.0.1',
  status: 401,
  code: 'Unauthorized',
  message: 'no',
  step: 'call',
  remedies: [],
});

describe('retention', () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
  });
  after(() => test.close());

  it('drops refusals after seven days, more than one batch of them, and surplus packages', async () => {
    const { authority } = test.store;
    const young = refusalOf(6);
    const old = Array.from({ length: 1_500 }, () => refusalOf(8));
    await insertRefusals(
      authority,
      [young, ...old].map(explanation => ({ tenantId: NO_TENANT, explanation })),
    );
    let removals = 0;
    const packages = {
      removeSurplus: async () => {
        removals += 1;
      },
    };
    for (const { run } of retentionTasks(test.store, packages, { now: () => NOW })) await run();
    const left = await authority.selectFrom('refusals').select('id').execute();
    assert.deepEqual(left, [{ id: young.id }]);
    assert.equal(removals, 1);
  });
});
