import { fail, ok } from '@vakt/contract/result';
import { xdrLimits } from '@vakt/hunting/results/limits';
import { xdrReply } from '@vakt/hunting/results/xdr';
import type { OperationHandler } from '../call.ts';
import { jsonTextReply } from '../wire/odata-reply.ts';
import { huntingFailure } from './hunting-failure.ts';
import { queryText } from './query-text.ts';

/** `POST /api/advancedhunting/run` */
export const runHuntingQuery: OperationHandler = async ({ hunting, principal, body, request }) => {
  const { signal } = request;
  const result = await hunting.run(principal.tenantId, queryText(body), { limits: xdrLimits, signal });
  return result.ok ? ok(jsonTextReply(xdrReply(result.value))) : fail(huntingFailure(result.error));
};
