import { fail, ok } from '@vakt/contract/result';
import { findIncident } from '@vakt/store/incidents';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { parseIncidentId } from './incident-id.ts';
import { incidentJson } from './incident-json.ts';
import { wholeIncidents } from './whole-incidents.ts';

/** `GET /api/incidents/{id}` */
export const getIncident: OperationHandler = async call => {
  const { origin, params } = call.request;
  const { id = '' } = params;
  const incidentId = parseIncidentId(id);
  const incident = incidentId === undefined ? undefined : await findIncident(call.db, incidentId);
  const [whole] = incident ? await wholeIncidents(call, [incident]) : [];
  if (!whole) return fail(notFound('Incident', id));
  const context = contextOf(origin, 'Incidents/$entity');
  return ok(odataReply(200, { '@odata.context': context, ...incidentJson(whole) }));
};
