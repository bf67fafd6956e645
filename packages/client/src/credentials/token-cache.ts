import type { AccessToken } from '@azure/core-auth';
import type { Clock } from '@vakt/contract/clock';
import type { IssuedToken } from './token-endpoint.ts';

/** A token that has less time left than this is not handed out any more: clocks differ and requests take time. */
const SKEW_MS = 120_000;

/** Keeps tokens until shortly before they expire; callers who ask at the same time share one request. */
export class TokenCache {
  readonly #clock: Clock;
  readonly #tokens = new Map<string, AccessToken>();
  readonly #requests = new Map<string, Promise<AccessToken>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The token under `key`, asked for with `request` when there is none that lasts. */
  get(key: string, request: () => Promise<IssuedToken>): Promise<AccessToken> {
    const token = this.#tokens.get(key);
    if (token && token.expiresOnTimestamp - this.#clock.now() > SKEW_MS) return Promise.resolve(token);
    const underway = this.#requests.get(key) ?? this.#renew(key, request);
    this.#requests.set(key, underway);
    return underway;
  }

  /** Drops the token under `key`: the service asked for a newer one. */
  forget(key: string): void {
    this.#tokens.delete(key);
  }

  async #renew(key: string, request: () => Promise<IssuedToken>): Promise<AccessToken> {
    try {
      const issued = await request();
      const expiresOnTimestamp = this.#clock.now() + issued.expiresInSeconds * 1000;
      const token = { token: issued.accessToken, expiresOnTimestamp };
      this.#tokens.set(key, token);
      return token;
    } finally {
      this.#requests.delete(key);
    }
  }
}
