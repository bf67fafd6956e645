import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWorkQueue } from '../src/work-queue.ts';

const FAR_OFF_MS = 1e6;

describe('work queue', () => {
  it('does an item once, however often it was asked for', async () => {
    const done: string[] = [];
    const queue = createWorkQueue({
      concurrency: 2,
      work: async (owner, item) => void done.push(owner + item),
    });
    for (let round = 0; round < 5; round += 1) queue.add('a', '1', FAR_OFF_MS);
    await queue.settle();
    assert.deepEqual(done, ['a1']);
  });

  it('does an item again when it is asked for during the work on it', async () => {
    let runs = 0;
    const queue = createWorkQueue({
      concurrency: 1,
      work: async () => {
        runs += 1;
        if (runs === 1) queue.add('a', '1', 0);
      },
    });
    queue.add('a', '1', FAR_OFF_MS);
    await queue.settle();
    assert.equal(runs, 2);
  });

  it('gives every owner a turn before an owner has a second one', async () => {
    const done: string[] = [];
    const queue = createWorkQueue({
      concurrency: 1,
      work: async (owner, item) => void done.push(owner + item),
    });
    for (const item of ['1', '2', '3']) queue.add('busy', item, FAR_OFF_MS);
    queue.add('quiet', '1', FAR_OFF_MS);
    await queue.settle();
    assert.deepEqual(done, ['busy1', 'quiet1', 'busy2', 'busy3']);
  });

  it('works on no more items at a time than it may', async () => {
    let [running, most] = [0, 0];
    const queue = createWorkQueue({
      concurrency: 3,
      work: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(resume => setImmediate(resume));
        running -= 1;
      },
    });
    for (let item = 0; item < 20; item += 1) queue.add(`owner ${item % 7}`, String(item), FAR_OFF_MS);
    await queue.settle();
    assert.equal(most, 3);
  });

  it('begins by itself when an item is due', async () => {
    const done = Promise.withResolvers<void>();
    const queue = createWorkQueue({ concurrency: 1, work: async () => done.resolve() });
    queue.add('a', '1', FAR_OFF_MS);
    queue.add('a', '1', 0);
    // The queue's timer does not keep the process alive; the test's does.
    const alive = setTimeout(() => undefined, FAR_OFF_MS);
    await done.promise;
    clearTimeout(alive);
  });

  it('leaves what waits when it closes, and finishes what runs', async () => {
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    let finished = false;
    const queue = createWorkQueue({
      concurrency: 1,
      work: async () => {
        begun.resolve();
        await release.promise;
        finished = true;
      },
    });
    queue.add('a', '1', FAR_OFF_MS);
    queue.add('b', '2', FAR_OFF_MS);
    const settled = queue.settle();
    await begun.promise;
    const closed = queue.close();
    release.resolve();
    await Promise.all([closed, settled]);
    assert.deepEqual([finished, queue.isBusy('a', '1'), queue.isBusy('b', '2')], [true, false, true]);
  });
});
