import type { Operation } from '@vakt/contract/operations/operation';
import type { Plan } from '@vakt/contract/plan';
import type { Principal } from '@vakt/contract/principal';
import type { ApiFailure } from './failure.ts';
import { checkAudience } from './gate/audience.ts';
import { checkLicence } from './gate/licence.ts';
import { checkPermission } from './gate/permission.ts';
import type { RateLimiter } from './gate/rate-limit.ts';

/** The gates that a verified caller passes, in this order; the first that refuses says why. */
export const passGates = (
  operation: Operation,
  principal: Principal,
  plan: Plan,
  limiter: RateLimiter,
): ApiFailure | undefined =>
  checkAudience(operation, principal) ??
  checkPermission(operation, principal) ??
  checkLicence(operation, plan) ??
  limiter.check(operation, principal);
