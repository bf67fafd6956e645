import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { isGuid } from '@vakt/contract/ids';
import type { Filter, QueryProperties } from '@vakt/contract/query';
import { fail, ok, type Result } from '@vakt/contract/result';
import { readQueryOptions } from '@vakt/odata/query-options';
import type { LogPosition, LogQuery } from '@vakt/store/audit/log-query';
import type { GraphCall } from '../directory/graph-call.ts';
import { badRequest, type GraphFailure, unsupportedQuery } from '../directory/graph-error.ts';
import { type Entity, selectProperties } from '../directory/graph-reply.ts';
import { readSelect, refusedOption } from '../directory/list-query.ts';

/** A log as it is listed. */
export interface LogSet {
  /** Below `/v1.0`, as in the context of replies: `auditLogs/signIns`. */
  readonly path: string;
  /** The entity's type in messages. */
  readonly entity: string;
  readonly properties: QueryProperties;
  /** The property that entries are ordered by. */
  readonly time: string;
}

/** Pages hold a thousand entries when nothing else is asked, and never more (vendor page: List signIns). */
const PAGE = 1_000;
const READ_OPTIONS: ReadonlySet<string> = new Set(['$filter', '$orderby', '$top', '$count']);

/** `<milliseconds>_<id>` of the last entry of a page. */
const writePosition = ({ createdAt, id }: LogPosition): string =>
  Buffer.from(`${createdAt.getTime()}_${id}`).toString('base64url');

const readPosition = (token: string | null): Result<LogPosition | undefined, GraphFailure> => {
  if (token === null) return ok(undefined);
  const [time = '', id = ''] = Buffer.from(token, 'base64url').toString('latin1').split('_');
  return /^\d{1,15}$/.test(time) && isGuid(id)
    ? ok({ createdAt: new Date(Number(time)), id })
    : fail(badRequest('Invalid skip token. Follow @odata.nextLink as it was given.'));
};

const optionsOf = (query: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...query].filter(([name]) => READ_OPTIONS.has(name.trim().toLowerCase())));

/** Reads the options of a list of entries. */
export const readLogQuery = ({ query }: HttpRequest, set: LogSet): Result<LogQuery, GraphFailure> => {
  const refused = refusedOption(query, {});
  if (refused) return fail(refused);
  const { entity, properties, time } = set;
  const filterable = Object.keys(properties);
  const options = readQueryOptions(optionsOf(query), {
    entity,
    properties,
    filterable,
    selectable: [],
    expandable: [],
    maxTop: PAGE,
  });
  if (!options.ok) return fail(unsupportedQuery(options.error.message));
  const { filter, orderBy, top = PAGE } = options.value;
  if (orderBy.some(({ property }) => property !== time))
    return fail(unsupportedQuery(`Entries are ordered by ${time} alone.`));
  if (top < 1)
    return fail(badRequest(`Invalid page size specified: '${top}'. Must be between 1 and ${PAGE}.`));
  const after = readPosition(query.get('$skiptoken'));
  if (!after.ok) return after;
  return ok({ filter, oldestFirst: orderBy[0]?.direction === 'asc', limit: top, after: after.value });
};

/** Whether a filter says anything of a property. */
export const isAbout = (filter: Filter | undefined, property: string): boolean => {
  if (!filter) return false;
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.some(operand => isAbout(operand, property));
    case 'not':
      return isAbout(filter.operand, property);
    default:
      return filter.property === property;
  }
};

/** A page of entries, with the link to the next one when there is more. */
export const logReply = async <Row extends { readonly id: string; readonly created_at: Date }>(
  { request, context }: GraphCall,
  { path }: LogSet,
  query: LogQuery,
  find: (query: LogQuery) => Promise<readonly Row[]>,
  present: (row: Row) => Entity,
): Promise<{ readonly ok: true; readonly value: HttpReply }> => {
  const found = await find({ ...query, limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const next = new URLSearchParams(request.query);
  if (last) next.set('$skiptoken', writePosition({ createdAt: last.created_at, id: last.id }));
  const select = readSelect(request.query);
  return ok({
    status: 200,
    body: {
      '@odata.context': context(path),
      ...(found.length > page.length && {
        '@odata.nextLink': `${request.origin}${request.path}?${next}`,
      }),
      value: page.map(row => selectProperties(present(row), select)),
    },
  });
};
