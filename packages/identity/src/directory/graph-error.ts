import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { graphError } from '@vakt/contract/graph-error';
import type { HttpReply } from '@vakt/contract/http';

/** A refusal of a directory call. */
export interface GraphFailure {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413;
  readonly code:
    | 'InvalidAuthenticationToken'
    | 'Authorization_RequestDenied'
    | 'Request_BadRequest'
    | 'Request_ResourceNotFound'
    | 'Request_UnsupportedQuery'
    | 'Request_MultipleObjectsWithSameKeyValue';
  readonly message: string;
}

export const badRequest = (message: string): GraphFailure => ({
  status: 400,
  code: 'Request_BadRequest',
  message,
});

export const denied = (message: string): GraphFailure => ({
  status: 403,
  code: 'Authorization_RequestDenied',
  message,
});

export const unsupportedQuery = (message: string): GraphFailure => ({
  status: 400,
  code: 'Request_UnsupportedQuery',
  message,
});

export const notFound = (id: string): GraphFailure => ({
  status: 404,
  code: 'Request_ResourceNotFound',
  message: `Resource '${id.slice(0, 100)}' does not exist or one of its queried reference-property objects are not present.`,
});

export const conflict = (message: string): GraphFailure => ({
  status: 409,
  code: 'Request_MultipleObjectsWithSameKeyValue',
  message,
});

/** The reply to a refused directory call. */
export const graphErrorReply = (
  failure: GraphFailure,
  clientRequestId: string | undefined,
  clock: Clock,
  entropy: Entropy,
): HttpReply => {
  const requestId = entropy.uuid();
  return {
    status: failure.status,
    headers: {
      'content-type': 'application/json',
      'request-id': requestId,
      ...(failure.status === 401 && { 'www-authenticate': 'Bearer' }),
    },
    body: graphError(failure, { time: new Date(clock.now()).toISOString(), requestId, clientRequestId }),
  };
};
