import type { HttpReply } from '@vakt/contract/http';
import type { ApiFailure } from '../failure.ts';

/**
 * The envelope of every failure, the only place that writes one (reference: defender-endpoint-core, section 1.3).
 *
 * @param target the GUID by which the log knows the call.
 */
export const errorReply = ({ status, code, message, headers }: ApiFailure, target: string): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'request-id': target, ...headers },
  body: { error: { code, message, target } },
});
