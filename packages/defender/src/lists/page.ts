import type { ListQuery } from '@vakt/contract/operations/operation';
import type { EntityQuery } from '@vakt/contract/query';
import { optionName } from '@vakt/odata/query-options';

/** How many entities to fetch for a page: one more than it has when a further page must be announced. */
export const fetchLimit = ({ pageSize }: ListQuery, { top }: EntityQuery): number => top ?? pageSize + 1;

/** A page of entities, and the first of the next one. */
export interface Page<Entity> {
  readonly entities: readonly Entity[];
  readonly next: Entity | undefined;
}

/** `$top` suppresses the next link; without it, full pages carry one (reference: wire-quirks, section 3). */
export const toPage = <Entity>(
  { pageSize }: ListQuery,
  { top }: EntityQuery,
  fetched: readonly Entity[],
): Page<Entity> =>
  top === undefined
    ? { entities: fetched.slice(0, pageSize), next: fetched[pageSize] }
    : { entities: fetched, next: undefined };

/** Where the next page begins: behind what a token stands for, or so many entities further on. */
export interface NextPage {
  readonly token: string | undefined;
  readonly skip: number;
}

/** The address of the next page: the request's own but for where it begins. */
export const nextLink = (
  { origin, path, query }: { origin: string; path: string; query: URLSearchParams },
  { token, skip }: NextPage,
): string => {
  const [name, value] = token === undefined ? ['$skip', String(skip)] : ['$skiptoken', token];
  // What is counted is counted from where an earlier token stands.
  const replaced = token === undefined ? ['$skip'] : ['$skip', '$skiptoken'];
  const kept = [...query].filter(([written]) => !replaced.includes(optionName(written)));
  const parameters = [...kept, [name, value] as const].map(
    ([option, text]) => `${encodeURIComponent(option).replace('%24', '$')}=${encodeURIComponent(text)}`,
  );
  return `${origin}${path}?${parameters.join('&')}`;
};
