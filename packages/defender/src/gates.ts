import type { Operation } from '@vakt/contract/operations/operation';
import type { Plan } from '@vakt/contract/plan';
import type { Principal } from '@vakt/contract/principal';
import type { Database } from '@vakt/store/database';
import type { RoleAccess } from '@vakt/store/role-access';
import type { Kysely } from 'kysely';
import type { ApiFailure } from './failure.ts';
import { checkAudience } from './gate/audience.ts';
import { checkLicence } from './gate/licence.ts';
import { checkPermission } from './gate/permission.ts';
import type { RateLimiter } from './gate/rate-limit.ts';
import type { RunningTime } from './gate/running-time.ts';

/** What is counted. */
export interface Quotas {
  readonly calls: Pick<RateLimiter, 'check'>;
  readonly runningTime: Pick<RunningTime, 'check' | 'measure'>;
}

/** A call at the gates. */
export interface Arrival {
  readonly operation: Operation;
  readonly principal: Principal;
  readonly plan: Plan;
  /** What Defender's roles let the user do, where they are what counts. */
  readonly access: RoleAccess | undefined;
  /** The host that was asked. */
  readonly origin: string;
  /** The rows of the caller's tenant. */
  readonly db: Kysely<Database>;
}

/** The gates that a verified caller passes, in this order; the first that refuses says why. */
export const passGates = async (
  { operation, principal, plan, access, origin, db }: Arrival,
  { calls, runningTime }: Quotas,
): Promise<ApiFailure | undefined> =>
  checkAudience(operation, principal, origin) ??
  checkPermission(operation, principal, access) ??
  checkLicence(operation, plan) ??
  (await calls.check(db, operation, principal)) ??
  (await runningTime.check(db, operation));
