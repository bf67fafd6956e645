import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { findDevice } from '@vakt/store/devices';
import { notFound } from '../failure.ts';
import { machineReply } from '../machines/machine-json.ts';
import { aboutAlert } from './alert-call.ts';

/** `GET /api/alerts/{id}/machine` */
export const getAlertMachine = aboutAlert(async ({ db, clock, request }, { machine_id }) => {
  const device = await findDevice(db, machine_id, nowTicks(clock));
  return device ? ok(machineReply(request.origin, device)) : fail(notFound('Machine', machine_id));
});
