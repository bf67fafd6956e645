const NS_PER_SECOND = 1_000_000_000n;
const TICKS_PER_SECOND = 10_000_000n;

/** ISO 8601 UTC text with seven fractional digits, as the hunting tables carry times, of nanoseconds since 1970. */
export const timestampOf = (unixNs: bigint): string => {
  const ticks = unixNs / 100n;
  const wholeSeconds = new Date(Number(ticks / TICKS_PER_SECOND) * 1000).toISOString().slice(0, 19);
  return `${wholeSeconds}.${String(ticks % TICKS_PER_SECOND).padStart(7, '0')}Z`;
};

/** Nanoseconds since 1970 of a time in milliseconds since 1970. */
export const unixNsOfMs = (epochMs: number): bigint => BigInt(Math.trunc(epochMs)) * 1_000_000n;

/** Nanoseconds since 1970 of seconds and microseconds since 1970. */
export const unixNsOf = (seconds: number, microseconds: number): bigint =>
  BigInt(seconds) * NS_PER_SECOND + BigInt(microseconds) * 1000n;
