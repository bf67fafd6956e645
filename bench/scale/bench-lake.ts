/** A lake whose engine the benchmark may ask as its administrator and its writer, and whose processor time it may read. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { createCounters } from '@vakt/lake/counters';
import { EngineLake } from '@vakt/lake/engine-lake';
import type { EngineClients } from '@vakt/lake/node/clients';
import { memoryLimits } from '@vakt/lake/node/memory';
import { SupervisedNode } from '@vakt/lake/node/supervised-node';
import { AddressPlaces, SHIPPED_PLACES } from '@vakt/lake/places/address-places';
import { DEFAULT_TURN_LIMITS } from '@vakt/lake/query/turns';
import { createTables } from '@vakt/lake/schema/create-tables';

export interface BenchLake {
  readonly folder: string;
  readonly lake: EngineLake;
  readonly clients: EngineClients;
  /** What the engine has taken of the processor, in milliseconds. */
  processorMs(): number;
  /** The most memory that the engine held since the last call, in MiB. */
  mostMemoryMb(): number;
  close(): Promise<void>;
}

/** Nanoseconds by thread; a thread that ended between is none. */
const threadTimes = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).map(thread => {
    try {
      return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      return 0;
    }
  });

const peakMb = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  // 5: the peak begins anew (proc_pid_clear_refs).
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024;
};

const tell = (problem: string): void => console.error(problem);

export const openBenchLake = async (): Promise<BenchLake> => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-bench-scale-'));
  const host = await SupervisedNode.start({
    folder: join(folder, 'lake'),
    entropy: systemEntropy,
    readers: { seats: DEFAULT_TURN_LIMITS.running, memory: memoryLimits() },
    onProblem: tell,
    onRestart: () => undefined,
  });
  const clients = await host.clients;
  await createTables(clients.administrator, 3_650);
  const lake = new EngineLake({
    host,
    clock: systemClock,
    entropy: systemEntropy,
    counters: createCounters(),
    mostWaitingBytes: 256 * 1_048_576,
    places: new AddressPlaces(SHIPPED_PLACES, tell),
    onProblem: tell,
  });
  return {
    folder,
    lake,
    clients,
    processorMs: () => threadTimes(host.pid).reduce((sum, time) => sum + time, 0) / 1e6,
    mostMemoryMb: () => peakMb(host.pid),
    close: async () => {
      await lake.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The rows of a question to the engine itself. */
export const rowsOf = async <Row>(client: ClickHouseClient, query: string): Promise<Row[]> =>
  (await client.query({ query, format: 'JSONEachRow' })).json<Row>();
