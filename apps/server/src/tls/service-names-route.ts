import { createHash } from 'node:crypto';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import { isOperator } from '@vakt/identity/tenants/operator';
import { errorReply } from '../http/errors.ts';
import type { ServiceNames } from './service-names.ts';

export interface ServiceNamesRouteOptions {
  readonly serviceNames: ServiceNames;
  readonly operatorToken: string;
  readonly entropy: Entropy;
}

/**
 * `POST /vakt/v1/serviceNames`, for `vakt exec` and `vakt hosts`: makes the authority of the real services' names on the
 * first call, and says which names it covers and where its certificate lies.
 */
export const serviceNamesRoute = ({
  serviceNames,
  operatorToken,
  entropy,
}: ServiceNamesRouteOptions): Route => {
  const operatorTokenHash = createHash('sha256').update(operatorToken).digest('hex');
  return {
    method: 'POST',
    path: '/vakt/v1/serviceNames',
    handle: async (request: HttpRequest): Promise<HttpReply> => {
      if (!isOperator(request, operatorTokenHash))
        return errorReply(
          401,
          'Unauthorized',
          'Only the operator of this installation may ask for the service names. Send the token of operator.token in the data directory as Bearer.',
          entropy.uuid(),
          { 'www-authenticate': 'Bearer' },
        );
      return { status: 200, body: await serviceNames.establish() };
    },
  };
};
