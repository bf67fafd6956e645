import type { HttpReply } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { findDevices } from '@vakt/store/devices';
import type { Call, OperationHandler } from '../call.ts';
import type { ApiFailure } from '../failure.ts';
import { refuseOptions } from '../lists/no-options.ts';
import { machineJson } from '../machines/machine-json.ts';
import { collectionReply } from '../wire/odata-collection.ts';

/** As many as a page of machines has (reference: defender-endpoint-core, section 1.5). */
export const MOST_MACHINES = 10_000;

const replyWith = async (call: Call, deviceIds: readonly string[]): Promise<HttpReply> => {
  const devices = await findDevices(call.db, deviceIds, nowTicks(call.clock));
  const machines = deviceIds.flatMap(deviceId => devices.get(deviceId) ?? []);
  return collectionReply(call.request.origin, 'Machines', machines.map(machineJson));
};

/**
 * Answers with the machines at which an entity was seen.
 *
 * @param find their ids in the order of the answer, or what is wrong with the entity that the path names.
 */
export const relatedMachinesHandler =
  (find: (call: Call) => Promise<Result<readonly string[], ApiFailure>>): OperationHandler =>
  async call => {
    const refusal = refuseOptions(call.request.query);
    if (refusal) return fail(refusal);
    const deviceIds = await find(call);
    return deviceIds.ok ? ok(await replyWith(call, deviceIds.value)) : deviceIds;
  };
