import type { Entropy } from '@vakt/contract/entropy';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** How long to wait after failed attempts in a row: twice as long each time, with jitter of up to a quarter. */
export const backoffMs = (failures: number, entropy: Entropy): number => {
  const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  const [random = 0] = entropy.bytes(1);
  return Math.round(base * (1 + random / 1024));
};

/** The wait that a `Retry-After` asks for, within reason. */
export const retryAfterMs = (seconds: number): number => Math.min(seconds, 3600) * 1000;
