import type { Clock } from '@vakt/contract/clock';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Principal } from '@vakt/contract/principal';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** A stretch of time in which calls are counted. */
interface Window {
  readonly name: string;
  readonly lengthMs: number;
}

const MINUTE: Window = { name: '00:01:00', lengthMs: 60_000 };
const HOUR: Window = { name: '01:00:00', lengthMs: 3_600_000 };

interface Count {
  readonly endsAt: number;
  calls: number;
}

/** As many counters as are kept; beyond it the one that began first is forgotten, to its caller's advantage. */
const MOST_COUNTERS = 100_000;

/**
 * Counts calls of each tenant's application to each operation and refuses those over the operation's limits. A window
 * begins with a call and refused calls do not lengthen it (reference: defender-endpoint-core, section 1.4). Counters live
 * in memory: a restart begins anew.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #counts = new Map<string, Count>();

  readonly #mostCounters: number;

  constructor(clock: Clock, mostCounters = MOST_COUNTERS) {
    this.#clock = clock;
    this.#mostCounters = mostCounters;
  }

  /** How many counters are kept. */
  get size(): number {
    return this.#counts.size;
  }

  /** Counts the call, or refuses it and says when to come back. */
  check(
    { id, limits }: Operation,
    { tenantId, appId }: Pick<Principal, 'tenantId' | 'appId'>,
  ): ApiFailure | undefined {
    const now = this.#clock.now();
    const windows = [
      { window: MINUTE, limit: limits.perMinute },
      { window: HOUR, limit: limits.perHour },
    ].flatMap(({ window, limit }) => (limit === undefined ? [] : [{ window, limit }]));
    const counted = windows.map(({ window, limit }) => ({
      window,
      limit,
      count: this.#count(`${tenantId} ${appId} ${id} ${window.name}`, window, now),
    }));
    const exceeded = counted.findLast(({ count, limit }) => count.calls >= limit);
    if (exceeded) return refusal(exceeded.limit, exceeded.window, exceeded.count.endsAt - now);
    for (const { count } of counted) count.calls += 1;
    return undefined;
  }

  #count(key: string, window: Window, now: number): Count {
    const known = this.#counts.get(key);
    if (known && known.endsAt > now) return known;
    const fresh = { endsAt: now + window.lengthMs, calls: 0 };
    this.#counts.delete(key);
    this.#counts.set(key, fresh);
    this.#forgetOldest();
    return fresh;
  }

  #forgetOldest(): void {
    if (this.#counts.size <= this.#mostCounters) return;
    const [oldest] = this.#counts.keys();
    if (oldest !== undefined) this.#counts.delete(oldest);
  }
}

/** The code and the text are the real service's (reference: wire-quirks, section 4). */
const refusal = (limit: number, window: Window, remainingMs: number): ApiFailure => ({
  ...apiFailure('TooManyRequests', `API calls quota exceeded! maximum allowed ${limit} per ${window.name}`),
  code: '429',
  headers: { 'retry-after': String(Math.max(1, Math.ceil(remainingMs / 1_000))) },
});
