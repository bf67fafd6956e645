import { randomUUID } from 'node:crypto';
import type { NewMachineAction } from '@vakt/store/machine-actions';

/** What a test says of an action: at least the device. */
type WantedAction = Partial<NewMachineAction> & Pick<NewMachineAction, 'machine_id'>;

/** An action as a call of the APIs begins it; to isolate the device, unless told otherwise. */
export const newMachineAction = (wanted: WantedAction): NewMachineAction => ({
  action_id: randomUUID(),
  type: 'Isolate',
  status: 'Pending',
  computer_dns_name: 'host',
  requestor: 'ann',
  requestor_comment: 'x',
  request_source: 'PublicApi',
  created_ticks: 1n,
  updated_ticks: 1n,
  ...wanted,
});
