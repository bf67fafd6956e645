import type { ListQuery } from '@vakt/contract/operations/operation';
import type { EntityQuery, Filter, Ordering, QueryValue } from '@vakt/contract/query';
import { parseTicks } from '@vakt/contract/ticks';
import { optionName } from '@vakt/odata/query-options';

/**
 * By which property the pages of a list go on, and in which direction; `undefined` when they go on by counting. A page that
 * is counted to begins too late when something before it has moved, and too early when something has come.
 */
export const pageOrder = (
  { pagedBy }: ListQuery,
  { orderBy }: Pick<EntityQuery, 'orderBy'>,
): Ordering | undefined => {
  const [first] = orderBy;
  if (first) return pagedBy?.includes(first.property) ? first : undefined;
  return pagedBy && { property: pagedBy[0], direction: 'desc' };
};

const isSkipToken = (name: string): boolean => optionName(name) === '$skiptoken';

/** Takes the token of a next link out of a query; a list that gives none leaves it there, to be refused. */
export const takeSkipToken = (
  { pagedBy }: ListQuery,
  query: URLSearchParams,
): { readonly token: string | undefined; readonly options: URLSearchParams } => {
  const tokens = [...query].filter(([name]) => pagedBy && isSkipToken(name));
  if (tokens.length !== 1) return { token: undefined, options: query };
  return {
    token: tokens[0]?.[1],
    options: new URLSearchParams([...query].filter(([name]) => !isSkipToken(name))),
  };
};

const readValue = (token: string, type: string | undefined): QueryValue | undefined => {
  if (type === 'number') return /^\d{1,15}$/.test(token) ? Number(token) : undefined;
  const ticks = parseTicks(token);
  return ticks === undefined ? undefined : { ticks };
};

/** What is true of the entities behind the page that a token stands for; `undefined` when it is no token of such a list. */
export const behindToken = (
  token: string,
  { properties }: ListQuery,
  order: Ordering | undefined,
): Filter | undefined => {
  const value = order && readValue(token, properties[order.property]?.type);
  if (!order || value === undefined) return undefined;
  const { property, direction } = order;
  return { kind: 'comparison', property, operator: direction === 'asc' ? 'gt' : 'lt', value };
};

/**
 * The token behind an entity as it is on the wire; `undefined` where the next one has the same value, so that the value says
 * not which of them is meant.
 */
export const tokenBehind = (last: object, next: object, order: Ordering | undefined): string | undefined => {
  const valueOf = (entity: object) => order && (entity as Readonly<Record<string, unknown>>)[order.property];
  const value = valueOf(last);
  return value === undefined || value === valueOf(next) ? undefined : String(value);
};
