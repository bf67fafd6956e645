import type { HuntingResult } from '../result.ts';

const part = (value: number): string => String(value).padStart(2, '0');

const clockText = (seconds: number): string => {
  const whole = Math.floor(seconds);
  const fraction = Math.floor((seconds - whole) * 10_000_000);
  return `${part(Math.floor(whole / 3600))}:${part(Math.floor(whole / 60) % 60)}:${part(whole % 60)}.${String(fraction).padStart(7, '0')}`;
};

/**
 * `Stats` (reference: defender-xdr, section 5; wire-quirks, section 4). Caches and processor times are not measured for
 * a single query here: the counters are zero and the processor's time is the elapsed one.
 *
 * @param rowBytes the size of the answer's rows as JSON text.
 */
export const statsJson = (result: HuntingResult, rowBytes: number): string => {
  const { elapsedSeconds, memoryBytes } = result.statistics;
  const cache = { hits: 0, misses: 0, total: 0 };
  return JSON.stringify({
    ExecutionTime: elapsedSeconds,
    resource_usage: {
      cache: { memory: cache, disk: cache },
      cpu: { user: clockText(elapsedSeconds), kernel: clockText(0), 'total cpu': clockText(elapsedSeconds) },
      memory: { peak_per_node: memoryBytes },
    },
    dataset_statistics: [{ table_row_count: result.rows.length, table_size: rowBytes }],
  });
};
