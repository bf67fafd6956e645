import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import fc from 'fast-check';
import { createHuntingEngine, type HuntingEngine } from '../src/engine.ts';
import type { HuntingFailureKind } from '../src/failure.ts';
import { writeRows } from '../src/results/rows.ts';
import { typedQuery } from './support/typed-query.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const RUNS = Number(process.env.TYPED_QUERIES ?? 60);
/** The same queries each time; `TYPED_SEED` gives others. */
const SEED = Number(process.env.TYPED_SEED ?? 1);

/** A query may be beyond the engine, or mean nothing to the language after all, and then it says so; the engine never fails. */
const ALLOWED: ReadonlySet<HuntingFailureKind> = new Set(['semantic', 'unsupported', 'resources']);

describe('valid queries over all operators and types', () => {
  let lake: TestLake;
  let engine: HuntingEngine;
  before(async () => {
    lake = await withTestLake();
    engine = createHuntingEngine({ lake: lake.lake, clock: { now: () => Date.UTC(2026, 10, 21, 12) } });
  });
  after(async () => {
    await engine.close();
    await lake.close();
  });

  it('are answered or refused by name, and answers can be written', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(typedQuery, async query => {
        const answer = await engine.run(tenant, query, { limits: { maxSeconds: 10, maxRows: 10_000 } });
        if (!answer.ok) return assert.ok(ALLOWED.has(answer.error.kind), `${answer.error.message}\n${query}`);
        answered += 1;
        const rows = writeRows(answer.value, Number.POSITIVE_INFINITY);
        assert.ok(rows.ok);
        assert.doesNotThrow(() => JSON.parse(rows.ok ? rows.value.text : ''), query);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    assert.ok(answered > RUNS / 2, `${answered} of ${RUNS} answered`);
  });
});
