import type { Clock } from '@vakt/contract/clock';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Principal } from '@vakt/contract/principal';
import type { Database } from '@vakt/store/database';
import type { Quota } from '@vakt/store/quota-windows';
import type { Kysely } from 'kysely';
import { type ApiFailure, apiFailure } from '../failure.ts';
import { type LimitScale, scaleLimit } from './limit-scale.ts';
import { QuotaLeases } from './quota-leases.ts';
import { retryAfter, timespan } from './quota-words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The limits of an operation as quotas of `counted`, an application or the whole tenant. */
const quotasOf = ({ id, limits }: Operation, counted: string, factor: number): readonly Quota[] =>
  [
    { windowMs: MINUTE_MS, limit: limits.perMinute },
    { windowMs: HOUR_MS, limit: limits.perHour },
  ].flatMap(({ windowMs, limit }) =>
    limit === undefined
      ? []
      : [{ name: `calls ${id} ${counted} ${windowMs}`, limit: scaleLimit(limit, factor), windowMs }],
  );

/**
 * Counts calls of each tenant's application to each operation, or of all its applications where the operation's limits are the
 * tenant's, and refuses those over the limits. A window
 * begins with a call and refused calls do not lengthen it (reference: defender-endpoint-core, section 1.4).
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #scale: LimitScale;
  readonly #leases: QuotaLeases;

  constructor(clock: Clock, scale: LimitScale = 1, leases = new QuotaLeases(clock)) {
    this.#clock = clock;
    this.#scale = scale;
    this.#leases = leases;
  }

  /**
   * Counts the call, or refuses it and says when to come back.
   *
   * @param tenant the rows of the caller's tenant.
   */
  async check(
    tenant: Kysely<Database>,
    operation: Operation,
    { tenantId, appId }: Pick<Principal, 'tenantId' | 'appId'>,
  ): Promise<ApiFailure | undefined> {
    const scale = this.#scale;
    if (scale === 'off') return undefined;
    const counted = operation.limits.countedFor ?? appId;
    const exhausted = await this.#leases.take(tenant, `${tenantId} ${counted} ${operation.id}`, () =>
      quotasOf(operation, counted, scale),
    );
    return exhausted && refusal(exhausted.quota, exhausted.endsAt - this.#clock.now());
  }
}

/** The code and the text are the real service's (reference: wire-quirks, section 4). */
const refusal = ({ limit, windowMs }: Quota, remainingMs: number): ApiFailure => ({
  ...apiFailure(
    'TooManyRequests',
    `API calls quota exceeded! maximum allowed ${limit} per ${timespan(windowMs)}`,
    retryAfter(remainingMs),
  ),
  code: '429',
});
