/** Many callers at once, each beginning anew when it has its answer. */
import { percentile } from './percentile.ts';

export interface Load {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What this process used of the processor for a call: unlike the time that passes, it hardly depends on others. */
  readonly processorMs: number;
}

/**
 * @param callers how many ask at once.
 * @param rounds how many calls are measured in all.
 * @param call does the call of that number.
 */
export const measureLoad = async (
  callers: number,
  rounds: number,
  call: (round: number) => Promise<unknown>,
): Promise<Load> => {
  const times: number[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < rounds) {
      const round = next++;
      const started = performance.now();
      await call(round);
      times.push(performance.now() - started);
    }
  };
  const usedBefore = process.cpuUsage();
  const started = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const seconds = (performance.now() - started) / 1_000;
  const sorted = times.toSorted((one, other) => one - other);
  const { user, system } = process.cpuUsage(usedBefore);
  return {
    perSecond: rounds / seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    processorMs: (user + system) / 1_000 / rounds,
  };
};
