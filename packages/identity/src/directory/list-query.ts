import type { HttpRequest } from '@vakt/contract/http';
import { isGuid } from '@vakt/contract/ids';
import type { EntityQuery, Filter, QueryProperties } from '@vakt/contract/query';
import { fail, ok, type Result } from '@vakt/contract/result';
import { readQueryOptions } from '@vakt/odata/query-options';
import { isStorable } from './body.ts';
import { badRequest, type GraphFailure, unsupportedQuery } from './graph-error.ts';

/** What lists of a kind of directory object may be asked (reference: identity, section 5.4). */
export interface DirectorySet {
  /** The entity's type in messages, for example `microsoft.graph.application`. */
  readonly entity: string;
  /** Properties that can be filtered and ordered by. */
  readonly properties: QueryProperties;
  /** Those that hold ids: a value that is no GUID is a mistake. */
  readonly ids: readonly string[];
  /** What `$expand` may name; nothing when not given. */
  readonly expandable?: readonly string[];
}

/** A list as it was asked for. */
export interface ListQuery extends Pick<EntityQuery, 'filter' | 'orderBy' | 'expand'> {
  readonly limit: number;
  /** How many objects earlier pages held. */
  readonly offset: number;
  readonly select: readonly string[] | undefined;
  /** Whether the reply says how many objects match. */
  readonly count: boolean;
}

const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 999;

/** Options that Microsoft Graph reads and Vakt does not serve here, and what to do instead. */
const REFUSED: Readonly<Record<string, string>> = {
  $search: "'$search' is not supported. Use $filter with startswith(displayName,'…').",
  $skip: "'$skip' is not supported by the service. Follow @odata.nextLink instead.",
  $expand: "'$expand' is not supported here. Ask for the related objects in a call of their own.",
};

/** What is wrong with the options of a list, whatever it lists. */
export const refusedOption = (
  query: URLSearchParams,
  { expandable }: Pick<DirectorySet, 'expandable'>,
): GraphFailure | undefined => {
  for (const [name, value] of query) {
    const option = name.trim().toLowerCase();
    const refusal = option === '$expand' && expandable ? undefined : REFUSED[option];
    if (refusal !== undefined) return unsupportedQuery(refusal);
    if (!isStorable(value))
      return badRequest(`Invalid value of '${name.slice(0, 50)}': it holds a NUL character.`);
  }
  return undefined;
};

/** The properties of a filter that hold ids and what each is compared with. */
const comparedValues = (
  filter: Filter,
): readonly { readonly property: string; readonly value: unknown }[] => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.flatMap(comparedValues);
    case 'not':
      return comparedValues(filter.operand);
    case 'comparison':
      return [{ property: filter.property, value: filter.value }];
    case 'in':
      return filter.values.map(value => ({ property: filter.property, value }));
    default:
      return [];
  }
};

const checkIds = (filter: Filter | undefined, { ids }: DirectorySet): GraphFailure | undefined => {
  const wrong =
    filter &&
    comparedValues(filter).find(
      ({ property, value }) => ids.includes(property) && value !== null && !isGuid(String(value)),
    );
  return wrong && badRequest(`Invalid filter clause: '${String(wrong.value).slice(0, 100)}' is not a GUID.`);
};

const readLimit = (top: string | null): Result<number, GraphFailure> => {
  const limit = top === null ? DEFAULT_LIMIT : Number(top);
  return Number.isInteger(limit) && limit >= 1 && limit <= LARGEST_LIMIT
    ? ok(limit)
    : fail(
        badRequest(
          `Invalid page size specified: '${String(top).slice(0, 20)}'. Must be between 1 and ${LARGEST_LIMIT} inclusive.`,
        ),
      );
};

const readOffset = (token: string | null): Result<number, GraphFailure> =>
  token === null || /^\d{1,9}$/.test(token)
    ? ok(Number(token ?? 0))
    : fail(badRequest('Invalid skip token. Follow @odata.nextLink as it was given.'));

/** The names of `$select`; `undefined` when everything is wanted. */
export const readSelect = (query: URLSearchParams): readonly string[] | undefined => {
  const names = query
    .get('$select')
    ?.split(',')
    .map(name => name.trim());
  const wanted = names?.filter(name => name !== '' && name !== '*');
  return wanted && wanted.length > 0 ? wanted : undefined;
};

/** What readQueryOptions is to judge: the rest is read here, as Graph has it. */
const filterOptions = (query: URLSearchParams): URLSearchParams =>
  new URLSearchParams(
    [...query].filter(([name]) =>
      ['$filter', '$orderby', '$count', '$expand'].includes(name.trim().toLowerCase()),
    ),
  );

/** Reads the options of a list request. `$count` counts with `ConsistencyLevel: eventual` alone, as in Graph. */
export const readListQuery = (request: HttpRequest, set: DirectorySet): Result<ListQuery, GraphFailure> => {
  const { query, headers } = request;
  const refused = refusedOption(query, set);
  if (refused) return fail(refused);
  const names = Object.keys(set.properties);
  const read = readQueryOptions(filterOptions(query), {
    ...set,
    filterable: names,
    selectable: [],
    expandable: set.expandable ?? [],
    maxTop: LARGEST_LIMIT,
  });
  if (!read.ok) return fail(unsupportedQuery(read.error.message));
  const { filter, orderBy, expand, count } = read.value;
  const wrongId = checkIds(filter, set);
  if (wrongId) return fail(wrongId);
  const limit = readLimit(query.get('$top'));
  if (!limit.ok) return limit;
  const offset = readOffset(query.get('$skiptoken'));
  if (!offset.ok) return offset;
  return ok({
    ...(filter && { filter }),
    orderBy,
    expand,
    limit: limit.value,
    offset: offset.value,
    select: readSelect(query),
    count: count && headers.consistencylevel?.toLowerCase() === 'eventual',
  });
};
