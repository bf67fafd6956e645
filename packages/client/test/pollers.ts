import assert from 'node:assert/strict';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import type { BusyTenant, ChangeTimes } from '@vakt/testing/busy-tenant';
import type { ChangeFeed } from '../src/change-feed.ts';

/** The client's way to a tenant's service without a port. */
export const lineTo = (tenant: BusyTenant): HttpClient => ({
  sendRequest: async request => {
    const { pathname, search } = new URL(request.url);
    const { status, text } = await tenant.calls.send({ address: `${pathname}${search}` });
    return { request, status, headers: createHttpHeaders(), bodyAsText: text };
  },
});

type Item = Readonly<Record<string, unknown>>;

/** What a poller asks for. */
export interface Polled {
  readonly path: 'alerts' | 'incidents';
  readonly id: 'id' | 'incidentId';
  readonly time: 'lastUpdateTime' | 'alertCreationTime';
  /** `ge` gives what was seen last again, and the poller knows it. */
  readonly operator: 'gt' | 'ge';
  /** Items a page; the service's links are followed when not given. */
  readonly top?: number;
}

const LONG_AGO = '2026-10-01T00:00:00Z';

/** One that comes back for what is new, as connectors do, and holds the service to it. */
export class Poller {
  readonly name: string;
  readonly known = new Map<string, string>();
  polls = 0;
  pages = 0;
  readonly #read: () => AsyncIterable<Item>;
  readonly #key: Pick<Polled, 'id' | 'time'>;
  readonly #truth: () => Promise<ChangeTimes>;

  constructor(
    name: string,
    key: Pick<Polled, 'id' | 'time'>,
    read: (poller: Poller) => AsyncIterable<Item>,
    truth: () => Promise<ChangeTimes>,
  ) {
    this.name = name;
    this.#key = key;
    this.#read = () => read(this);
    this.#truth = truth;
  }

  async poll(): Promise<void> {
    this.polls += 1;
    for await (const item of this.#read()) {
      const [id, time] = [String(item[this.#key.id]), String(item[this.#key.time])];
      assert.notEqual(this.known.get(id), time, `${this.name} was given ${id} of ${time} twice`);
      this.known.set(id, time);
    }
  }

  /** Polls while nothing else happens, and has everything then. */
  async catchUp(): Promise<void> {
    await this.poll();
    assert.deepEqual(sorted(this.known), sorted(await this.#truth()), `${this.name} missed something`);
  }
}

const sorted = (times: ChangeTimes): string[] => [...times].map(entry => entry.join(' ')).toSorted();

const readPage = async (tenant: BusyTenant, address: string) => {
  const { status, text } = await tenant.calls.send({ address });
  assert.equal(status, 200, text);
  return JSON.parse(text) as { value: Item[]; '@odata.nextLink'?: string };
};

const nextAddress = (
  page: { value: Item[]; '@odata.nextLink'?: string },
  base: string,
  skip: number,
  top?: number,
) => {
  const link = page['@odata.nextLink'];
  if (link !== undefined) return link.replace('https://localhost', '');
  return top !== undefined && page.value.length === top ? `${base}&$skip=${skip}` : undefined;
};

/** A poller that writes its addresses itself, and remembers the last time and what it saw of it. */
export const rawPoller = (tenant: BusyTenant, polled: Polled, truth: () => Promise<ChangeTimes>): Poller => {
  const { path, id, time, operator, top } = polled;
  let last = LONG_AGO;
  let seen = new Set<string>();
  const isNew = (item: Item): boolean => {
    const [name, moment] = [String(item[id]), String(item[time])];
    if (moment === last && seen.has(name)) return false;
    if (moment !== last) seen = new Set();
    last = moment;
    seen.add(name);
    return true;
  };
  async function* read(poller: Poller): AsyncGenerator<Item, void> {
    const filter = encodeURIComponent(`${time} ${operator} ${last}`);
    const base = `/api/${path}?$filter=${filter}&$orderby=${time}${top === undefined ? '' : `&$top=${top}`}`;
    let skip = 0;
    for (let address: string | undefined = base; address !== undefined; ) {
      const page = await readPage(tenant, address);
      poller.pages += 1;
      skip += page.value.length;
      for (const item of page.value) if (operator === 'gt' || isNew(item)) yield item;
      if (operator === 'gt') last = String(page.value.at(-1)?.[time] ?? last);
      address = nextAddress(page, base, skip, top);
    }
  }
  const paging = top === undefined ? 'next links' : `$top=${top}`;
  return new Poller(`${path} by ${time} ${operator}, ${paging}`, polled, read, truth);
};

/** A poller that leaves it all to the client. */
export const feedPoller = (
  name: string,
  feed: ChangeFeed<object>,
  key: Pick<Polled, 'id' | 'time'>,
  truth: () => Promise<ChangeTimes>,
): Poller => new Poller(name, key, () => feed as AsyncIterable<Item>, truth);
