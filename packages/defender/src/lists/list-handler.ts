import type { EntityQuery, Filter } from '@vakt/contract/query';
import { fail, ok } from '@vakt/contract/result';
import { readQueryOptions } from '@vakt/odata/query-options';
import type { Call, OperationHandler } from '../call.ts';
import { apiFailure } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { entitySetOf } from './entity-set.ts';
import { fetchLimit, nextLink, toPage } from './page.ts';
import { behindToken, pageOrder, takeSkipToken, tokenBehind } from './page-token.ts';
import { select } from './select.ts';

/** What is particular to a list: how its entities are found, counted and written. */
export interface EntityList<Stored> {
  /** The fragment of `@odata.context`. */
  readonly context: string;
  find(call: Call, query: EntityQuery, limit: number): Promise<readonly Stored[]>;
  count(call: Call, query: EntityQuery): Promise<number>;
  toJson(call: Call, stored: Stored): object;
}

const both = (one: Filter | undefined, other: Filter): Filter =>
  one ? { kind: 'and', operands: [one, other] } : other;

/** Answers a list operation: options, page, selection, count and next link are the same for every entity. */
export const listHandler =
  <Stored>(entities: EntityList<Stored>): OperationHandler =>
  async call => {
    const { operation, request } = call;
    const { list } = operation;
    if (!list) throw new TypeError(`The operation ${operation.id} is not a list.`);
    const asked = takeSkipToken(list, request.query);
    const options = readQueryOptions(asked.options, entitySetOf(operation, list));
    if (!options.ok) return fail(apiFailure('ODataError', options.error.message));
    const query = options.value;
    const order = pageOrder(list, query);
    const behind = asked.token === undefined ? undefined : behindToken(asked.token, list, order);
    if (asked.token !== undefined && !behind)
      return fail(apiFailure('ODataError', 'The $skiptoken query option is not one of this list.'));
    const rest = behind ? { ...query, filter: both(query.filter, behind) } : query;
    const page = toPage(list, query, await entities.find(call, rest, fetchLimit(list, query)));
    const toJson = (stored: Stored): object => entities.toJson(call, stored);
    const values = page.entities.map(toJson);
    const total = query.count ? await entities.count(call, query) : undefined;
    return ok(
      odataReply(200, {
        '@odata.context': contextOf(request.origin, entities.context),
        ...(total !== undefined && { '@odata.count': total }),
        value: values.map(value => select(value, query.select)),
        ...(page.next && {
          '@odata.nextLink': nextLink(request, {
            token: tokenBehind(values.at(-1) ?? {}, toJson(page.next), order),
            skip: query.skip + list.pageSize,
          }),
        }),
      }),
    );
  };
