import { countIncidents, listIncidents as findIncidents } from '@vakt/store/incidents';
import { listHandler } from '../lists/list-handler.ts';
import { incidentJson } from './incident-json.ts';
import { wholeIncidents } from './whole-incidents.ts';

/** `GET /api/incidents` */
export const listIncidents = listHandler({
  context: 'Incidents',
  find: async (call, query, limit) => wholeIncidents(call, await findIncidents(call.db, query, limit)),
  count: ({ db }, query) => countIncidents(db, query),
  toJson: (_call, incident) => incidentJson(incident),
});
