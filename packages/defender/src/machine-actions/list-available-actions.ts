import { fail, ok } from '@vakt/contract/result';
import type { Device } from '@vakt/store/devices';
import { findRunning } from '@vakt/store/investigation-progress';
import { listOpenMachineActions } from '@vakt/store/machine-actions';
import { hasSensor } from '@vakt/store/sensors';
import type { Call } from '../call.ts';
import { refuseOptions } from '../lists/no-options.ts';
import { aboutMachine } from '../machines/machine-call.ts';
import { collectionReply } from '../wire/odata-collection.ts';
import { responseActions } from './response-actions.ts';
import { timeOutOverdueActions } from './time-out.ts';

/** What clients call the actions, with the type of the machine action that each begins. */
const TYPES: Readonly<Record<string, string>> = {
  FullIsolation: 'Isolate',
  SelectiveIsolation: 'Isolate',
  Unisolate: 'Unisolate',
  RunAntiVirusScan: 'RunAntiVirusScan',
  CollectInvestigationPackage: 'CollectInvestigationPackage',
  RestrictCodeExecution: 'RestrictCodeExecution',
  UnrestrictCodeExecution: 'UnrestrictCodeExecution',
  StopAndQuarantineFile: 'StopAndQuarantineFile',
  LiveResponse: 'LiveResponse',
  Offboard: 'Offboard',
};

const hasMeans = ({ os_platform }: Device, type: string): boolean =>
  Object.values(responseActions)
    .find(action => action.type === type)
    ?.isFor?.(os_platform ?? 'Unknown') ?? true;

const availableTo = async (call: Call, device: Device) => {
  await timeOutOverdueActions(call);
  const open = await listOpenMachineActions(call.db, device.device_id);
  const types = new Set(open.map(({ type }) => type));
  const isReached = await hasSensor(call.db, device.device_id);
  const running = await findRunning(call.db, device.device_id);
  return [
    ...Object.entries(TYPES).map(([action, type]) => ({
      action,
      isAvailable: isReached && hasMeans(device, type) && !types.has(type),
    })),
    { action: 'InitiateInvestigation', isAvailable: running === undefined },
  ];
};

/** `GET /api/machines/{id}/availableMachineActions` */
export const listAvailableMachineActions = aboutMachine(async (call, device) => {
  const refusal = refuseOptions(call.request.query);
  if (refusal) return fail(refusal);
  const fragment = 'Collection(microsoft.windowsDefenderATP.api.AvailableMachineAction)';
  return ok(collectionReply(call.request.origin, fragment, await availableTo(call, device)));
});
