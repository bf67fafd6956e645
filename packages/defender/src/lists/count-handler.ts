import type { Filter } from '@vakt/contract/query';
import { fail, ok } from '@vakt/contract/result';
import { readQueryOptions } from '@vakt/odata/query-options';
import type { Call, OperationHandler } from '../call.ts';
import { type ApiFailure, apiFailure } from '../failure.ts';
import { countReply } from '../wire/odata-reply.ts';

/** Counts the entities that meet a condition, or says why it cannot. */
type Count = (call: Call, filter: Filter | undefined) => Promise<number | ApiFailure>;

/** Answers `/$count`: the number alone. `$filter` narrows it; OData ignores the options that shape a list. */
export const countHandler =
  (count: Count): OperationHandler =>
  async call => {
    const { operation, request } = call;
    const { filter: set } = operation;
    if (!set) throw new TypeError(`The operation ${operation.id} takes no condition.`);
    const options = readQueryOptions(filterAlone(request.query), {
      ...set,
      entity: `microsoft.windowsDefenderATP.api.${set.entity}`,
      selectable: [],
      expandable: [],
      maxTop: 0,
    });
    if (!options.ok) return fail(apiFailure('ODataError', options.error.message));
    const total = await count(call, options.value.filter);
    return typeof total === 'number' ? ok(countReply(total)) : fail(total);
  };

const SHAPING = new Set(['$top', '$skip', '$orderby', '$select', '$expand', '$count']);

const filterAlone = (query: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...query].filter(([name]) => !SHAPING.has(name.trim().toLowerCase())));
