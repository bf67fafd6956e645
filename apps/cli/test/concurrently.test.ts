import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { concurrently } from '../src/concurrently.ts';

describe('work on many items', () => {
  test('is done a few at a time, and answered in the order of the items', async () => {
    let running = 0;
    let most = 0;
    const outcomes = await concurrently([5, 1, 4, 2, 3], 2, async item => {
      running += 1;
      most = Math.max(most, running);
      for (let wait = 0; wait < item; wait += 1) await turn();
      running -= 1;
      return item * 10;
    });
    assert.deepEqual(outcomes, [50, 10, 40, 20, 30]);
    assert.equal(most, 2);
  });

  test('ends with the first failure', async () => {
    const begun: number[] = [];
    const work = async (item: number): Promise<void> => {
      begun.push(item);
      await turn();
      if (item === 1) throw new Error('no');
    };
    await assert.rejects(concurrently([1, 2, 3, 4, 5, 6], 2, work), /no/);
    assert.deepEqual(begun, [1, 2]);
  });

  test('of no items is done at once', async () => {
    assert.deepEqual(await concurrently([], 4, async () => 1), []);
  });
});
