import { fail, ok } from '@vakt/contract/result';
import { findIncident } from '@vakt/store/incidents';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { incidentJson } from './incident-json.ts';
import { wholeIncidents } from './whole-incidents.ts';

/** As many digits as a 64-bit number surely holds. */
const INCIDENT_ID = /^\d{1,18}$/;

/** `GET /api/incidents/{id}` */
export const getIncident: OperationHandler = async call => {
  const { origin, params } = call.request;
  const { id = '' } = params;
  const incident = INCIDENT_ID.test(id) ? await findIncident(call.db, BigInt(id)) : undefined;
  const [whole] = incident ? await wholeIncidents(call, [incident]) : [];
  if (!whole) return fail(notFound('Incident', id));
  const context = contextOf(origin, 'Incidents/$entity');
  return ok(odataReply(200, { '@odata.context': context, ...incidentJson(whole) }));
};
