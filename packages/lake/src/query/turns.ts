import type { TenantId } from '@vakt/contract/ids';

export interface TurnLimits {
  /** Queries at the engine at one time. */
  readonly running: number;
  /** Of those, the queries of one tenant. */
  readonly runningOfTenant: number;
  /** Queries of one tenant that may wait. */
  readonly waitingOfTenant: number;
}

/** Eight heavy scans at once did not starve a small query beside them (reference: clickhouse, section 9). */
export const DEFAULT_TURN_LIMITS: TurnLimits = { running: 12, runningOfTenant: 6, waitingOfTenant: 100 };

/** A tenant has more queries waiting than the lake lets it have. */
export class TooManyQueries extends Error {
  override readonly name = 'TooManyQueries';
}

type Start = () => void;

/** A tenant with work under way. */
interface Running {
  /** Numbered from 0; no two running tenants have the same. */
  readonly seat: number;
  count: number;
}

/**
 * Lets queries at the engine a few at a time, tenant by tenant, so that one tenant's heavy hunting neither exhausts the
 * engine nor keeps the others out.
 */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #running = new Map<TenantId, Running>();
  /** Seats that are free again, the one that was taken last on top. */
  readonly #freeSeats: number[] = [];
  /** Tenants with waiting queries, whose turn is next first. */
  readonly #waiting = new Map<TenantId, Start[]>();
  #runningInAll = 0;

  constructor(limits: TurnLimits = DEFAULT_TURN_LIMITS) {
    this.#limits = limits;
  }

  get running(): number {
    return this.#runningInAll;
  }

  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, queue) => sum + queue.length, 0);
  }

  /**
   * Runs `work` when it is the tenant's turn, with the seat that the tenant has while any of its work runs: there are as many
   * seats as may run at one time.
   *
   * @throws TooManyQueries, or the signal's reason when the caller goes away before.
   */
  async take<Outcome>(
    tenant: TenantId,
    signal: AbortSignal | undefined,
    work: (seat: number) => Promise<Outcome>,
  ): Promise<Outcome> {
    signal?.throwIfAborted();
    if (this.#mayStart(tenant)) this.#start(tenant);
    else await this.#wait(tenant, signal);
    try {
      return await work(this.#running.get(tenant)?.seat ?? 0);
    } finally {
      this.#end(tenant);
    }
  }

  #mayStart(tenant: TenantId): boolean {
    return (
      this.#runningInAll < this.#limits.running &&
      (this.#running.get(tenant)?.count ?? 0) < this.#limits.runningOfTenant
    );
  }

  #start(tenant: TenantId): void {
    this.#runningInAll += 1;
    const running = this.#running.get(tenant);
    if (running) running.count += 1;
    else this.#running.set(tenant, { seat: this.#freeSeats.pop() ?? this.#running.size, count: 1 });
  }

  #end(tenant: TenantId): void {
    this.#runningInAll -= 1;
    const running = this.#running.get(tenant);
    if (running) running.count -= 1;
    if (running?.count === 0) {
      this.#running.delete(tenant);
      this.#freeSeats.push(running.seat);
    }
    this.#startNext();
  }

  #wait(tenant: TenantId, signal: AbortSignal | undefined): Promise<void> {
    const queue = this.#waiting.get(tenant) ?? [];
    if (queue.length >= this.#limits.waitingOfTenant)
      throw new TooManyQueries(`${queue.length} queries of this tenant wait already; try again shortly.`);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = (): void => {
      this.#remove(tenant, start);
      reject(signal?.reason as Error);
    };
    const start: Start = () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    signal?.addEventListener('abort', leave, { once: true });
    queue.push(start);
    this.#waiting.set(tenant, queue);
    return promise;
  }

  #remove(tenant: TenantId, start: Start): void {
    const queue = this.#waiting.get(tenant);
    const at = queue?.indexOf(start) ?? -1;
    if (at >= 0) queue?.splice(at, 1);
    if (queue?.length === 0) this.#waiting.delete(tenant);
  }

  /** Starts the next query of the tenant that has waited longest for a turn, and puts that tenant last. */
  #startNext(): void {
    for (const [tenant, queue] of this.#waiting) {
      if (!this.#mayStart(tenant)) continue;
      const start = queue.shift();
      this.#waiting.delete(tenant);
      if (queue.length > 0) this.#waiting.set(tenant, queue);
      this.#start(tenant);
      start?.();
      return;
    }
  }
}
