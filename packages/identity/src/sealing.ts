import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts and authenticates what must not be read or changed where it lies: signing keys in the database, the state of a
 * sign-in in a form. Each purpose has a key of its own, so that nothing sealed for one is accepted for another.
 */
export class Sealer {
  readonly #key: Uint8Array;
  readonly #keys = new Map<string, Buffer>();

  /** @param key 32 random bytes, kept outside the database. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  #keyFor(purpose: string): Buffer {
    const known = this.#keys.get(purpose);
    if (known) return known;
    const derived = Buffer.from(hkdfSync('sha256', this.#key, '', `vakt ${purpose}`, 32));
    this.#keys.set(purpose, derived);
    return derived;
  }

  /** @returns base64url of nonce, ciphertext and tag (AES-256-GCM). */
  seal(purpose: string, bytes: Uint8Array): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#keyFor(purpose), nonce);
    return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]).toString(
      'base64url',
    );
  }

  /** `undefined` when `text` was not sealed here for this purpose. */
  open(purpose: string, text: string): Uint8Array | undefined {
    const sealed = Buffer.from(text, 'base64url');
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#keyFor(purpose), sealed.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      const opened = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]);
    } catch {
      return undefined;
    }
  }
}
