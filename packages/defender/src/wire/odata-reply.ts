import type { HttpReply } from '@vakt/contract/http';

/** What every answer of the service carries (reference: wire-quirks, section 4). */
const ODATA_HEADERS = {
  'content-type': 'application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8',
  'odata-version': '4.0',
};

/** An answer with an OData body. */
export const odataReply = (status: number, body: object): HttpReply => ({
  status,
  headers: ODATA_HEADERS,
  body,
  isDeflateRaw: true,
});

/** The answer to `/$count`: a bare number. */
export const countReply = (total: number): HttpReply => ({
  status: 200,
  headers: { ...ODATA_HEADERS, 'content-type': 'text/plain; charset=utf-8' },
  body: String(total),
});

/** An answer whose body is JSON text already. */
export const jsonTextReply = (body: string): HttpReply => ({
  status: 200,
  headers: ODATA_HEADERS,
  body,
  isDeflateRaw: true,
});

/** An answer without a body. */
export const emptyReply = (status: 200 | 204): HttpReply => ({
  status,
  headers: { 'odata-version': ODATA_HEADERS['odata-version'] },
});

/** The `@odata.context` of a set or an entity, on the host that was asked. */
export const contextOf = (origin: string, fragment: string): string => `${origin}/api/$metadata#${fragment}`;

/** The `@odata.context` of Graph's answers, in the version that was asked. */
export const graphContextOf = (
  { origin, path }: { readonly origin: string; readonly path: string },
  fragment: string,
): string => `${origin}/${/^\/+beta\//i.test(path) ? 'beta' : 'v1.0'}/$metadata#${fragment}`;

/**
 * The `@odata.context` of a set that is served without `/api`, too: it leaves that out where the request did
 * (reference: defender-endpoint-core, section 1.1).
 */
export const contextAsAsked = (
  { origin, path }: { readonly origin: string; readonly path: string },
  fragment: string,
): string => (/^\/+api\//i.test(path) ? contextOf(origin, fragment) : `${origin}/$metadata#${fragment}`);
