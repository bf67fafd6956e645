import type { Logons } from './logons.ts';

/** What log-ons at one machine come to. */
export interface MachineOfLogons {
  readonly deviceId: string;
  readonly count: number;
  readonly last: string;
}

/** The machines that log-ons were at, each once. */
export const machinesOfLogons = (logons: readonly Logons[]): MachineOfLogons[] =>
  [...Map.groupBy(logons, ({ deviceId }) => deviceId)].map(([deviceId, ofMachine]) => ({
    deviceId,
    count: ofMachine.reduce((sum, { count }) => sum + count, 0),
    last: ofMachine.map(({ last }) => last).reduce((one, other) => (one > other ? one : other)),
  }));
