import type { HttpReply } from '@vakt/contract/http';

/** Failures that happen before a room is reached, in the error envelope that every client of the services reads. */
export const errorReply = (
  status: number,
  code: string,
  message: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'request-id': target, ...headers },
  body: { error: { code, message, target } },
});
