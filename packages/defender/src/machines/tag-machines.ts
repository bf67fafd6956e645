import { parseDeviceId } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { changeDevices } from '@vakt/store/device-changes';
import type { OperationHandler } from '../call.ts';
import { apiFailure, notFound } from '../failure.ts';
import { collectionReply } from '../wire/odata-collection.ts';
import { machineJson } from './machine-json.ts';
import { outOfSight, type Tagging, tagChange } from './tag-change.ts';

/** reference: defender-endpoint-core, section 3.10. */
const MOST_MACHINES = 500;

/** `POST /api/machines/AddOrRemoveTagForMultipleMachines` */
export const tagMachines: OperationHandler = async ({ db, body, clock, request }) => {
  const { MachineIds, ...tagging } = body as Tagging & { readonly MachineIds: readonly string[] };
  if (MachineIds.length > MOST_MACHINES)
    return fail(
      apiFailure(
        'MaximumBatchSizeExceeded',
        `Maximum batch size exceeded. Received: ${MachineIds.length}, allowed: ${MOST_MACHINES}`,
      ),
    );
  const stranger = MachineIds.find(id => parseDeviceId(id) === undefined);
  if (stranger !== undefined) return fail(notFound('Machine', stranger));
  const ids = [...new Set(MachineIds.map(id => id.toLowerCase()))];
  const outcome = await changeDevices(db, ids, tagChange(tagging), nowTicks(clock));
  if ('missing' in outcome) return fail(notFound('Machine', outcome.missing[0] ?? ''));
  if ('hidden' in outcome) return fail(outOfSight);
  return ok(collectionReply(request.origin, 'Machines', outcome.changed.map(machineJson)));
};
