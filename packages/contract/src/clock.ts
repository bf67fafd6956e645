/** The only source of time in Vakt: injected, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => Date.now() };

/** Ticks of 100 ns between 0001-01-01 and 1970-01-01 (UTC). */
export const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;

/** .NET ticks (100 ns since 0001-01-01 UTC) of a time in milliseconds since 1970. */
export const ticksOf = (epochMs: number): bigint => UNIX_EPOCH_TICKS + BigInt(Math.trunc(epochMs)) * 10_000n;
