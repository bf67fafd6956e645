import type { Clock } from '@vakt/contract/clock';
import { insertRevokedToken, listRevokedTokens } from '@vakt/store/sign-in/revoked-tokens';
import type { Store } from '@vakt/store/store';

/** A token lives an hour, and verifiers forgive five minutes. */
const KEPT_MS = 3_900_000;
/** Another server on the same store may have revoked one. */
const RELOAD_AFTER_MS = 10_000;

/** Access tokens that were taken back before their time: few, and known in memory, so that verification stays fast. */
export class RevokedTokens {
  readonly #store: Store;
  readonly #clock: Clock;
  #known: ReadonlySet<string> = new Set();
  #loadedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | undefined;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async revoke(tokenId: string): Promise<void> {
    await insertRevokedToken(this.#store.authority, tokenId, new Date(this.#clock.now() + KEPT_MS));
    this.#known = new Set([...this.#known, tokenId]);
  }

  async #load(): Promise<void> {
    const now = this.#clock.now();
    this.#known = new Set(await listRevokedTokens(this.#store.authority, new Date(now)));
    this.#loadedAt = now;
  }

  /** Whether a token was taken back; on another server it shows after some seconds. */
  async isRevoked(tokenId: string): Promise<boolean> {
    if (this.#clock.now() - this.#loadedAt >= RELOAD_AFTER_MS) {
      this.#loading ??= this.#load().finally(() => (this.#loading = undefined));
      await this.#loading;
    }
    return this.#known.has(tokenId);
  }
}
