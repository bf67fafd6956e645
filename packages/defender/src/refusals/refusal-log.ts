import type { Clock } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import type { ExplainedRefusal } from '@vakt/contract/refusal';
import { insertRefusals, keepNewestRefusals, type NewRefusal, NO_TENANT } from '@vakt/store/refusals';
import type { Store } from '@vakt/store/store';

/** How many refusals are kept, and how many are taken. */
export interface RefusalLimits {
  /** Of each tenant, the newest. Those without a tenant count as one. */
  readonly keptPerTenant: number;
  /** New ones in a minute, of each tenant and of all. */
  readonly perMinute: number;
  readonly perMinuteOfAll: number;
}

export const REFUSAL_LIMITS: RefusalLimits = { keptPerTenant: 1_000, perMinute: 60, perMinuteOfAll: 600 };

/** How long a refusal is kept. */
export const REFUSALS_KEPT_MS = 7 * 86_400_000;

const MINUTE_MS = 60_000;

/** What the log stands on. */
export interface RefusalLogParts {
  readonly store: Pick<Store, 'authority'>;
  readonly clock: Clock;
  readonly log: { error(message: string, fields: Readonly<Record<string, unknown>>): void };
  readonly limits?: RefusalLimits;
}

/**
 * Keeps refused calls. A refusal never waits for it: what comes is written behind the reply, several at once, and what comes
 * too fast is not kept, so that a flood of refused calls costs no more than a trickle.
 */
export class RefusalLog {
  readonly #parts: RefusalLogParts;
  readonly #limits: RefusalLimits;
  readonly #taken = new Map<TenantId, number>();
  #minute = 0;
  #takenOfAll = 0;
  #waiting: NewRefusal[] = [];
  #writing: Promise<void> | undefined;

  constructor(parts: RefusalLogParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? REFUSAL_LIMITS;
  }

  /** Keeps a refusal, unless too many came this minute. */
  note(tenantId: TenantId | undefined, explanation: ExplainedRefusal): void {
    const tenant = tenantId ?? NO_TENANT;
    if (!this.#takes(tenant)) return;
    this.#waiting.push({ tenantId: tenant, explanation });
    this.#writing ??= this.#drain();
  }

  /** Resolves when everything that was noted has been written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #takes(tenant: TenantId): boolean {
    const minute = Math.floor(this.#parts.clock.now() / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#takenOfAll = 0;
      this.#taken.clear();
    }
    const taken = this.#taken.get(tenant) ?? 0;
    const { perMinute, perMinuteOfAll } = this.#limits;
    // What waits is bounded, too: a store that is away must not fill the memory.
    if (taken >= perMinute || this.#takenOfAll >= perMinuteOfAll) return false;
    if (this.#waiting.length >= perMinuteOfAll) return false;
    this.#taken.set(tenant, taken + 1);
    this.#takenOfAll += 1;
    return true;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#write(batch);
    }
    this.#writing = undefined;
  }

  async #write(batch: readonly NewRefusal[]): Promise<void> {
    const { store, log } = this.#parts;
    try {
      await insertRefusals(store.authority, batch);
      const tenants = batch.map(({ tenantId }) => tenantId);
      await keepNewestRefusals(store.authority, tenants, this.#limits.keptPerTenant);
    } catch (error) {
      log.error('refusals were not kept', { refusals: batch.length, error });
    }
  }
}
