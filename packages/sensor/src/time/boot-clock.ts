import { readFileSync } from 'node:fs';
import type { Clock } from '@vakt/contract/clock';
import { unixNsOfMs } from './timestamp.ts';

/** Turns the kernel's time (nanoseconds since boot, suspension included) into nanoseconds since 1970. */
export interface BootClock {
  unixNsOf(bootNs: bigint): bigint;
  /** Nanoseconds since boot, now. */
  now(): bigint;
  /** Follows a wall clock that was set; small differences are ignored so that a process keeps its creation time. */
  refresh(): void;
  /** Unix time of the boot in nanoseconds: what a later run of the same boot passes as `known`. */
  readonly bootedAtNs: bigint;
}

/** Differences below this are the noise of measuring, or a clock that is being slewed. */
const STEP_NS = 500_000_000n;
/** `/proc/uptime` has a resolution of 10 ms: less than this is not a suspension. */
const UPTIME_NOISE_NS = 50_000_000n;

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** Nanoseconds of the text of `/proc/uptime`, whose first number is seconds with two digits. */
export const parseUptime = (text: string): bigint | undefined => {
  const match = /^(\d+)\.(\d{2})\b/.exec(text);
  return match ? BigInt(`${match[1]}${match[2]}`) * 10_000_000n : undefined;
};

const suspendedNs = (uptimeFile: string): bigint => {
  const uptime = parseUptime(readFileSync(uptimeFile, 'utf8'));
  const difference = uptime === undefined ? 0n : uptime - process.hrtime.bigint();
  return absolute(difference) < UPTIME_NOISE_NS ? 0n : difference;
};

/**
 * Opens the clock.
 * @param known the time of boot that an earlier run of the same boot measured: with it, creation times stay the same
 *   from run to run.
 */
export const openBootClock = (clock: Clock, known?: bigint, uptimeFile = '/proc/uptime'): BootClock => {
  const bootNs = () => process.hrtime.bigint() + suspendedNs(uptimeFile);
  const measure = () => unixNsOfMs(clock.now()) - bootNs();
  let bootedAtNs = known ?? measure();
  const refresh = () => {
    const measured = measure();
    if (absolute(measured - bootedAtNs) > STEP_NS) bootedAtNs = measured;
  };
  refresh();
  return {
    unixNsOf: time => time + bootedAtNs,
    now: bootNs,
    refresh,
    get bootedAtNs() {
      return bootedAtNs;
    },
  };
};
