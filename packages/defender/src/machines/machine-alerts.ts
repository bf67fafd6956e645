import type { Filter } from '@vakt/contract/query';
import { fail, ok } from '@vakt/contract/result';
import { countAlerts, listAlerts } from '@vakt/store/alerts';
import { alertJson } from '../alerts/alert-json.ts';
import { notFound } from '../failure.ts';
import { countHandler } from '../lists/count-handler.ts';
import { refuseOptions } from '../lists/no-options.ts';
import { collectionReply } from '../wire/odata-collection.ts';
import { findMachine } from './find-machine.ts';
import { aboutMachine } from './machine-call.ts';

/** As many as a page of alerts has (reference: defender-endpoint-core, section 1.5). */
const MOST_ALERTS = 10_000;

const ofMachine = (deviceId: string): Filter => ({
  kind: 'comparison',
  property: 'machineId',
  operator: 'eq',
  value: deviceId,
});

/** `GET /api/machines/{id}/alerts` */
export const listMachineAlerts = aboutMachine(async ({ db, request, principal }, { device_id }) => {
  const refusal = refuseOptions(request.query);
  if (refusal) return fail(refusal);
  const query = { filter: ofMachine(device_id), orderBy: [], skip: 0 };
  const alerts = await listAlerts(db, query, MOST_ALERTS, { evidence: false });
  return ok(
    collectionReply(
      request.origin,
      'Alerts',
      alerts.map(alert => alertJson(alert, principal.tenantId)),
    ),
  );
});

/** `GET /api/machines/{id}/alerts/$count` */
export const countMachineAlerts = countHandler(async (call, filter) => {
  const { id = '' } = call.request.params;
  const device = await findMachine(call, id);
  if (!device) return notFound('Machine', id);
  const operands = [ofMachine(device.device_id), ...(filter ? [filter] : [])];
  return countAlerts(call.db, { filter: { kind: 'and', operands } });
});
