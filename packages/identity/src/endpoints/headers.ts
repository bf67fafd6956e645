import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { Trace } from '../aadsts/error-reply.ts';

/** On every reply of the authority (reference: identity, section 1.1). */
const COMMON_HEADERS = {
  'cache-control': 'no-store, no-cache',
  pragma: 'no-cache',
  expires: '-1',
  p3p: 'CP="DSP CUR OTPi IND OTRi ONL FIN"',
  'x-ms-ests-server': 'vakt',
};

/** Marks a reply with its trace; the caller's own correlation id comes back when it asked for that. */
export const withCommonHeaders = (reply: HttpReply, request: HttpRequest, trace: Trace): HttpReply => {
  const wantsEcho = request.headers['return-client-request-id']?.toLowerCase() === 'true';
  return {
    ...reply,
    headers: {
      ...COMMON_HEADERS,
      'content-type': 'application/json; charset=utf-8',
      'x-ms-request-id': trace.traceId,
      ...(wantsEcho && { 'client-request-id': trace.correlationId }),
      ...reply.headers,
    },
  };
};

/** Documents that browsers' libraries read from another origin (reference: identity, section 1.2). */
export const OPEN_TO_BROWSERS = { 'access-control-allow-origin': '*' };
