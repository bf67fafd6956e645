import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { graphReply } from '@vakt/hunting/results/graph';
import { graphLimits } from '@vakt/hunting/results/limits';
import type { OperationHandler } from '../call.ts';
import { apiFailure } from '../failure.ts';
import { graphContextOf, jsonTextReply } from '../wire/odata-reply.ts';
import { huntingFailure } from './hunting-failure.ts';
import { queryText } from './query-text.ts';
import { parseTimespan } from './timespan.ts';

const RESULTS = 'microsoft.graph.security.huntingQueryResults';

const NO_TIMESPAN = apiFailure(
  'BadRequest',
  'The Timespan is no ISO 8601 duration (P7D), interval (start/end, start/duration, duration/end) or start, or it ends before it starts.',
);

/** An empty text is taken for none, as clients send it from forms. */
const timespanText = (body: unknown): string | undefined => {
  const { Timespan, timespan } = body as {
    readonly Timespan?: string | null;
    readonly timespan?: string | null;
  };
  return (Timespan ?? timespan) || undefined;
};

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
