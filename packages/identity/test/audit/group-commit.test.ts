import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GroupCommit } from '../../src/audit/group-commit.ts';

/** A store whose writes end when the test says so. */
const slowStore = () => {
  const writes: { readonly items: readonly number[]; readonly end: (error?: Error) => void }[] = [];
  const write = (items: readonly number[]): Promise<void> =>
    new Promise((resolve, reject) => {
      writes.push({ items, end: error => (error ? reject(error) : resolve()) });
    });
  return { writes, write };
};

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('entries that come at the same time', () => {
  it('of one turn go out together, and so do those that come while a write is under way', async () => {
    const { writes, write } = slowStore();
    const group = new GroupCommit(write, { largestBatch: 100, mostWaiting: 100 });
    const first = [1, 2].map(item => group.add(item));
    await settled();
    const second = [3, 4].map(item => group.add(item));
    await settled();
    assert.deepEqual(
      writes.map(({ items }) => items),
      [[1, 2]],
    );
    writes[0]?.end();
    await Promise.all(first);
    await settled();
    assert.deepEqual(writes[1]?.items, [3, 4]);
    writes[1]?.end();
    await Promise.all(second);
  });

  it('are not more in one write than its limit', async () => {
    const { writes, write } = slowStore();
    const group = new GroupCommit(write, { largestBatch: 2, mostWaiting: 100 });
    const all = [1, 2, 3, 4, 5].map(item => group.add(item));
    await settled();
    for (const turn of [0, 1, 2]) {
      writes[turn]?.end();
      await settled();
    }
    await Promise.all(all);
    assert.deepEqual(
      writes.map(({ items }) => items),
      [[1, 2], [3, 4], [5]],
    );
  });

  it('resolve when their own write is done, and not before', async () => {
    const { writes, write } = slowStore();
    const group = new GroupCommit(write, { largestBatch: 100, mostWaiting: 100 });
    const done: number[] = [];
    const first = group.add(1).then(() => done.push(1));
    await settled();
    const second = group.add(2).then(() => done.push(2));
    await settled();
    assert.deepEqual(done, []);
    writes[0]?.end();
    await first;
    assert.deepEqual(done, [1]);
    await settled();
    writes[1]?.end();
    await second;
  });

  it('fail with their own write alone', async () => {
    const { writes, write } = slowStore();
    const group = new GroupCommit(write, { largestBatch: 100, mostWaiting: 100 });
    const first = group.add(1);
    await settled();
    const second = group.add(2);
    writes[0]?.end(new Error('the store is away'));
    await assert.rejects(first, /the store is away/);
    await settled();
    writes[1]?.end();
    await second;
  });

  it('are refused when too many wait', async () => {
    const { writes, write } = slowStore();
    const group = new GroupCommit(write, { largestBatch: 1, mostWaiting: 2 });
    const first = group.add(1);
    await settled();
    const all = [first, group.add(2), group.add(3)];
    await assert.rejects(group.add(4), /More than 2 entries wait/);
    for (const turn of [0, 1, 2]) {
      writes[turn]?.end();
      await settled();
    }
    await Promise.all(all);
  });
});
