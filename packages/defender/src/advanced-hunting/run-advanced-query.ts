import { fail, ok } from '@vakt/contract/result';
import { endpointReply } from '@vakt/hunting/results/endpoint';
import { endpointLimits } from '@vakt/hunting/results/limits';
import type { OperationHandler } from '../call.ts';
import { jsonTextReply } from '../wire/odata-reply.ts';
import { huntingFailure } from './hunting-failure.ts';
import { queryText } from './query-text.ts';

/** `POST /api/advancedqueries/run` */
export const runAdvancedQuery: OperationHandler = async ({ hunting, principal, body, request }) => {
  const { signal } = request;
  const result = await hunting.run(principal.tenantId, queryText(body), { limits: endpointLimits, signal });
  const reply = result.ok ? endpointReply(result.value) : result;
  return reply.ok ? ok(jsonTextReply(reply.value)) : fail(huntingFailure(reply.error));
};
