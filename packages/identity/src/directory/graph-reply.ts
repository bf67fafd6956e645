import type { HttpReply } from '@vakt/contract/http';
import { ok, type Result } from '@vakt/contract/result';
import type { GraphCall } from './graph-call.ts';
import type { GraphFailure } from './graph-error.ts';
import { type ListQuery, readSelect } from './list-query.ts';

/** What a directory operation comes to. */
export type Outcome = Promise<Result<HttpReply, GraphFailure>>;
/** A directory object as it is sent. */
export type Entity = Readonly<Record<string, unknown>>;

export const NO_CONTENT = ok({ status: 204 });

/** Keeps the selected properties; all when nothing was selected. */
export const selectProperties = (entity: Entity, select: readonly string[] | undefined): Entity => {
  if (!select) return entity;
  const wanted = new Set(select.map(name => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(entity).filter(([name]) => wanted.has(name.toLowerCase()) || name.startsWith('@')),
  );
};

/** One object of a set, cut down to `$select`; 201 when the call made it. */
export const entityReply = (
  call: GraphCall,
  set: string,
  entity: Entity,
  status: 200 | 201 = 200,
): { readonly ok: true; readonly value: HttpReply } => {
  const selected = selectProperties(entity, readSelect(call.request.query));
  return ok({ status, body: { '@odata.context': call.context(`${set}/$entity`), ...selected } });
};

/** A list that is short by nature and sent whole. */
export const listReply = (
  call: GraphCall,
  set: string,
  value: readonly Entity[],
): { readonly ok: true; readonly value: HttpReply } => {
  const select = readSelect(call.request.query);
  return ok({
    status: 200,
    body: {
      '@odata.context': call.context(set),
      value: value.map(entity => selectProperties(entity, select)),
    },
  });
};

/** What a list is made from. */
export interface Listing<Item> {
  /** One object more than a page holds, when there are as many. */
  readonly find: (page: { readonly limit: number; readonly offset: number }) => Promise<readonly Item[]>;
  /** Not given: nobody is told how many there are. */
  readonly count?: () => Promise<number>;
  readonly present: (items: readonly Item[]) => Promise<readonly Entity[]> | readonly Entity[];
}

/** A page of a list, with the link to the next one when there is more. */
export const pageReply = async <Item>(
  call: GraphCall,
  set: string,
  query: ListQuery,
  { find, count, present }: Listing<Item>,
): Promise<{ readonly ok: true; readonly value: HttpReply }> => {
  const { limit, offset, select } = query;
  const found = await find({ limit: limit + 1, offset });
  const value = (await present(found.slice(0, limit))).map(entity => selectProperties(entity, select));
  const next = new URLSearchParams(call.request.query);
  next.set('$skiptoken', String(offset + limit));
  const { origin, path } = call.request;
  return ok({
    status: 200,
    body: {
      '@odata.context': call.context(set),
      ...(query.count && count && { '@odata.count': await count() }),
      ...(found.length > limit && { '@odata.nextLink': `${origin}${path}?${next}` }),
      value,
    },
  });
};
