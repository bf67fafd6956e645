import type { Clock } from '@vakt/contract/clock';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Database } from '@vakt/store/database';
import { charge, type Quota, readWindows } from '@vakt/store/quota-windows';
import type { Kysely } from 'kysely';
import { type ApiFailure, apiFailure } from '../failure.ts';
import { type LimitScale, scaleLimit } from './limit-scale.ts';
import { retryAfter, timespan } from './quota-words.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The running time that an operation gives a tenant, in milliseconds. */
const quotasOf = ({ id, limits }: Operation, factor: number): readonly Quota[] =>
  [
    { windowMs: HOUR_MS, minutes: limits.runningMinutesPerHour },
    { windowMs: DAY_MS, minutes: limits.runningMinutesPerDay },
  ].flatMap(({ windowMs, minutes }) =>
    minutes === undefined
      ? []
      : [
          {
            name: `running time ${id} ${windowMs}`,
            limit: scaleLimit(minutes * 60_000, factor),
            windowMs,
          },
        ],
  );

/**
 * Counts how long a tenant's queries run, all its applications together and on every server, and refuses queries when the
 * time of the hour or the day is used up (reference: defender-endpoint-core, section 9; defender-xdr, section 3.2). A query
 * is charged when it has ended, so that the last one may run beyond the limit.
 */
export class RunningTime {
  readonly #clock: Clock;
  readonly #scale: LimitScale;

  constructor(clock: Clock, scale: LimitScale = 1) {
    this.#clock = clock;
    this.#scale = scale;
  }

  #quotasOf(operation: Operation): readonly Quota[] {
    return this.#scale === 'off' ? [] : quotasOf(operation, this.#scale);
  }

  /** Refuses a query when the tenant has no running time left. */
  async check(tenant: Kysely<Database>, operation: Operation): Promise<ApiFailure | undefined> {
    const quotas = this.#quotasOf(operation);
    if (quotas.length === 0) return undefined;
    const now = this.#clock.now();
    const windows = await readWindows(
      tenant,
      quotas.map(({ name }) => name),
      now,
    );
    for (const quota of quotas.toReversed()) {
      const window = windows.get(quota.name);
      if (window && window.used >= quota.limit) return refusal(quota, window.endsAt - now);
    }
    return undefined;
  }

  /** Does `work` and charges the tenant with the time that it took, however it ended. */
  async measure<Outcome>(
    tenant: Kysely<Database>,
    operation: Operation,
    work: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const quotas = this.#quotasOf(operation);
    if (quotas.length === 0) return work();
    const startedAt = this.#clock.now();
    try {
      return await work();
    } finally {
      const took = this.#clock.now() - startedAt;
      await Promise.all(quotas.map(quota => charge(tenant, quota, startedAt, took)));
    }
  }
}

/** The first sentence is the real service's (reference: defender-xdr, section 8.3); which limit it was, it says, too. */
const refusal = ({ limit, windowMs }: Quota, remainingMs: number): ApiFailure => ({
  ...apiFailure(
    'TooManyRequests',
    `You have exceeded processing resources allocated to this tenant. You can run queries again in ${timespan(remainingMs)}. Maximum allowed running time ${timespan(limit)} per ${timespan(windowMs)}.`,
    retryAfter(remainingMs),
  ),
  advice: {
    step: 'call',
    missing: 'running time that is left of the tenant’s quota',
    remedies: [
      `Wait ${timespan(remainingMs)}. Queries of a shorter time range, and with the most selective condition first, take less of it.`,
    ],
    commands: ['vakt permissions'],
  },
});
