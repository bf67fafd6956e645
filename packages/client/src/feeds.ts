import { listAlerts } from '@vakt/contract/operations/alerts';
import { listIncidents } from '@vakt/contract/operations/incidents';
import { alertSchema } from '@vakt/contract/schemas/alert';
import { incidentSchema } from '@vakt/contract/schemas/incident';
import { follows } from './change-feed.ts';

/** The methods for callers that come back for what is new: lists that are asked for in an order of time. */
export const feeds = {
  alerts: {
    changes: follows(listAlerts, alertSchema, { id: 'id', time: 'lastUpdateTime' }),
    creations: follows(listAlerts, alertSchema, { id: 'id', time: 'alertCreationTime' }),
  },
  incidents: {
    changes: follows(listIncidents, incidentSchema, { id: 'incidentId', time: 'lastUpdateTime' }),
  },
};
