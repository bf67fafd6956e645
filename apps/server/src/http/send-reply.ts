import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpReply } from '@vakt/contract/http';
import { compress, isWorthCompressing } from './compression.ts';

type Headers = Record<string, string | number>;

const SECURITY_HEADERS = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** Replies with these have no body, and no length of one (RFC 9110, section 8.6). */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** A reply that has no content type of its own has JSON, when it is an object. */
const headersOf = ({ headers, body }: HttpReply): Headers =>
  typeof body === 'object' && !(body instanceof Uint8Array)
    ? { 'content-type': 'application/json; charset=utf-8', ...SECURITY_HEADERS, ...headers }
    : { ...SECURITY_HEADERS, ...headers };

const payloadOf = ({ body }: HttpReply): string | Uint8Array => {
  if (body === undefined) return '';
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
};

/** Writes a reply, compressed where that pays and the client accepts it. */
export const sendReply = async (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  reply: HttpReply,
): Promise<void> => {
  const headers = headersOf(reply);
  let payload = payloadOf(reply);
  const isCompressed = headers['content-encoding'] !== undefined;
  if (!isCompressed && isWorthCompressing(Buffer.byteLength(payload), String(headers['content-type']))) {
    headers['vary'] = reply.headers?.['vary']
      ? `${reply.headers['vary']}, accept-encoding`
      : 'accept-encoding';
    const accepted = String(incoming.headers['accept-encoding'] ?? '');
    const compressed = await compress(payload, accepted, reply.isDeflateRaw === true);
    if (compressed) {
      headers['content-encoding'] = compressed.encoding;
      payload = compressed.bytes;
    }
  }
  if (!BODILESS.has(reply.status)) headers['content-length'] = Buffer.byteLength(payload);
  outgoing.writeHead(reply.status, headers).end(payload);
};
