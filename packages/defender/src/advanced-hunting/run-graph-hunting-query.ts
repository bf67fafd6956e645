import { fail } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { graphReply } from '@vakt/hunting/results/graph';
import type { OperationHandler } from '../call.ts';
import { graphContextOf } from '../wire/odata-reply.ts';
import { huntingReply } from './hunting-reply.ts';
import { queryText } from './query-text.ts';
import { NO_TIMESPAN, parseTimespan, timespanText } from './timespan.ts';

const RESULTS = 'microsoft.graph.security.huntingQueryResults';

/** `POST /v1.0/security/runHuntingQuery` */
export const runGraphHuntingQuery: OperationHandler = async call => {
  const { hunting, principal, body, request, clock, huntingDoors } = call;
  const period = parseTimespan(timespanText(body), nowTicks(clock));
  if (!period) return fail(NO_TIMESPAN);
  const limits = huntingDoors.graph;
  const { signal } = request;
  const result = await hunting.run(principal.tenantId, queryText(body), { limits, period, signal });
  const context = graphContextOf(request, RESULTS);
  return huntingReply(result, found => graphReply(found, limits.maxResultBytes, context));
};
