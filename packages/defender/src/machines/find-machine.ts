import { isGuid, parseDeviceId } from '@vakt/contract/ids';
import { nowTicks } from '@vakt/contract/ticks';
import { type Device, findDevice, findDeviceByEntraId, findDeviceByName } from '@vakt/store/devices';
import type { Call } from '../call.ts';

/** What a path names a device by: its id, its Entra device id or its name. */
export const findMachine = ({ db, clock }: Call, text: string): Promise<Device | undefined> => {
  const now = nowTicks(clock);
  const deviceId = parseDeviceId(text);
  if (deviceId) return findDevice(db, deviceId, now);
  return isGuid(text) ? findDeviceByEntraId(db, text, now) : findDeviceByName(db, text, now);
};
