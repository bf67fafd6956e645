import type { Route } from '@vakt/contract/http';
import { operations } from '@vakt/contract/operations';
import { pathsOf } from '@vakt/contract/operations/address';
import type { Operation } from '@vakt/contract/operations/operation';
import { explainRoute } from './advanced-hunting/explain-route.ts';
import type { OperationHandler } from './call.ts';
import { packageDownloadRoute } from './downloads/package-download.ts';
import { resultDownloadRoute } from './downloads/result-download.ts';
import { handlers } from './handlers.ts';
import { functionRoutes } from './hunting-functions/function-routes.ts';
import { createResponder, type DefenderParts } from './respond.ts';
import { routedPath } from './wire/function-arguments.ts';

const handlerOf = (operation: Operation): OperationHandler => {
  const handle = handlers[operation.id];
  if (!handle) throw new TypeError(`The operation ${operation.id} has no handler.`);
  return handle;
};

/** The routes of the Defender APIs: one for each path of each operation of the contract, and those for downloads. */
export const defenderRoutes = (parts: DefenderParts): Route[] => {
  const respond = createResponder(parts);
  const routes = operations.flatMap(operation => {
    const handle = respond(operation, handlerOf(operation));
    return pathsOf(operation).map(path => ({
      method: operation.method,
      path: routedPath(path),
      handle,
      ...(operation.body?.limit !== undefined && { bodyLimit: operation.body.limit }),
    }));
  });
  return [
    ...routes,
    ...functionRoutes(respond, parts.hunting),
    explainRoute(respond, parts.verify),
    packageDownloadRoute(parts.packageLinks),
    resultDownloadRoute(parts.resultLinks),
  ];
};
