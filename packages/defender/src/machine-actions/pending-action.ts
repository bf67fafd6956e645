import { nowTicks } from '@vakt/contract/ticks';
import type { Device } from '@vakt/store/devices';
import type { NewMachineAction } from '@vakt/store/machine-actions';
import { storableText } from '@vakt/store/storable-text';
import type { Call } from '../call.ts';
import { requestorOf } from './requestor.ts';

/** What every action that a caller begins has in common: it waits for its device. */
export const pendingAction = (
  { principal, clock, entropy }: Call,
  device: Device,
  comment: string,
): Omit<NewMachineAction, 'type'> => {
  const now = nowTicks(clock);
  return {
    action_id: entropy.uuid(),
    status: 'Pending',
    machine_id: device.device_id,
    computer_dns_name: device.computer_dns_name ?? '',
    requestor: requestorOf(principal),
    requestor_comment: storableText(comment),
    request_source: 'PublicApi',
    created_ticks: now,
    updated_ticks: now,
  };
};
