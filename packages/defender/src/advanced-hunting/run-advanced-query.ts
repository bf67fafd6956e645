import { defenderReply } from '@vakt/hunting/results/defender';
import type { OperationHandler } from '../call.ts';
import { huntingReply } from './hunting-reply.ts';
import { queryText } from './query-text.ts';

/** `POST /api/advancedqueries/run` */
export const runAdvancedQuery: OperationHandler = async call => {
  const { hunting, principal, body, request, huntingDoors } = call;
  const limits = huntingDoors.endpoint;
  const { signal } = request;
  const result = await hunting.run(principal.tenantId, queryText(body), { limits, signal });
  return huntingReply(result, found => defenderReply(found, limits.maxResultBytes));
};
