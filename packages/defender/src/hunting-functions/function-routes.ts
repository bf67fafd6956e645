import type { Route } from '@vakt/contract/http';
import { pathsOf } from '@vakt/contract/operations/address';
import { huntingFunctionOperations } from '@vakt/contract/operations/hunting-functions';
import type { HuntingEngine } from '@vakt/hunting/engine';
import type { Responder } from '../respond.ts';
import { functionHandlers } from './function-handlers.ts';

/** The functions that a tenant saves for its queries: listed, made, changed, deleted. */
export const functionRoutes = (
  respond: Responder,
  hunting: Pick<HuntingEngine, 'checkFunction'>,
): Route[] => {
  const handlers = functionHandlers(hunting);
  return huntingFunctionOperations.flatMap(operation => {
    const handler = handlers[operation.id];
    if (!handler) throw new TypeError(`The operation ${operation.id} has no handler.`);
    const handle = respond(operation, handler);
    return pathsOf(operation).map(path => ({ method: operation.method, path, handle }));
  });
};
