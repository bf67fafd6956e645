import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';

/** A refusal in Graph's words. */
export interface GraphFailure {
  readonly status: 400 | 401 | 403 | 404 | 409 | 429 | 500;
  readonly code: string;
  readonly message: string;
}

/** A request whose content is wrong. */
export const badRequest = (message: string): GraphFailure => ({ status: 400, code: 'BadRequest', message });

/** The error envelope of Microsoft Graph. */
export const failureReply = (
  { status, code, message }: GraphFailure,
  request: HttpRequest,
  clock: Clock,
  entropy: Entropy,
): HttpReply => {
  const requestId = entropy.uuid();
  const clientRequestId = request.headers['client-request-id'] ?? requestId;
  return {
    status,
    headers: {
      'request-id': requestId,
      ...(status === 401 && { 'www-authenticate': 'Bearer realm=""' }),
    },
    body: {
      error: {
        code,
        message,
        innerError: {
          date: new Date(clock.now()).toISOString().slice(0, 19),
          'request-id': requestId,
          'client-request-id': clientRequestId,
        },
      },
    },
  };
};
