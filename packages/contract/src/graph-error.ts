import type { ErrorCode } from './errors.ts';

/** Graph's names for what Defender's envelope calls otherwise; other codes are the same in both. */
const GRAPH_CODES: Partial<Readonly<Record<string, string>>> = {
  Unauthorized: 'InvalidAuthenticationToken',
  DisabledFeature: 'Forbidden',
  InvalidRequestBody: 'BadRequest',
  ODataError: 'BadRequest',
  InvalidInput: 'BadRequest',
  ResourceNotFound: 'NotFound',
  '429': 'TooManyRequests',
} satisfies Partial<Record<ErrorCode | '429', string>>;

/** A failure's code as Microsoft Graph says it. */
export const graphCode = (code: string): string => GRAPH_CODES[code] ?? code;

/** By what a failed call is known. */
export interface GraphCallIds {
  /** When it failed, ISO 8601. */
  readonly time: string;
  readonly requestId: string;
  /** What the client called the request; the request's own id when it said nothing. */
  readonly clientRequestId?: string | undefined;
}

/** The error envelope of Microsoft Graph (reference: identity, section 5.4). */
export const graphError = (
  { code, message }: { readonly code: string; readonly message: string },
  { time, requestId, clientRequestId = requestId }: GraphCallIds,
) => ({
  error: {
    code: graphCode(code),
    message,
    innerError: {
      date: time.slice(0, 19),
      'request-id': requestId,
      'client-request-id': clientRequestId,
    },
  },
});
