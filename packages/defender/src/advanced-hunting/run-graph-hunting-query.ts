import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { graphReply } from '@vakt/hunting/results/graph';
import { graphLimits } from '@vakt/hunting/results/limits';
import type { OperationHandler } from '../call.ts';
import { graphContextOf, jsonTextReply } from '../wire/odata-reply.ts';
import { huntingFailure } from './hunting-failure.ts';
import { queryText } from './query-text.ts';
import { NO_TIMESPAN, parseTimespan, timespanText } from './timespan.ts';

const RESULTS = 'microsoft.graph.security.huntingQueryResults';

/** `POST /v1.0/security/runHuntingQuery` */
export const runGraphHuntingQuery: OperationHandler = async ({
  hunting,
  principal,
  body,
  request,
  clock,
}) => {
  const period = parseTimespan(timespanText(body), nowTicks(clock));
  if (!period) return fail(NO_TIMESPAN);
  const { signal } = request;
  const result = await hunting.run(principal.tenantId, queryText(body), {
    limits: graphLimits,
    period,
    signal,
  });
  const reply = result.ok ? graphReply(result.value, graphContextOf(request, RESULTS)) : result;
  return reply.ok ? ok(jsonTextReply(reply.value)) : fail(huntingFailure(reply.error));
};
