import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { lockAlert, updateAlert as storeChange } from '@vakt/store/alerts';
import { updateIncident } from '@vakt/store/incidents';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { odataReply } from '../wire/odata-reply.ts';
import { alertJson } from './alert-json.ts';
import { changeOf } from './alert-update.ts';

/** `PATCH /api/alerts/{id}` */
export const updateAlert: OperationHandler = async ({ db, request, principal, body, clock }) => {
  const { id = '' } = request.params;
  const updated = await db.transaction().execute(async transaction => {
    const alert = await lockAlert(transaction, id);
    if (!alert) return undefined;
    const change = changeOf(alert, body as Readonly<Record<string, unknown>>, principal, nowTicks(clock));
    // Incidents embed their alerts: who polls them by their last update must see this one.
    if (alert.incident_id !== null)
      await updateIncident(transaction, alert.incident_id, { updated_ticks: nowTicks(clock) });
    return storeChange(transaction, id, change);
  });
  return updated ? ok(odataReply(200, alertJson(updated, principal.tenantId))) : fail(notFound('Alert', id));
};
