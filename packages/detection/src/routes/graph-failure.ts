import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { graphError } from '@vakt/contract/graph-error';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';

/** A refusal in Graph's words. */
export interface GraphFailure {
  readonly status: 400 | 401 | 403 | 404 | 409 | 429 | 500;
  readonly code: string;
  readonly message: string;
}

/** A request whose content is wrong. */
export const badRequest = (message: string): GraphFailure => ({ status: 400, code: 'BadRequest', message });

/** The reply to a refused call. */
export const failureReply = (
  { status, code, message }: GraphFailure,
  request: HttpRequest,
  clock: Clock,
  entropy: Entropy,
): HttpReply => {
  const requestId = entropy.uuid();
  const clientRequestId = request.headers['client-request-id'];
  return {
    status,
    headers: {
      'request-id': requestId,
      ...(status === 401 && { 'www-authenticate': 'Bearer realm=""' }),
    },
    body: graphError(
      { code, message },
      { time: new Date(clock.now()).toISOString(), requestId, clientRequestId },
    ),
  };
};
