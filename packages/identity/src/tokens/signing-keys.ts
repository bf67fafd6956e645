import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';
import { listSigningKeys, type StoredSigningKey, writeSigningKeys } from '@vakt/store/directory/signing-keys';
import type { Store } from '@vakt/store/store';
import type { Sealer } from '../sealing.ts';
import { completeKeys, isComplete, rotateKeys } from './key-schedule.ts';
import { KeyVault } from './key-vault.ts';

/** The public half of a key as key sets publish it (RFC 7517). */
export interface PublishedKey {
  readonly kty: 'RSA';
  readonly use: 'sig';
  readonly kid: string;
  readonly x5t: string;
  readonly n: string | undefined;
  readonly e: string | undefined;
  /** The key's certificate. */
  readonly x5c?: readonly [string];
}

/** A key that signs tokens, ready for use. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: PublishedKey;
  /** Milliseconds since 1970. */
  readonly activeFrom: number;
  /** When it is forgotten, and with it what it signed. Milliseconds since 1970. */
  readonly retiredAt: number;
}

/** Another server on the same store may have added a key. */
const RELOAD_AFTER_MS = 300_000;

const load = (stored: StoredSigningKey, vault: KeyVault): SigningKey => {
  const { key_id: keyId, certificate, active_from, retired_at } = stored;
  const privateKey = vault.open(stored);
  const publicKey = createPublicKey(privateKey);
  const { n, e } = publicKey.export({ format: 'jwk' });
  return {
    keyId,
    privateKey,
    publicKey,
    jwk: {
      kty: 'RSA',
      use: 'sig',
      kid: keyId,
      x5t: keyId,
      n,
      e,
      ...(certificate !== null && { x5c: [certificate] }),
    },
    activeFrom: active_from.getTime(),
    retiredAt: retired_at.getTime(),
  };
};

/** The authority's signing keys: made, loaded and rotated; private halves never leave it. */
export class SigningKeys {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #vault: KeyVault;
  #keys: readonly SigningKey[] = [];
  #loadedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<readonly SigningKey[]> | undefined;

  constructor(store: Store, clock: Clock, sealer: Sealer) {
    this.#store = store;
    this.#clock = clock;
    this.#vault = new KeyVault(sealer);
  }

  async #load(): Promise<readonly SigningKey[]> {
    const { authority } = this.#store;
    const now = this.#clock.now();
    let stored = await listSigningKeys(authority, new Date(now));
    if (!isComplete(stored, this.#vault, now)) {
      await writeSigningKeys(authority, new Date(now), keys => completeKeys(keys, this.#vault, now));
      stored = await listSigningKeys(authority, new Date(now));
    }
    this.#keys = stored.map(key => load(key, this.#vault));
    this.#loadedAt = now;
    return this.#keys;
  }

  /** The published keys; loaded again now and then, and when `fresh` is asked for. */
  async published(fresh = false): Promise<readonly SigningKey[]> {
    const age = this.#clock.now() - this.#loadedAt;
    if (!fresh && age >= 0 && age < RELOAD_AFTER_MS) return this.#keys;
    this.#loading ??= this.#load().finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  /** The key that signs now: the latest of those whose time has come. */
  async current(): Promise<SigningKey> {
    const keys = await this.published();
    // Read after the keys: the first one is active from when it was made.
    const now = this.#clock.now();
    const key = keys.findLast(({ activeFrom }) => activeFrom <= now);
    if (!key) throw new Error('There is no signing key whose time has come.');
    return key;
  }

  /** Finds a published key; looks again in the store when it is unknown, at most once a minute. */
  async find(keyId: string): Promise<SigningKey | undefined> {
    const known = (await this.published()).find(key => key.keyId === keyId);
    if (known || this.#clock.now() - this.#loadedAt < 60_000) return known;
    return (await this.published(true)).find(key => key.keyId === keyId);
  }

  /**
   * Lets the next key sign from now on. Other servers on the same store follow within minutes.
   *
   * @param revokes whether everything that the earlier keys signed is void at once: for a key that leaked.
   */
  async rotate(options: { readonly revokes: boolean }): Promise<readonly SigningKey[]> {
    const now = this.#clock.now();
    await writeSigningKeys(this.#store.authority, new Date(now), keys =>
      rotateKeys(keys, this.#vault, now, options),
    );
    return this.published(true);
  }
}
