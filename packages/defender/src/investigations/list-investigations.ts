import { countInvestigations, listInvestigations as findInvestigations } from '@vakt/store/investigations';
import { listHandler } from '../lists/list-handler.ts';
import { investigationJson } from './investigation-json.ts';

/** `GET /api/investigations` */
export const listInvestigations = listHandler({
  context: 'Investigations',
  find: ({ db }, query, limit) => findInvestigations(db, query, limit),
  count: ({ db }, query) => countInvestigations(db, query),
  toJson: (_call, investigation) => investigationJson(investigation),
});
