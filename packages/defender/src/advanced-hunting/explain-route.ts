import type { HttpRequest, Route } from '@vakt/contract/http';
import { explainedQuerySchema, QUERY_EXPLANATION_PATH } from '@vakt/contract/hunting/query-explanation';
import { runAdvancedQuery, runGraphHuntingQuery, runHuntingQuery } from '@vakt/contract/operations/hunting';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Principal } from '@vakt/contract/principal';
import { fail, ok, type Result } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import type { HuntingDoors } from '@vakt/hunting/results/limits';
import type { OperationHandler } from '../call.ts';
import type { Responder } from '../respond.ts';
import type { VerificationFailure } from '../unauthorized.ts';
import { huntingFailure } from './hunting-failure.ts';
import { NO_TIMESPAN, parseTimespan, timespanText } from './timespan.ts';

/** An API's query explained in place of answered: with its permissions, quotas and limits. */
const explained = (operation: Operation): Operation => ({
  ...operation,
  door: 'vakt',
  body: { schema: explainedQuerySchema, example: { query: 'DeviceInfo | count' } },
});

const ENDPOINT = explained(runAdvancedQuery);
const XDR = explained(runHuntingQuery);
const GRAPH = explained(runGraphHuntingQuery);

const handler =
  (door: keyof HuntingDoors): OperationHandler =>
  async ({ operation, hunting, principal, body, request, clock, huntingDoors }) => {
    const { query, run = false } = body as { readonly query: string; readonly run?: boolean };
    const period = operation === GRAPH ? parseTimespan(timespanText(body), nowTicks(clock)) : {};
    if (!period) return fail(NO_TIMESPAN);
    const { signal } = request;
    const options = { limits: huntingDoors[door], period, signal, isRun: run };
    const explanation = await hunting.explain(principal.tenantId, query, options);
    return explanation.ok
      ? ok({ status: 200, headers: { 'cache-control': 'no-store' }, body: explanation.value })
      : fail(huntingFailure(explanation.error));
  };

const opens = ({ permissions }: Operation, caller: Principal): boolean =>
  caller.kind === 'application'
    ? permissions.application.some(role => caller.roles.includes(role))
    : permissions.delegated.some(scope => caller.scopes.includes(scope));

/** Explains queries to whoever may ask them, through the API that the token opens. */
export const explainRoute = (
  respond: Responder,
  verify: (request: HttpRequest) => Promise<Result<Principal, VerificationFailure>>,
): Route => {
  const answering = (operation: Operation, door: keyof HuntingDoors) => ({
    operation,
    handle: respond(operation, handler(door)),
  });
  const endpoint = answering(ENDPOINT, 'endpoint');
  const apis = [endpoint, answering(XDR, 'xdr'), answering(GRAPH, 'graph')];
  return {
    method: 'POST',
    path: QUERY_EXPLANATION_PATH,
    handle: async request => {
      const caller = await verify(request);
      const opened = caller.ok ? apis.find(({ operation }) => opens(operation, caller.value)) : undefined;
      // Who may use none is refused as at the first, with what is missing.
      return (opened ?? endpoint).handle(request);
    },
  };
};
