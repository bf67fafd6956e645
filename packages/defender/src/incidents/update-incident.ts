import { fail, ok, type Result } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { takeMoment } from '@vakt/store/change-moments';
import { type Incident, lockIncident, updateIncident as storeChange } from '@vakt/store/incidents';
import type { Call, OperationHandler } from '../call.ts';
import { type ApiFailure, apiFailure, notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { parseIncidentId } from './incident-id.ts';
import { incidentJson } from './incident-json.ts';
import { changeOf, type IncidentUpdate } from './incident-update.ts';
import { wholeIncidents } from './whole-incidents.ts';

/** What was merged into another incident leads there, and is not changed any more. */
const mergedInto = ({ incident_id, redirect_incident_id }: Incident): ApiFailure =>
  apiFailure(
    'InvalidInput',
    `Invalid input: incident ${incident_id} was merged into incident ${redirect_incident_id}. Change that one.`,
  );

const change = (call: Call, incidentId: bigint): Promise<Result<Incident, ApiFailure>> =>
  call.db.transaction().execute(async transaction => {
    const now = await takeMoment(transaction, nowTicks(call.clock));
    const incident = await lockIncident(transaction, incidentId);
    if (!incident) return fail(notFound('Incident', String(incidentId)));
    if (incident.status === 'Redirected') return fail(mergedInto(incident));
    const wanted = changeOf(incident, call.body as IncidentUpdate, call.principal, now);
    const changed = await storeChange(transaction, incidentId, wanted);
    return changed ? ok(changed) : fail(notFound('Incident', String(incidentId)));
  });

/** `PATCH /api/incidents/{id}` */
export const updateIncident: OperationHandler = async call => {
  const { id = '' } = call.request.params;
  const incidentId = parseIncidentId(id);
  if (incidentId === undefined) return fail(notFound('Incident', id));
  const changed = await change(call, incidentId);
  if (!changed.ok) return changed;
  const [whole] = await wholeIncidents(call, [changed.value]);
  if (!whole) return fail(notFound('Incident', id));
  const context = contextOf(call.request.origin, 'Incidents/$entity');
  return ok(odataReply(200, { '@odata.context': context, ...incidentJson(whole) }));
};
