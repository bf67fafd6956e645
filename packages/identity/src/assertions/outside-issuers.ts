import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { FetchDocument } from './https-document.ts';
import { isStrongRsaKey } from './jwt-signature.ts';
import type { JsonObject } from './strict-json.ts';

/** Keys of an issuer by their `kid`; those without one by an empty text. */
type IssuerKeys = ReadonlyMap<string, KeyObject>;

interface KnownIssuer {
  readonly keys: Result<IssuerKeys, string>;
  /** When the keys were read, and when the issuer was last asked: it may have been away. */
  readonly readAt: number;
  readonly askedAt: number;
}

const FRESH_MS = 3_600_000;
/** Keys of an issuer that is away are good for so long. */
const USABLE_MS = 86_400_000;
/** A key that is not among the known ones, or an issuer that could not be read, is asked for again after this. */
const ASK_AGAIN_MS = 30_000;
const MOST_ISSUERS = 1_000;
const MOST_KEYS = 100;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The public key of a JWK that is meant for signatures and that is good enough; others are left out. */
const readKey = (jwk: JsonObject): KeyObject | undefined => {
  if (jwk.kty !== 'RSA' || (jwk.use !== undefined && jwk.use !== 'sig')) return undefined;
  try {
    const key = createPublicKey({ key: { kty: 'RSA', n: jwk.n, e: jwk.e } as JsonWebKey, format: 'jwk' });
    return isStrongRsaKey(key) ? key : undefined;
  } catch {
    return undefined;
  }
};

const readKeySet = (document: unknown): Result<IssuerKeys, string> => {
  const listed: unknown = isObject(document) ? document.keys : undefined;
  if (!Array.isArray(listed)) return fail('its key set has no keys');
  const keys = new Map<string, KeyObject>();
  for (const jwk of listed.slice(0, MOST_KEYS)) {
    const key = isObject(jwk) ? readKey(jwk) : undefined;
    if (key && isObject(jwk)) keys.set(typeof jwk.kid === 'string' ? jwk.kid : '', key);
  }
  return ok(keys);
};

/** The signing keys of issuers that applications trust, read by OpenID Connect discovery and kept for an hour. */
export class OutsideIssuers {
  readonly #fetch: FetchDocument;
  readonly #clock: Clock;
  readonly #known = new Map<string, KnownIssuer>();
  readonly #reading = new Map<string, Promise<KnownIssuer>>();

  constructor(fetch: FetchDocument, clock: Clock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /**
   * Finds the key with which an issuer signed.
   *
   * @param issuer one that the application has registered, and no other: its address is fetched.
   * @param keyId the token's `kid`; it may be absent when the issuer has one key.
   * @returns `undefined` when the issuer has no such key; the failure says why its keys could not be read.
   */
  async findKey(issuer: string, keyId: unknown): Promise<Result<KeyObject | undefined, string>> {
    const choose = ({ keys }: KnownIssuer): Result<KeyObject | undefined, string> => {
      if (!keys.ok) return keys;
      if (typeof keyId === 'string') return ok(keys.value.get(keyId));
      return ok(keys.value.size === 1 ? [...keys.value.values()][0] : undefined);
    };
    const known = this.#known.get(issuer);
    if (!known) return choose(await this.#read(issuer));
    const now = this.#clock.now();
    const chosen = choose(known);
    const isFresh = chosen.ok && chosen.value !== undefined && now - known.readAt < FRESH_MS;
    return isFresh || now - known.askedAt < ASK_AGAIN_MS ? chosen : choose(await this.#read(issuer));
  }

  /** Reads an issuer's keys; who asks at the same time waits for the same answer. */
  #read(issuer: string): Promise<KnownIssuer> {
    const running = this.#reading.get(issuer);
    if (running) return running;
    const reading = this.#discover(issuer)
      .then(keys => this.#remember(issuer, keys))
      .finally(() => this.#reading.delete(issuer));
    this.#reading.set(issuer, reading);
    return reading;
  }

  #remember(issuer: string, keys: Result<IssuerKeys, string>): KnownIssuer {
    const now = this.#clock.now();
    const before = this.#known.get(issuer);
    const isAway = !keys.ok && before?.keys.ok && now - before.readAt < USABLE_MS;
    const known = isAway ? { ...before, askedAt: now } : { keys, readAt: now, askedAt: now };
    const oldest = this.#known.size >= MOST_ISSUERS ? this.#known.keys().next().value : undefined;
    if (oldest !== undefined) this.#known.delete(oldest);
    this.#known.delete(issuer);
    this.#known.set(issuer, known);
    return known;
  }

  /** Discovery at the issuer's own address; its keys are where its document says (OpenID Connect Discovery 1.0, section 4). */
  async #discover(issuer: string): Promise<Result<IssuerKeys, string>> {
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const document = await this.#fetch(address);
    if (!document.ok) return fail(`${address}: ${document.error}`);
    const { issuer: named, jwks_uri: keysAddress } = isObject(document.value) ? document.value : {};
    if (named !== issuer) return fail(`${address}: its 'issuer' is not '${issuer}'`);
    if (typeof keysAddress !== 'string') return fail(`${address}: it has no 'jwks_uri'`);
    const keySet = await this.#fetch(keysAddress);
    if (!keySet.ok) return fail(`${keysAddress}: ${keySet.error}`);
    return readKeySet(keySet.value);
  }
}
