import type { Route } from '@vakt/contract/http';
import { openApiDocument } from '@vakt/contract/openapi';

/** `GET /openapi.json`: the contract as a document, for the host that was asked; open to everybody. */
export const openApiRoute: Route = {
  method: 'GET',
  path: '/openapi.json',
  handle: async ({ origin }) => ({
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*' },
    body: openApiDocument(origin),
  }),
};
