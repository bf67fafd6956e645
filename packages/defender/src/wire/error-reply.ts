import { graphCode, graphError } from '@vakt/contract/graph-error';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { Operation } from '@vakt/contract/operations/operation';
import type { ApiFailure } from '../failure.ts';

const headersOf = ({ headers }: ApiFailure, requestId: string): Record<string, string> => ({
  'content-type': 'application/json; charset=utf-8',
  'request-id': requestId,
  ...headers,
});

/**
 * The envelope of every failure of Defender's own APIs (reference: defender-endpoint-core, section 1.3).
 *
 * @param target the GUID by which the log knows the call.
 */
export const errorReply = (failure: ApiFailure, target: string): HttpReply => ({
  status: failure.status,
  headers: headersOf(failure, target),
  body: { error: { code: failure.code, message: failure.message, target } },
});

/** The call that failed. */
export interface RepliedCall {
  readonly operation: Pick<Operation, 'door'>;
  readonly request: Pick<HttpRequest, 'headers'>;
  /** The GUID by which the log knows the call. */
  readonly target: string;
  /** ISO 8601. */
  readonly time: string;
}

/** The code that a failure has on the wire of an operation's API. */
export const wireCode = ({ door }: Pick<Operation, 'door'>, code: string): string =>
  door === 'graph' ? graphCode(code) : code;

/** The envelope of a failure, in the words of the API that the operation belongs to. */
export const failureReply = (
  failure: ApiFailure,
  { operation, request, target, time }: RepliedCall,
): HttpReply => {
  if (operation.door !== 'graph') return errorReply(failure, target);
  const clientRequestId = request.headers['client-request-id'];
  return {
    status: failure.status,
    headers: headersOf(failure, target),
    body: graphError(failure, { time, requestId: target, clientRequestId }),
  };
};
