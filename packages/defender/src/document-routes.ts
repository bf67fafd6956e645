import type { Route } from '@vakt/contract/http';
import { odataMetadata } from '@vakt/contract/odata-metadata';
import { openApiDocument } from '@vakt/contract/openapi';

const openApi: Route = {
  method: 'GET',
  path: '/openapi.json',
  handle: async ({ origin }) => ({
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'access-control-allow-origin': '*' },
    body: openApiDocument(origin),
  }),
};

const metadata = (path: string): Route => ({
  method: 'GET',
  path,
  handle: async () => ({
    status: 200,
    headers: { 'content-type': 'application/xml', 'odata-version': '4.0' },
    body: odataMetadata(),
  }),
});

/** The contract, published: OpenAPI, and the document that every `@odata.context` points to; open to everybody. */
export const documentRoutes: readonly Route[] = [
  openApi,
  metadata('/api/$metadata'),
  metadata('/api/v1.0/$metadata'),
];
