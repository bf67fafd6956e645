import type { Operation } from '@vakt/contract/operations/operation';
import { parseTicks } from '@vakt/contract/ticks';
import type { Static, TSchema } from 'typebox';
import { ListOrderError } from './errors.ts';
import { type ClientMethod, callOf } from './operation-methods.ts';
import { readItems } from './paging.ts';
import type { CallOptions } from './transport.ts';

/** How far a feed has come. It can be kept as JSON, and a later feed goes on from it. */
export interface FeedPosition {
  /** The time of the last item that was given. */
  readonly time: string;
  /** The items of exactly that time that were given. */
  readonly seen: readonly string[];
}

export interface FeedOptions {
  /** Where to begin: a time (what happened at that very time is given, too), or an earlier feed's position. */
  readonly since: Date | string | FeedPosition;
  /** An OData filter: `severity eq 'High'`. */
  readonly filter?: string;
  /** What to answer in full that is left out else: `evidence` of alerts. */
  readonly expand?: string;
  /** How many items to ask for at once; 1,000, or as many as the service gives, unless given. */
  readonly pageSize?: number;
}

/** The properties by which the items of a feed are told apart and ordered. */
interface FeedKeys {
  readonly id: string;
  readonly time: string;
}

interface FeedSource {
  readonly keys: FeedKeys;
  readonly pageSize: number;
  readonly pageLimit: number;
  /** Items from a time on, in the order of their times. */
  read(from: string, top: number, skip: number): Promise<readonly unknown[]>;
}

const DEFAULT_PAGE_SIZE = 1_000;

const startOf = (since: FeedOptions['since']): FeedPosition => {
  if (typeof since === 'object' && 'time' in since) return since;
  return { time: typeof since === 'string' ? since : since.toISOString(), seen: [] };
};

/** The time stands in a filter, so nothing else may pass for one. */
const ticksOf = (time: string): bigint => {
  const ticks = parseTicks(time);
  if (ticks === undefined) throw new TypeError(`'${time}' is no ISO 8601 time`);
  return ticks;
};

/**
 * What has changed since a time, oldest change first. Each iteration gives what is new, up to now, and ends; the next one
 * goes on from there. Nothing is given twice unless it changed again, and nothing is missed, also where many items have the
 * same time. One iteration at a time.
 */
export class ChangeFeed<Item> implements AsyncIterable<Item> {
  readonly #source: FeedSource;
  #time: string;
  #seen: Set<string>;

  constructor(source: FeedSource, since: FeedOptions['since']) {
    const { time, seen } = startOf(since);
    ticksOf(time);
    this.#source = source;
    this.#time = time;
    this.#seen = new Set(seen);
  }

  /** Behind the last item that was given. Keep it when that item has been dealt with. */
  get position(): FeedPosition {
    return { time: this.#time, seen: [...this.#seen] };
  }

  /** @throws ListOrderError when the service does not keep the order: going on would miss items. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void> {
    const { pageLimit, pageSize } = this.#source;
    let top = pageSize;
    let skip = 0;
    for (;;) {
      const from = this.#time;
      const items = await this.#source.read(from, top, skip);
      for (const item of items) if (this.#isNew(item)) yield item as Item;
      if (items.length < top) return;
      // A page that is all of one time ends where it began. A larger one gets past it. Skipping, which misses items when
      // others before them change in between, is left for times that no page can hold.
      if (this.#time !== from) skip = 0;
      else if (top < pageLimit) top = Math.min(2 * top, pageLimit);
      else skip += top;
    }
  }

  #isNew(item: unknown): boolean {
    const { keys } = this.#source;
    const { [keys.id]: id, [keys.time]: time } = item as Readonly<Record<string, unknown>>;
    const [known, name, moment] = [ticksOf(this.#time), String(id), ticksOf(String(time))];
    if (moment < known) throw new ListOrderError(keys.time);
    if (moment > known) this.#seen.clear();
    else if (this.#seen.has(name)) return false;
    this.#time = String(time);
    this.#seen.add(name);
    return true;
  }
}

/** A method that follows what a list gains or how its items change. */
export const follows = <Item extends TSchema>(
  operation: Operation,
  answer: Item,
  keys: FeedKeys,
): ClientMethod<(feed: FeedOptions, options?: CallOptions) => ChangeFeed<Static<Item>>> => ({
  operation,
  answer,
  attach:
    send =>
    ({ since, filter, expand: $expand, pageSize = DEFAULT_PAGE_SIZE }, options) => {
      const pageLimit = operation.list?.maxTop ?? pageSize;
      const read: FeedSource['read'] = async (from, $top, skip) => {
        const isLater = `${keys.time} ge ${from}`;
        const $filter = filter === undefined ? isLater : `(${filter}) and ${isLater}`;
        const query = { $filter, $orderby: keys.time, $expand, $top, $skip: skip === 0 ? undefined : skip };
        return readItems(await send(operation, { ...callOf(operation), query }, options));
      };
      return new ChangeFeed({ keys, read, pageLimit, pageSize: Math.min(pageSize, pageLimit) }, since);
    },
});
