import type { EntityQuery } from '@vakt/contract/query';
import { fail, ok } from '@vakt/contract/result';
import { readQueryOptions } from '@vakt/odata/query-options';
import type { Call, OperationHandler } from '../call.ts';
import { apiFailure } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { entitySetOf } from './entity-set.ts';
import { fetchLimit, nextLink, toPage } from './page.ts';
import { select } from './select.ts';

/** What is particular to a list: how its entities are found, counted and written. */
export interface EntityList<Stored> {
  /** The fragment of `@odata.context`. */
  readonly context: string;
  find(call: Call, query: EntityQuery, limit: number): Promise<readonly Stored[]>;
  count(call: Call, query: EntityQuery): Promise<number>;
  toJson(call: Call, stored: Stored): object;
}

/** Answers a list operation: options, page, selection, count and next link are the same for every entity. */
export const listHandler =
  <Stored>(entities: EntityList<Stored>): OperationHandler =>
  async call => {
    const { operation, request } = call;
    const { list } = operation;
    if (!list) throw new TypeError(`The operation ${operation.id} is not a list.`);
    const options = readQueryOptions(request.query, entitySetOf(operation, list));
    if (!options.ok) return fail(apiFailure('ODataError', options.error.message));
    const query = options.value;
    const page = toPage(list, query, await entities.find(call, query, fetchLimit(list, query)));
    const total = query.count ? await entities.count(call, query) : undefined;
    return ok(
      odataReply(200, {
        '@odata.context': contextOf(request.origin, entities.context),
        ...(total !== undefined && { '@odata.count': total }),
        value: page.entities.map(stored => select(entities.toJson(call, stored), query.select)),
        ...(page.hasMore && { '@odata.nextLink': nextLink(request, query.skip + list.pageSize) }),
      }),
    );
  };
