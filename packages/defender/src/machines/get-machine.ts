import { isGuid, parseDeviceId } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { type Device, findDevice, findDeviceByEntraId, findDeviceByName } from '@vakt/store/devices';
import type { Call, OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { machineJson } from './machine-json.ts';

/** What the path names a device by: its id, its Entra device id or its name. */
const find = ({ db, clock }: Call, text: string): Promise<Device | undefined> => {
  const now = nowTicks(clock);
  const deviceId = parseDeviceId(text);
  if (deviceId) return findDevice(db, deviceId, now);
  return isGuid(text) ? findDeviceByEntraId(db, text, now) : findDeviceByName(db, text, now);
};

/** `GET /api/machines/{id}` */
export const getMachine: OperationHandler = async call => {
  const { origin, params } = call.request;
  const { id = '' } = params;
  const device = await find(call, id);
  if (!device) return fail(notFound('Machine', id));
  return ok(odataReply(200, { '@odata.context': contextOf(origin, 'Machine'), ...machineJson(device) }));
};
