import { defaultScopeOf, isAudienceOf } from '@vakt/contract/audience';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Principal } from '@vakt/contract/principal';
import { type ApiFailure, apiFailure } from '../failure.ts';
import { otherAudienceAdvice } from '../refusals/audience-advice.ts';

/**
 * Refuses tokens that were issued for a resource which has no part in the operation, a Graph token for example. Tokens of
 * Defender for Endpoint and of Defender XDR are good on every host: clients in wide use mix them, and the roles in the
 * token decide (reference: defender-endpoint-core, section 1.2; wire-quirks, section 2). So are the names that the
 * government clouds give these two: there is one authority here for all clouds, and which cloud's host a client asks says
 * nothing about what its token may do.
 *
 * @param origin the host that was asked: the advice names the scope that is documented for it.
 */
export const checkAudience = (
  operation: Operation,
  principal: Principal,
  origin: string,
): ApiFailure | undefined =>
  operation.audiences.some(name => isAudienceOf(principal.audience, name))
    ? undefined
    : {
        ...apiFailure(
          // Graph takes a token for another resource for no token of its own.
          operation.door === 'graph' ? 'Unauthorized' : 'Forbidden',
          `The access token was issued for '${principal.audience}', which is not the resource of this API. Ask for a token with the scope '${defaultScopeOf(operation.permissions.resource, origin)}' (version 1: the resource without '/.default').`,
        ),
        advice: otherAudienceAdvice(operation, origin),
      };
