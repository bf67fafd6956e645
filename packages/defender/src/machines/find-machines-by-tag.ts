import { ELEMENT, type EntityQuery, type Filter } from '@vakt/contract/query';
import { fail } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { countDevices, listDevices } from '@vakt/store/devices';
import { storableText } from '@vakt/store/storable-text';
import type { OperationHandler } from '../call.ts';
import { apiFailure } from '../failure.ts';
import { listHandler } from '../lists/list-handler.ts';
import { machineJson } from './machine-json.ts';

/** A parameter without `$`, its name in any letter case. */
const parameter = (query: URLSearchParams, wanted: string): string | undefined =>
  [...query].find(([name]) => name.toLowerCase() === wanted)?.[1];

const hasTag = (query: URLSearchParams): Filter => {
  const value = storableText(parameter(query, 'tag') ?? '');
  const isPrefix = parameter(query, 'usestartswithfilter')?.toLowerCase() === 'true';
  return {
    kind: 'any',
    property: 'machineTags',
    condition: isPrefix
      ? { kind: 'text', function: 'startswith', property: ELEMENT, value }
      : { kind: 'comparison', operator: 'eq', property: ELEMENT, value },
  };
};

const tagged = (query: URLSearchParams, asked: EntityQuery): EntityQuery => ({
  ...asked,
  filter: { kind: 'and', operands: [hasTag(query), ...(asked.filter ? [asked.filter] : [])] },
});

const list = listHandler({
  context: 'Machines',
  find: ({ db, clock, request }, query, limit) =>
    listDevices(db, tagged(request.query, query), limit, nowTicks(clock)),
  count: ({ db, clock, request }, query) => countDevices(db, tagged(request.query, query), nowTicks(clock)),
  toJson: (_call, device) => machineJson(device),
});

/** `GET /api/machines/findbytag?tag=…&useStartsWithFilter=…` */
export const findMachinesByTag: OperationHandler = async call => {
  const { query } = call.request;
  if (!parameter(query, 'tag'))
    return fail(apiFailure('MissingRequiredParameter', "The required parameter 'tag' is missing"));
  const flag = parameter(query, 'usestartswithfilter') ?? 'false';
  if (!/^(?:true|false)$/i.test(flag))
    return fail(
      apiFailure(
        'InvalidInput',
        `Invalid input: useStartsWithFilter is true or false, not '${flag.slice(0, 50)}'`,
      ),
    );
  return list(call);
};
