import type { Clock } from '@vakt/contract/clock';
import type { Database } from '@vakt/store/database';
import { type Quota, reserve } from '@vakt/store/quota-windows';
import type { Kysely } from 'kysely';

/** What this server may still spend of a quota's window without asking. */
interface Lease {
  readonly quota: Quota;
  endsAt: number;
  left: number;
  /** That asking again is in vain until the window ends. */
  isExhausted: boolean;
  renewing: Promise<void> | undefined;
}

/** A quota that is used up, and when its window ends (milliseconds since 1970). */
export interface Exhausted {
  readonly quota: Quota;
  readonly endsAt: number;
}

/** As many users of quotas as are kept; beyond it the one that came first loses what it has on lease. */
const MOST_USERS = 100_000;

/**
 * Spends quotas that several servers on one database share. Each server leases an eighth of what is left and spends it in
 * memory, so that few calls wait for the database. Together the servers never spend more than the limit, as far as their
 * clocks agree; a call may be refused while other servers hold calls that they do not spend, each at most an eighth of the
 * limit.
 *
 * Without the database there is no lease, and the call fails as any other that needs storage: its token could not be checked
 * against those taken back either.
 */
export class QuotaLeases {
  readonly #clock: Clock;
  readonly #mostUsers: number;
  readonly #byUser = new Map<string, readonly Lease[]>();

  constructor(clock: Clock, mostUsers = MOST_USERS) {
    this.#clock = clock;
    this.#mostUsers = mostUsers;
  }

  /** How many users' leases are kept. */
  get size(): number {
    return this.#byUser.size;
  }

  /**
   * Takes one of each quota of a user, or none when one of them is used up.
   *
   * @param user names the quotas' user, the tenant included.
   * @param quotas made when the user is new, the shortest window first.
   * @returns the quota with the longest window that is used up.
   */
  async take(
    tenant: Kysely<Database>,
    user: string,
    quotas: () => readonly Quota[],
  ): Promise<Exhausted | undefined> {
    const leases = this.#byUser.get(user) ?? this.#begin(user, quotas());
    for (;;) {
      const now = this.#clock.now();
      const exhausted = leases.findLast(({ isExhausted, endsAt }) => isExhausted && endsAt > now);
      if (exhausted) return exhausted;
      const spent = leases.findLast(({ left, endsAt }) => left === 0 || endsAt <= now);
      if (!spent) break;
      spent.renewing ??= renew(tenant, spent, now);
      await spent.renewing;
    }
    for (const lease of leases) lease.left -= 1;
    return undefined;
  }

  #begin(user: string, quotas: readonly Quota[]): readonly Lease[] {
    const leases = quotas.map(quota => ({
      quota,
      endsAt: 0,
      left: 0,
      isExhausted: false,
      renewing: undefined,
    }));
    const first = this.#byUser.size >= this.#mostUsers ? this.#byUser.keys().next().value : undefined;
    if (first !== undefined) this.#byUser.delete(first);
    this.#byUser.set(user, leases);
    return leases;
  }
}

/** Leases once for all calls that wait for it. */
const renew = async (tenant: Kysely<Database>, lease: Lease, now: number): Promise<void> => {
  try {
    const { endsAt, granted } = await reserve(tenant, lease.quota, now);
    lease.endsAt = endsAt;
    lease.left = granted;
    lease.isExhausted = granted === 0;
  } finally {
    lease.renewing = undefined;
  }
};
