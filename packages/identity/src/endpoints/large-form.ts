import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { errorReply, traceOf } from '../aadsts/error-reply.ts';
import { largeForm } from '../authority/form.ts';
import { withCommonHeaders } from './headers.ts';

/** Refuses a form that was too large to be read, in the error envelope that OAuth clients know. */
export const refuseLargeForm = async (
  request: HttpRequest,
  version: 'v1' | 'v2',
  { clock, entropy }: { readonly clock: Clock; readonly entropy: Entropy },
): Promise<HttpReply> => {
  const trace = traceOf(request.headers['client-request-id'], entropy);
  return withCommonHeaders(errorReply(largeForm(), trace, clock, request.origin, version), request, trace);
};
