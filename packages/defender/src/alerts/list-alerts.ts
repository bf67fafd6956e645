import { countAlerts, listAlerts as findAlerts } from '@vakt/store/alerts';
import { listHandler } from '../lists/list-handler.ts';
import { alertJson } from './alert-json.ts';

/** `GET /api/alerts` */
export const listAlerts = listHandler({
  context: 'Alerts',
  find: ({ db }, query, limit) =>
    findAlerts(db, query, limit, { evidence: query.expand.includes('evidence') }),
  count: ({ db }, query) => countAlerts(db, query),
  toJson: ({ principal }, alert) => alertJson(alert, principal.tenantId),
});
