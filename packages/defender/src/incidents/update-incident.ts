import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { takeMoment } from '@vakt/store/change-moments';
import { lockIncident, updateIncident as storeChange } from '@vakt/store/incidents';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { parseIncidentId } from './incident-id.ts';
import { incidentJson } from './incident-json.ts';
import { changeOf, type IncidentUpdate } from './incident-update.ts';
import { wholeIncidents } from './whole-incidents.ts';

/** `PATCH /api/incidents/{id}` */
export const updateIncident: OperationHandler = async call => {
  const { db, request, principal, body, clock } = call;
  const { id = '' } = request.params;
  const incidentId = parseIncidentId(id);
  if (incidentId === undefined) return fail(notFound('Incident', id));
  const updated = await db.transaction().execute(async transaction => {
    const now = await takeMoment(transaction, nowTicks(clock));
    const incident = await lockIncident(transaction, incidentId);
    if (!incident) return undefined;
    const change = changeOf(incident, body as IncidentUpdate, principal, now);
    return storeChange(transaction, incidentId, change);
  });
  const [whole] = updated ? await wholeIncidents(call, [updated]) : [];
  if (!whole) return fail(notFound('Incident', id));
  const context = contextOf(request.origin, 'Incidents/$entity');
  return ok(odataReply(200, { '@odata.context': context, ...incidentJson(whole) }));
};
