import type { HttpReply } from '@vakt/contract/http';
import type { SinkFailure } from '../ports.ts';

/** A failure of a request before it becomes a reply. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The error envelope of the services; `target` is the number that the log knows the request by. */
export const errorReply = ({ status, code, message, headers }: Failure, target: string): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'request-id': target, ...headers },
  body: { error: { code, message, target } },
});

export const badRequest = (message: string): Failure => ({ status: 400, code: 'BadRequest', message });

export const forbidden = (message: string): Failure => ({ status: 403, code: 'Forbidden', message });

export const tooLarge = (message: string): Failure => ({
  status: 413,
  code: 'RequestEntityTooLarge',
  message,
});

export const unsupported = (message: string): Failure => ({
  status: 415,
  code: 'UnsupportedMediaType',
  message,
});

export const tooMany = (message: string, retryAfterSeconds: number): Failure => ({
  status: 429,
  code: 'TooManyRequests',
  message,
  headers: { 'retry-after': String(retryAfterSeconds) },
});

/** What a sink's failure is to the sender: rows that can never be stored are bad input, the rest is to be sent again. */
export const sinkFailure = ({ kind, message, retryAfterSeconds = 5 }: SinkFailure): Failure => {
  if (kind === 'refused') return badRequest(message);
  if (kind === 'busy') return tooMany(message, retryAfterSeconds);
  return {
    status: 503,
    code: 'ServiceUnavailable',
    message,
    headers: { 'retry-after': String(retryAfterSeconds) },
  };
};
