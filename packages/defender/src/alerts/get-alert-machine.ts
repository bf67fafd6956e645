import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { findDevice } from '@vakt/store/devices';
import { notFound } from '../failure.ts';
import { machineJson } from '../machines/machine-json.ts';
import { odataReply } from '../wire/odata-reply.ts';
import { aboutAlert } from './alert-call.ts';

/** `GET /api/alerts/{id}/machine`: without `@odata.context`, as in the vendor's sample. */
export const getAlertMachine = aboutAlert(async ({ db, clock }, { machine_id }) => {
  const device = await findDevice(db, machine_id, nowTicks(clock));
  return device ? ok(odataReply(200, machineJson(device))) : fail(notFound('Machine', machine_id));
});
