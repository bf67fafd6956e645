import { randomBytes, randomFillSync, randomUUID } from 'node:crypto';

/** The only source of randomness in Vakt: injected, so that tests can repeat it. */
export interface Entropy {
  /** A random version 4 GUID, lower case. */
  uuid(): string;
  /** `length` random bytes. */
  bytes(length: number): Uint8Array;
}

/** A call for a few bytes costs as much as one for some thousand, and a token needs several. */
const POOL_BYTES = 8_192;
const LARGEST_FROM_POOL = 128;

const pool = new Uint8Array(POOL_BYTES);
let used = POOL_BYTES;

/** Bytes are handed out once and erased where they lay. */
const takeFromPool = (length: number): Uint8Array => {
  if (used + length > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.slice(used, used + length);
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
};

/** The operating system's cryptographic random source. */
export const systemEntropy: Entropy = {
  uuid: () => randomUUID(),
  bytes: length => (length > LARGEST_FROM_POOL ? randomBytes(length) : takeFromPool(length)),
};
