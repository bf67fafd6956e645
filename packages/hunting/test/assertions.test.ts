import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { withTestLake } from '@vakt/testing/lake';
import { createHuntingEngine } from '../src/engine.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c01' as TenantId;
const clock = { now: () => Date.UTC(2026, 10, 21, 12) };

test('a run ends with the words of the assertion that does not hold', async () => {
  const testLake = await withTestLake(clock);
  const engine = createHuntingEngine({ lake: testLake.lake, clock });
  try {
    const answer = await engine.run(
      tenant,
      'let longer = (s: string) { assert(strlen(s) > 3, "the text \'s\' is too short") }; datatable(s: string) ["abcd"] | where longer("ab")',
    );
    assert.deepEqual(answer, {
      ok: false,
      error: { kind: 'semantic', message: "the text 's' is too short" },
    });
  } finally {
    await engine.close();
    await testLake.close();
  }
});
