import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { ThreadPool, type ThreadPoolOptions } from '../src/threads/thread-pool.ts';

const one = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const other = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c04' as TenantId;

describe('threads that answer tenants', () => {
  let pool: ThreadPool<string, string>;
  const open = (options: Partial<ThreadPoolOptions> = {}): ThreadPool<string, string> => {
    pool = new ThreadPool({
      script: new URL('./support/echo-thread.ts', import.meta.url),
      threads: 2,
      heapMegabytes: 64,
      waitingOfTenant: 2,
      patience: { answerMs: 1_000, startMs: 60_000 },
      ...options,
    });
    return pool;
  };
  afterEach(() => pool.close());

  it('answer one tenant while another’s question is stuck, which is given up when its time is over', async () => {
    open();
    await pool.ask(one, 'the thread is loaded');
    const settled: string[] = [];
    const noted = (name: string, work: Promise<unknown>) =>
      work.then(answer => {
        settled.push(name);
        return answer;
      });
    const stuck = noted('stuck', pool.ask(one, 'stuck'));
    const behind = noted('behind', pool.ask(one, 'behind it'));
    assert.deepEqual(await noted('other', pool.ask(other, 'at once')), { ok: true, value: 'at once' });
    assert.deepEqual(await stuck, { ok: false, error: 'too-slow' });
    assert.deepEqual(await behind, { ok: true, value: 'behind it' });
    assert.deepEqual(settled, ['other', 'stuck', 'behind']);
  });

  it('take a tenant’s questions in their order, and no more of them than may wait', async () => {
    open();
    const answers = await Promise.all(['1', '2', '3', '4'].map(question => pool.ask(one, question)));
    assert.deepEqual(
      answers.map(answer => (answer.ok ? answer.value : answer.error)),
      ['1', '2', '3', 'busy'],
    );
  });

  it('start when they are needed, one for a tenant', async () => {
    open();
    assert.equal(pool.size, 0);
    pool.warm();
    assert.equal(pool.size, 1);
    await Promise.all([pool.ask(one, 'a'), pool.ask(one, 'b')]);
    assert.equal(pool.size, 1);
    await Promise.all([pool.ask(one, 'a'), pool.ask(other, 'b')]);
    assert.equal(pool.size, 2);
  });

  it('are replaced when one ends', async () => {
    open();
    assert.deepEqual(await pool.ask(one, 'end'), { ok: false, error: 'ended' });
    assert.deepEqual(await pool.ask(one, 'again'), { ok: true, value: 'again' });
  });

  it('drop the question of a caller who has left', async () => {
    open();
    const caller = new AbortController();
    const first = pool.ask(one, 'first');
    const dropped = pool.ask(one, 'dropped', caller.signal);
    caller.abort();
    assert.deepEqual(await dropped, { ok: false, error: 'left' });
    assert.deepEqual(await first, { ok: true, value: 'first' });
  });

  it('answer nothing once they are closed', async () => {
    open();
    const stuck = pool.ask(one, 'stuck');
    await pool.close();
    assert.deepEqual(await stuck, { ok: false, error: 'closed' });
    assert.deepEqual(await pool.ask(one, 'a'), { ok: false, error: 'closed' });
  });
});
