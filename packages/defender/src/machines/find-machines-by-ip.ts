import { fail, ok, type Result } from '@vakt/contract/result';
import { nowTicks, parseTicks, TICKS_PER_DAY, TICKS_PER_MINUTE, type Ticks } from '@vakt/contract/ticks';
import type { Device } from '@vakt/store/devices';
import type { Call, OperationHandler } from '../call.ts';
import { type ApiFailure, apiFailure, notFound } from '../failure.ts';
import { readAddress } from '../ips/address.ts';
import { refuseOptions } from '../lists/no-options.ts';
import { collectionReply } from '../wire/odata-collection.ts';
import { machineJson } from './machine-json.ts';
import { findMachinesWithAddress } from './machines-with-address.ts';

const OLDEST = 30n * TICKS_PER_DAY;
/** How far ahead of ours a caller's clock may be. */
const CLOCK_SKEW = 15n * TICKS_PER_MINUTE;

const missing = (name: string) =>
  fail(apiFailure('MissingRequiredParameter', `The required parameter '${name}' is missing`));

const readTime = (text: string, now: Ticks): Result<Ticks, ApiFailure> => {
  const time = parseTicks(text);
  if (time === undefined)
    return fail(apiFailure('InvalidInput', `Invalid input: '${text.slice(0, 50)}' is no ISO 8601 time`));
  return time < now - OLDEST || time > now + CLOCK_SKEW
    ? fail(apiFailure('InvalidInput', 'Invalid input: the timestamp must be within the past 30 days'))
    : ok(time);
};

/** Which argument has the address, and how far from the time a device may have had it (sections 3.6 and 3.7). */
interface AddressSearch {
  readonly argument: string;
  readonly window: Ticks;
}

const search = async (
  call: Call,
  { argument, window }: AddressSearch,
): Promise<Result<readonly Device[], ApiFailure>> => {
  const { params, query } = call.request;
  const refusal = refuseOptions(query);
  if (refusal) return fail(refusal);
  const { [argument]: addressText, timestamp: timeText } = params;
  if (!addressText) return missing(argument);
  if (!timeText) return missing('timestamp');
  const address = readAddress(addressText);
  if (!address.ok) return address;
  const time = readTime(timeText.trim(), nowTicks(call.clock));
  if (!time.ok) return time;
  return findMachinesWithAddress(call, address.value, time.value - window, time.value + window);
};

const reply = ({ request }: Call, devices: readonly Device[]) =>
  ok(collectionReply(request.origin, 'Machines', devices.map(machineJson)));

/** `GET /api/machines/findbyip(ip='…',timestamp=…)` */
export const findMachinesByIp: OperationHandler = async call => {
  const found = await search(call, { argument: 'ip', window: 15n * TICKS_PER_MINUTE });
  return found.ok ? reply(call, found.value) : found;
};

/** `GET /api/machines/find(timestamp=…,key='…')` */
export const findMachinesByAddress: OperationHandler = async call => {
  const found = await search(call, { argument: 'key', window: 16n * TICKS_PER_MINUTE });
  if (!found.ok) return found;
  return found.value.length > 0
    ? reply(call, found.value)
    : fail(notFound('Machine', call.request.params['key'] ?? ''));
};
