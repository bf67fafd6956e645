import type { ListQuery } from '@vakt/contract/operations/operation';
import type { EntityQuery } from '@vakt/contract/query';
import { optionName } from '@vakt/odata/query-options';

/** How many entities to fetch for a page: one more than it has when a further page must be announced. */
export const fetchLimit = ({ pageSize }: ListQuery, { top }: EntityQuery): number => top ?? pageSize + 1;

/** A page of entities, and whether another one follows. */
export interface Page<Entity> {
  readonly entities: readonly Entity[];
  readonly hasMore: boolean;
}

/** `$top` suppresses the next link; without it, full pages carry one (reference: wire-quirks, section 3). */
export const toPage = <Entity>(
  { pageSize }: ListQuery,
  { top }: EntityQuery,
  fetched: readonly Entity[],
): Page<Entity> =>
  top === undefined && fetched.length > pageSize
    ? { entities: fetched.slice(0, pageSize), hasMore: true }
    : { entities: fetched, hasMore: false };

/** The address of the page after one that began at `skip`: the request's own, with another `$skip`. */
export const nextLink = (
  { origin, path, query }: { origin: string; path: string; query: URLSearchParams },
  skip: number,
): string => {
  const kept = [...query].filter(([name]) => optionName(name) !== '$skip');
  const parameters = [...kept, ['$skip', String(skip)] as const].map(
    ([name, value]) => `${encodeURIComponent(name).replace('%24', '$')}=${encodeURIComponent(value)}`,
  );
  return `${origin}${path}?${parameters.join('&')}`;
};
