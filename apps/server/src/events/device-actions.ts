import type { Clock } from '@vakt/contract/clock';
import { nowTicks } from '@vakt/contract/ticks';
import type { ActionReport, DeviceAction, DeviceActions, EnrolledDevice } from '@vakt/intake/ports';
import {
  changeOpenMachineAction,
  listOpenMachineActions,
  type MachineAction,
} from '@vakt/store/machine-actions';
import type { Store } from '@vakt/store/store';
import type { StoredCommand } from '@vakt/store/tables/machine-actions';

/** E_FAIL, the number that the service gives for a failure without one of its own. */
const UNSPECIFIED_FAILURE = -2_147_467_259;

const toCommand = ({ index, command, sha256, commandStatus, startTime }: StoredCommand) =>
  ({
    index,
    ...command,
    sha256: sha256 ?? null,
    state: commandStatus === 'Created' && startTime !== null ? 'Started' : commandStatus,
  }) as const;

const toDevice = ({ action_id, type, scope, related_file_info, commands }: MachineAction): DeviceAction => ({
  id: action_id,
  type,
  scope,
  sha1: related_file_info?.fileIdentifier ?? null,
  ...(commands.length > 0 && { commands: commands.map(toCommand) }),
});

/** Keeps the word of devices on their response actions: a device changes its own, and none that has ended. */
export const createDeviceActions = (store: Pick<Store, 'tenant'>, clock: Clock): DeviceActions => {
  const record = async (
    { tenantId, deviceId }: EnrolledDevice,
    { id, status, reason }: ActionReport,
  ): Promise<boolean> => {
    const change = {
      status,
      updated_ticks: nowTicks(clock),
      ...(status === 'Failed' && {
        error_hresult: UNSPECIFIED_FAILURE,
        failure_reason: reason ?? 'The device gave no reason.',
      }),
    };
    return (await changeOpenMachineAction(store.tenant(tenantId), id, change, deviceId)) !== undefined;
  };
  return {
    exchange: async (device, reports) => {
      const refused: string[] = [];
      for (const report of reports) if (!(await record(device, report))) refused.push(report.id);
      const open = await listOpenMachineActions(store.tenant(device.tenantId), device.deviceId);
      return { open: open.map(toDevice), refused };
    },
  };
};
