import { isRecord } from './json.ts';

/** One page of a collection. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; absent on the last. Give it to `byPage` to go on later. */
  readonly continuationToken?: string;
}

export interface PageSettings {
  /** How many items a page holds at most; the service's own limit unless given. */
  readonly maxPageSize?: number;
  /** Where to begin: an earlier page's `continuationToken`. */
  readonly continuationToken?: string;
}

/** A collection read as it is needed: item by item, or page by page (the shape of the Azure SDKs). */
export interface PagedAsyncIterableIterator<Item> extends AsyncIterableIterator<Item> {
  byPage(settings?: PageSettings): AsyncIterableIterator<Page<Item>>;
}

/** What one request of a collection asks for. */
export interface PageRequest {
  /** The address of a `@odata.nextLink`; the rest does not matter then. */
  readonly link?: string;
  readonly top?: number;
  readonly skip?: number;
}

/** Which part of a collection to read. */
export interface Extent {
  /** How many items in all; every one unless given. */
  readonly top: number | undefined;
  readonly skip: number | undefined;
  /** The most that the service puts into one page. */
  readonly pageLimit: number;
}

interface Position {
  readonly request: PageRequest;
  /** Items still wanted; `Infinity` when all are. */
  readonly wanted: number;
}

const NO_MORE = undefined;

const readToken = (token: string): Position => {
  const parsed: unknown = JSON.parse(token);
  if (!isRecord(parsed) || !isRecord(parsed['request'])) throw new TypeError('Not a continuation token');
  return { request: parsed['request'], wanted: Number(parsed['wanted'] ?? Number.POSITIVE_INFINITY) };
};

const writeToken = ({ request, wanted }: Position): string =>
  JSON.stringify({ request, wanted: wanted === Number.POSITIVE_INFINITY ? undefined : wanted });

/** `$top` is sent only when something was limited, because with it the service names no next page. */
const startOf = (extent: Extent, pageSize: number | undefined): Position => {
  const wanted = extent.top ?? Number.POSITIVE_INFINITY;
  const top = Math.min(wanted, pageSize ?? extent.pageLimit);
  const limited = wanted !== Number.POSITIVE_INFINITY || pageSize !== undefined;
  return {
    wanted,
    request: { ...(limited && { top }), ...(extent.skip !== undefined && { skip: extent.skip }) },
  };
};

/** The items of a collection's answer; none where it has no list. */
export const readItems = (reply: unknown): readonly unknown[] =>
  isRecord(reply) && Array.isArray(reply['value']) ? reply['value'] : [];

/** The next page is where the service's link says, else behind a full page by `$skip`; a short page is the last. */
const nextPosition = (
  reply: unknown,
  got: number,
  position: Position,
  pageLimit: number,
): Position | undefined => {
  const wanted = position.wanted - got;
  if (wanted <= 0) return NO_MORE;
  const link = isRecord(reply) ? reply['@odata.nextLink'] : undefined;
  if (typeof link === 'string') return { request: { link }, wanted };
  const { top, skip = 0 } = position.request;
  if (position.request.link !== undefined || got === 0 || got < (top ?? pageLimit)) return NO_MORE;
  return { request: { skip: skip + got, ...(top !== undefined && { top: Math.min(top, wanted) }) }, wanted };
};

/**
 * Reads a collection page by page (reference: wire-quirks, section 3).
 *
 * @param fetch sends one request and returns the parsed reply
 */
export const readPaged = <Item>(
  extent: Extent,
  fetch: (request: PageRequest) => Promise<unknown>,
): PagedAsyncIterableIterator<Item> => {
  async function* pages(settings: PageSettings = {}): AsyncGenerator<Page<Item>, void> {
    const pageSize =
      settings.maxPageSize === undefined ? undefined : Math.min(settings.maxPageSize, extent.pageLimit);
    let position: Position | undefined = settings.continuationToken
      ? readToken(settings.continuationToken)
      : startOf(extent, pageSize);
    while (position) {
      const reply = await fetch(position.request);
      const items = readItems(reply).slice(0, position.wanted) as Item[];
      position = nextPosition(reply, items.length, position, extent.pageLimit);
      yield position ? { items, continuationToken: writeToken(position) } : { items };
    }
  }
  async function* items(): AsyncGenerator<Item, void> {
    for await (const page of pages()) yield* page.items;
  }
  const iterator = items();
  return {
    next: () => iterator.next(),
    [Symbol.asyncIterator]() {
      return this;
    },
    byPage: pages,
  };
};

/** Collects the items of a paged collection, at most `limit` of them. */
export const toArray = async <Item>(items: AsyncIterable<Item>, limit: number): Promise<Item[]> => {
  const collected: Item[] = [];
  if (limit <= 0) return collected;
  for await (const item of items) {
    collected.push(item);
    if (collected.length >= limit) break;
  }
  return collected;
};
