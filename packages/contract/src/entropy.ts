import { randomBytes, randomUUID } from 'node:crypto';

/** The only source of randomness in Vakt: injected, so that tests can repeat it. */
export interface Entropy {
  /** A random version 4 GUID, lower case. */
  uuid(): string;
  /** `length` random bytes. */
  bytes(length: number): Uint8Array;
}

/** The operating system's cryptographic random source. */
export const systemEntropy: Entropy = { uuid: () => randomUUID(), bytes: length => randomBytes(length) };
