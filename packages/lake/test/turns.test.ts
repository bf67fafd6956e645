import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import fc from 'fast-check';
import { Turns } from '../src/query/turns.ts';

const tenant = (name: string): TenantId => name as TenantId;
const settled = (): Promise<void> => new Promise(settle => setImmediate(settle));

/** Work that ends when it is told to. */
class Work {
  readonly started: string[] = [];
  readonly #ends: (() => void)[] = [];

  of(name: string): () => Promise<string> {
    return () => {
      this.started.push(name);
      return new Promise(settle => this.#ends.push(() => settle(name)));
    };
  }

  /** Ends the work that has run longest. */
  async endOne(): Promise<void> {
    this.#ends.shift()?.();
    await settled();
  }
}

describe('turns at the engine', () => {
  const limits = { running: 2, runningOfTenant: 2, waitingOfTenant: 3 };

  it('go round the tenants that wait', async () => {
    const turns = new Turns(limits);
    const work = new Work();
    const [a, b] = [tenant('a'), tenant('b')];
    const all = [
      ...['a1', 'a2', 'a3', 'a4'].map(name => turns.take(a, undefined, work.of(name))),
      ...['b1', 'b2'].map(name => turns.take(b, undefined, work.of(name))),
    ];
    assert.deepEqual(work.started, ['a1', 'a2']);
    assert.deepEqual([turns.running, turns.waiting], [2, 4]);
    for (let ends = 0; ends < 6; ends += 1) await work.endOne();
    assert.deepEqual(work.started, ['a1', 'a2', 'a3', 'b1', 'a4', 'b2']);
    assert.deepEqual(await Promise.all(all), ['a1', 'a2', 'a3', 'a4', 'b1', 'b2']);
    assert.deepEqual([turns.running, turns.waiting], [0, 0]);
  });

  it('leave room for others beside a tenant with much to ask', async () => {
    const turns = new Turns({ ...limits, runningOfTenant: 1 });
    const work = new Work();
    const all = [
      turns.take(tenant('a'), undefined, work.of('a1')),
      turns.take(tenant('a'), undefined, work.of('a2')),
      turns.take(tenant('b'), undefined, work.of('b1')),
    ];
    assert.deepEqual(work.started, ['a1', 'b1']);
    for (let ends = 0; ends < 3; ends += 1) await work.endOne();
    await Promise.all(all);
  });

  it('are refused beyond the waiting that a tenant may have', async () => {
    const turns = new Turns({ running: 1, runningOfTenant: 1, waitingOfTenant: 1 });
    const work = new Work();
    const take = (name: string): Promise<string> => turns.take(tenant('a'), undefined, work.of(name));
    const all = [take('1'), take('2')];
    await assert.rejects(take('3'), { name: 'TooManyQueries' });
    await work.endOne();
    await work.endOne();
    assert.deepEqual(await Promise.all(all), ['1', '2']);
  });

  it('are given up by a caller who goes away, and go to the next', async () => {
    const turns = new Turns({ running: 1, runningOfTenant: 1, waitingOfTenant: 5 });
    const work = new Work();
    const caller = new AbortController();
    const first = turns.take(tenant('a'), undefined, work.of('first'));
    const leaving = turns.take(tenant('a'), caller.signal, work.of('leaving'));
    const last = turns.take(tenant('a'), undefined, work.of('last'));
    caller.abort();
    await assert.rejects(leaving, { name: 'AbortError' });
    await work.endOne();
    await work.endOne();
    assert.deepEqual(await Promise.all([first, last]), ['first', 'last']);
    assert.deepEqual(work.started, ['first', 'last']);
  });

  it('seat each tenant apart while it has work under way, and the next on a seat that is free again', async () => {
    const turns = new Turns({ running: 3, runningOfTenant: 3, waitingOfTenant: 1 });
    const held = new Map<string, PromiseWithResolvers<void>>();
    const seats: string[] = [];
    const take = (name: string): Promise<void> => {
      const end = Promise.withResolvers<void>();
      held.set(name, end);
      return turns.take(tenant(name.charAt(0)), undefined, seat => {
        seats.push(`${name} ${seat}`);
        return end.promise;
      });
    };
    const all = [take('a1'), take('b1'), take('a2')];
    await settled();
    held.get('b1')?.resolve();
    await all[1];
    const next = take('c1');
    for (const end of held.values()) end.resolve();
    await Promise.all([...all, next]);
    assert.deepEqual(seats, ['a1 0', 'b1 1', 'a2 0', 'c1 1']);
  });

  it('are free again after work that failed', async () => {
    const turns = new Turns({ running: 1, runningOfTenant: 1, waitingOfTenant: 1 });
    const failing = turns.take(tenant('a'), undefined, () => Promise.reject(new Error('no')));
    await assert.rejects(failing, /no/);
    assert.equal(await turns.take(tenant('a'), undefined, () => Promise.resolve(1)), 1);
  });

  it('never exceed the limits, whoever asks, and everybody gets one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 }), async names => {
        const turns = new Turns({ running: 3, runningOfTenant: 2, waitingOfTenant: 30 });
        const running = new Map<string, number>();
        const seats = new Map<number, string>();
        const work =
          (name: string) =>
          async (seat: number): Promise<void> => {
            assert.ok(seat < 3 && (seats.get(seat) ?? name) === name, 'a seat of its own');
            seats.set(seat, name);
            running.set(name, (running.get(name) ?? 0) + 1);
            assert.ok((running.get(name) ?? 0) <= 2);
            assert.ok([...running.values()].reduce((sum, count) => sum + count, 0) <= 3);
            await settled();
            running.set(name, (running.get(name) ?? 0) - 1);
            if (running.get(name) === 0) seats.delete(seat);
          };
        await Promise.all(names.map(name => turns.take(tenant(name), undefined, work(name))));
        assert.equal(turns.running, 0);
      }),
    );
  });
});
