import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listAlerts } from '@vakt/contract/operations/alerts';
import { alertSchema } from '@vakt/contract/schemas/alert';
import { formatTicks, parseTicks } from '@vakt/contract/ticks';
import fc from 'fast-check';
import { type FeedOptions, follows } from '../src/change-feed.ts';
import { ListOrderError } from '../src/errors.ts';
import { toArray } from '../src/paging.ts';
import type { RestCall } from '../src/rest-client.ts';

const START = 638_000_000_000_000_000n;
const timeOf = (moment: number): string => formatTicks(START + BigInt(moment));

interface Item {
  readonly id: string;
  readonly lastUpdateTime: string;
}

/** A service with a list that answers `$filter=… lastUpdateTime ge …` in the order of the times. */
class Service {
  readonly queries: NonNullable<RestCall['query']>[] = [];
  readonly moments = new Map<string, number>();
  readonly #pageLimit: number;
  isSorting = true;

  constructor(pageLimit: number) {
    this.#pageLimit = pageLimit;
  }

  get items(): Item[] {
    return [...this.moments].map(([id, moment]) => ({ id, lastUpdateTime: timeOf(moment) }));
  }

  readonly send = async (_operation: unknown, { query = {} }: RestCall): Promise<unknown> => {
    this.queries.push(query);
    const [, from = ''] = /lastUpdateTime ge (\S+)$/.exec(String(query['$filter'])) ?? [];
    const later = this.items.filter(
      ({ lastUpdateTime }) => (parseTicks(lastUpdateTime) ?? 0n) >= (parseTicks(from) ?? 0n),
    );
    const ordered = this.isSorting
      ? later.toSorted((one, other) => one.lastUpdateTime.localeCompare(other.lastUpdateTime))
      : later.toReversed();
    const skip = Number(query['$skip'] ?? 0);
    return { value: ordered.slice(skip, skip + Number(query['$top'])) };
  };

  follow(feed: Partial<FeedOptions> = {}) {
    const list = {
      ...listAlerts,
      ...(listAlerts.list && { list: { ...listAlerts.list, maxTop: this.#pageLimit } }),
    };
    const method = follows(list, alertSchema, { id: 'id', time: 'lastUpdateTime' });
    return method.attach(this.send)({ since: timeOf(0), ...feed });
  }
}

const serviceWith = (moments: Readonly<Record<string, number>>, pageLimit = 10): Service => {
  const service = new Service(pageLimit);
  for (const [id, moment] of Object.entries(moments)) service.moments.set(id, moment);
  return service;
};

const idsOf = async (items: AsyncIterable<{ id: string }>): Promise<string> =>
  (await toArray(items, 1_000)).map(({ id }) => id).join('');

describe('a feed of changes', () => {
  test('gives what there is, then what is new each time', async () => {
    const service = serviceWith({ b: 2, a: 1 });
    const feed = service.follow();
    assert.equal(await idsOf(feed), 'ab');
    assert.equal(await idsOf(feed), '');
    service.moments.set('c', 3);
    service.moments.set('a', 4);
    assert.equal(await idsOf(feed), 'ca');
  });

  test('asks for one time on, in the order of the times, a page at once', async () => {
    const service = serviceWith({ a: 1 });
    await idsOf(
      service.follow({ filter: "severity eq 'High' or status eq 'New'", expand: 'evidence', pageSize: 5 }),
    );
    assert.deepEqual(service.queries, [
      {
        $filter: `(severity eq 'High' or status eq 'New') and lastUpdateTime ge ${timeOf(0)}`,
        $orderby: 'lastUpdateTime',
        $expand: 'evidence',
        $top: 5,
        $skip: undefined,
      },
    ]);
  });

  test('begins at a date or a text, that time included', async () => {
    const service = serviceWith({ a: 0, b: 1 });
    assert.equal(await idsOf(service.follow({ since: timeOf(1) })), 'b');
    const [first] = service.items;
    assert.equal(await idsOf(service.follow({ since: new Date(first?.lastUpdateTime ?? '') })), 'ab');
  });

  test('takes nothing for a time that is none', () => {
    const service = serviceWith({});
    for (const since of ['yesterday', "2026-11-21T00:00:00Z or status eq 'New'", ''])
      assert.throws(() => service.follow({ since }), TypeError);
    assert.throws(() => service.follow({ since: { time: '1', seen: [] } }), TypeError);
  });

  test('gets past more of one time than a page holds', async () => {
    const same = Object.fromEntries([...'abcdefghijklm'].map(id => [id, 5]));
    const service = serviceWith({ ...same, z: 6 }, 4);
    const feed = service.follow({ pageSize: 1 });
    assert.equal(await idsOf(feed), 'abcdefghijklmz');
    assert.equal(await idsOf(feed), '');
  });

  test('sees a late one of a time that it has seen', async () => {
    const service = serviceWith({ a: 1, b: 2 });
    const feed = service.follow();
    await idsOf(feed);
    service.moments.set('c', 2);
    assert.equal(await idsOf(feed), 'c');
  });

  test('goes on behind the last item that was given when it is left and kept', async () => {
    const service = serviceWith({ a: 1, b: 2, c: 2, d: 3 });
    const feed = service.follow();
    for await (const { id } of feed) if (id === 'b') break;
    const kept = JSON.parse(JSON.stringify(feed.position)) as FeedOptions['since'];
    assert.equal(await idsOf(service.follow({ since: kept })), 'cd');
    assert.equal(await idsOf(feed), 'cd');
  });

  test('does not follow a list that is in another order', async () => {
    const service = serviceWith({ a: 1, b: 2 });
    service.isSorting = false;
    await assert.rejects(idsOf(service.follow()), ListOrderError);
  });

  test('misses and repeats nothing, whatever changes when and however the pages are cut', async () => {
    const change = fc.record({ id: fc.nat(12), step: fc.nat(2), isPolled: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 20, max: 30 }),
        async (changes, pageSize, pageLimit) => {
          const service = new Service(pageLimit);
          let feed = service.follow({ pageSize });
          const given = new Map<string, string>();
          const poll = async () => {
            for (const { id, lastUpdateTime } of await toArray(feed, 1_000)) {
              assert.notEqual(given.get(id), lastUpdateTime, 'given twice');
              given.set(id, lastUpdateTime);
            }
            feed = service.follow({ pageSize, since: feed.position });
          };
          let moment = 0;
          for (const { id, step, isPolled } of changes) {
            service.moments.set(String(id), (moment += step));
            if (isPolled) await poll();
          }
          await poll();
          assert.deepEqual(given, new Map(service.items.map(item => [item.id, item.lastUpdateTime])));
        },
      ),
    );
  });
});
