import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '@vakt/contract/clock';
import { addSigningKeys, listSigningKeys, type StoredSigningKey } from '@vakt/store/directory/signing-keys';
import type { Store } from '@vakt/store/store';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';

/** A key that signs tokens, ready for use. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The public half as it is published. */
  readonly jwk: JWK;
  /** Milliseconds since 1970. */
  readonly activeFrom: number;
}

const DAY_MS = 86_400_000;
/** How long a key signs before the next one takes over (reference: identity, section 3.5). */
const SIGNING_DAYS = 42;
/** After it stopped signing a key stays published for longer than a token lives. */
const OVERLAP_DAYS = 2;
/** Another server on the same store may have added a key. */
const RELOAD_AFTER_MS = 300_000;

const generateRsa = promisify(generateKeyPair);

const createKey = async (activeFrom: number): Promise<StoredSigningKey> => {
  const { privateKey, publicKey } = await generateRsa('rsa', { modulusLength: 2_048 });
  return {
    key_id: await calculateJwkThumbprint(await exportJWK(publicKey)),
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    active_from: new Date(activeFrom),
    retired_at: new Date(activeFrom + (SIGNING_DAYS + OVERLAP_DAYS) * DAY_MS),
  };
};

/** The keys that should be there besides `stored`: one that signs now, and the one that follows it. */
const missingKeys = async (stored: readonly StoredSigningKey[], now: number): Promise<StoredSigningKey[]> => {
  const added: StoredSigningKey[] = [];
  const activeTimes = stored.map(key => key.active_from.getTime());
  let latest = Math.max(...activeTimes, Number.NEGATIVE_INFINITY);
  if (!activeTimes.some(time => time <= now && now < time + SIGNING_DAYS * DAY_MS)) {
    added.push(await createKey(now));
    latest = Math.max(latest, now);
  }
  if (latest <= now) added.push(await createKey(latest + SIGNING_DAYS * DAY_MS));
  return added;
};

const load = async ({ key_id, private_key, active_from }: StoredSigningKey): Promise<SigningKey> => {
  const privateKey = createPrivateKey(private_key);
  const publicKey = createPublicKey(privateKey);
  const { n, e } = await exportJWK(publicKey);
  const jwk = { kty: 'RSA', use: 'sig', kid: key_id, x5t: key_id, n, e } as JWK;
  return { keyId: key_id, privateKey, publicKey, jwk, activeFrom: active_from.getTime() };
};

/** The authority's signing keys: made, loaded and rotated; private halves never leave it. */
export class SigningKeys {
  readonly #store: Store;
  readonly #clock: Clock;
  #keys: readonly SigningKey[] = [];
  #loadedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<readonly SigningKey[]> | undefined;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async #load(): Promise<readonly SigningKey[]> {
    const now = this.#clock.now();
    let stored = await listSigningKeys(this.#store.authority, new Date(now));
    if ((await missingKeys(stored, now)).length > 0) {
      await addSigningKeys(this.#store.authority, new Date(now), current => missingKeys(current, now));
      stored = await listSigningKeys(this.#store.authority, new Date(now));
    }
    this.#keys = await Promise.all(stored.map(load));
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
    const now = this.#clock.now();
    const key = (await this.published()).findLast(({ activeFrom }) => activeFrom <= now);
    if (!key) throw new Error('There is no signing key whose time has come.');
    return key;
  }

  /** Finds a published key; looks again in the store when it is unknown, at most once a minute. */
  async find(keyId: string): Promise<SigningKey | undefined> {
    const known = (await this.published()).find(key => key.keyId === keyId);
    if (known || this.#clock.now() - this.#loadedAt < 60_000) return known;
    return (await this.published(true)).find(key => key.keyId === keyId);
  }
}
