import type { HttpRequest } from '@vakt/contract/http';
import { isGuid } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { badRequest, type GraphFailure } from './graph-error.ts';

/** The part of OData that directory tools use on applications and service principals (reference: identity, 5.4). */
export interface ListQuery {
  readonly appId?: string;
  readonly displayName?: string;
  readonly displayNamePrefix?: string;
  readonly limit: number;
  /** How many objects earlier pages held. */
  readonly offset: number;
  readonly select: readonly string[] | undefined;
}

const EQUALS = /^\s*(appId|displayName)\s+eq\s+'((?:[^']|'')*)'\s*$/i;
const STARTS_WITH = /^\s*startswith\s*\(\s*displayName\s*,\s*'((?:[^']|'')*)'\s*\)\s*$/i;
const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 999;

const unquote = (text: string): string => text.replaceAll("''", "'");

type Condition = Pick<ListQuery, 'appId' | 'displayName' | 'displayNamePrefix'>;

const parseFilter = (filter: string): Result<Condition, GraphFailure> => {
  const equals = EQUALS.exec(filter);
  if (equals) {
    const value = unquote(equals[2] ?? '');
    if (equals[1]?.toLowerCase() === 'displayname') return ok({ displayName: value });
    // Nothing has an id that is no GUID, and the database would not compare one.
    return isGuid(value)
      ? ok({ appId: value.toLowerCase() })
      : fail(badRequest(`Invalid filter clause: '${value}' is not a GUID.`));
  }
  const startsWith = STARTS_WITH.exec(filter);
  if (startsWith) return ok({ displayNamePrefix: unquote(startsWith[1] ?? '') });
  return fail({
    status: 400,
    code: 'Request_UnsupportedQuery',
    message: `Unsupported filter clause '${filter.slice(0, 200)}'. Use appId eq '…', displayName eq '…' or startswith(displayName,'…').`,
  });
};

export const parseListQuery = (query: URLSearchParams): Result<ListQuery, GraphFailure> => {
  const filter = query.get('$filter');
  if (filter?.includes('\0')) return fail(badRequest('Invalid filter clause: it holds a NUL character.'));
  const condition = filter === null ? ok({}) : parseFilter(filter);
  if (!condition.ok) return condition;
  const top = query.get('$top');
  const limit = top === null ? DEFAULT_LIMIT : Number(top);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT)
    return fail(
      badRequest(
        `Invalid page size specified: '${String(top).slice(0, 20)}'. Must be between 1 and ${LARGEST_LIMIT} inclusive.`,
      ),
    );
  const skipToken = query.get('$skiptoken') ?? '0';
  if (!/^\d{1,9}$/.test(skipToken)) return fail(badRequest('Invalid skip token.'));
  const select = query
    .get('$select')
    ?.split(',')
    .map(name => name.trim())
    .filter(Boolean);
  return ok({ ...condition.value, limit, offset: Number(skipToken), select });
};

/** Keeps the selected properties; all when nothing was selected. */
export const selectProperties = (
  entity: Readonly<Record<string, unknown>>,
  select: readonly string[] | undefined,
): Readonly<Record<string, unknown>> => {
  if (!select) return entity;
  const wanted = new Set(select.map(name => name.toLowerCase()));
  return Object.fromEntries(Object.entries(entity).filter(([name]) => wanted.has(name.toLowerCase())));
};

/** A page of a list, and the link to the next one when there is more; `found` holds one object more than a page. */
export const pageOf = <Item>(
  found: readonly Item[],
  { limit, offset }: ListQuery,
  request: HttpRequest,
): { readonly items: readonly Item[]; readonly next: { readonly '@odata.nextLink'?: string } } => {
  const items = found.slice(0, limit);
  if (found.length <= limit) return { items, next: {} };
  const query = new URLSearchParams(request.query);
  query.set('$skiptoken', String(offset + limit));
  return { items, next: { '@odata.nextLink': `${request.origin}${request.path}?${query}` } };
};
