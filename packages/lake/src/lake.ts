import { mkdirSync } from 'node:fs';
import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { TenantId } from '@vakt/contract/ids';
import type { Result } from '@vakt/contract/result';
import type { AppendReceipt, LakeBatch } from './append/batch.ts';
import { type CounterState, createCounters, type LakeCounters } from './counters.ts';
import { EngineLake } from './engine-lake.ts';
import { ClickHouseServer } from './node/clickhouse-server.ts';
import { describeDetachedParts } from './node/damaged-parts.ts';
import type { EngineHost } from './node/engine-host.ts';
import { type MemoryLimits, memoryLimits } from './node/memory.ts';
import { SupervisedNode } from './node/supervised-node.ts';
import { AddressPlaces, SHIPPED_PLACES } from './places/address-places.ts';
import type { LakeFailure } from './query/failure.ts';
import type { LakeQuery, LakeRows } from './query/run-query.ts';
import { DEFAULT_TURN_LIMITS, type TurnLimits } from './query/turns.ts';
import { createTables } from './schema/create-tables.ts';

export type { AppendReceipt, LakeBatch };

/** Events at rest. */
export interface Lake {
  /**
   * Stores rows; resolves when they are on disk and can be queried. A batch of any size is taken; it is stored in parts of at
   * most 100,000 rows, so of a failed batch that is larger a part may be stored.
   *
   * @throws RowRefused (an unknown table or column, a value of the wrong type; nothing is stored), LakeOverloaded, AppendFailed.
   */
  append(tenant: TenantId, batch: LakeBatch): Promise<AppendReceipt>;
  /** Runs SQL over the tenant's own rows; another tenant's are out of reach of any text. */
  query(tenant: TenantId, query: LakeQuery): Promise<Result<LakeRows, LakeFailure>>;
  /** The highest `_Sequence` stored for the tenant in `table`; 0 when there is none. */
  highestSequence(tenant: TenantId, table: string): Promise<bigint>;
  /** Removes every event of a tenant, or those of one import; resolves when they are gone from disk. */
  erase(tenant: TenantId, importName?: string): Promise<void>;
  /**
   * Reads the places of addresses, if they are not in the lake yet, so that the first query for them need not wait. What
   * goes wrong is told to `onProblem`.
   */
  preparePlaces(): Promise<void>;
  /** What the lake has done since it was opened. */
  statistics(): LakeCounters;
  /** The process of the private node, for tests that kill it; `undefined` for a server that is not ours. */
  readonly enginePid: number | undefined;
  /** Writes what waits, for some seconds at most, and stops the private node. */
  close(): Promise<void>;
}

export interface LakeOptions {
  /** The folder of the private node; it owns it. */
  readonly folder: string;
  /**
   * A ClickHouse server to use in place of the private node: `http(s)://user:password@host:port`, a user who may create
   * databases, dictionaries, users and row policies.
   */
  readonly url?: string;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** How long events are kept, from their arrival. */
  readonly retentionDays?: number;
  /** How many queries run and wait at one time. */
  readonly turns?: TurnLimits;
  /** What queries may hold in memory; what fits the machine when not given. */
  readonly memory?: Partial<MemoryLimits>;
  /** Bytes of rows that may wait to be written; appends beyond are refused. */
  readonly mostWaitingBytes?: number;
  /** The MaxMind database (`.mmdb`) of the places of addresses; the shipped one of countries when not given. */
  readonly placesFile?: string;
  /** Told, in a sentence for the log, of a node that ended or does not start, and of damaged parts. */
  readonly onProblem?: (problem: string) => void;
}

const DEFAULT_RETENTION_DAYS = 180;
const DEFAULT_WAITING_BYTES = 256 * 1_048_576;

const startEngine = async (
  { folder, url, entropy, memory, turns = DEFAULT_TURN_LIMITS }: LakeOptions,
  counters: CounterState,
  onProblem: (problem: string) => void,
): Promise<EngineHost> => {
  const readers = { seats: turns.running, memory: memoryLimits(memory) };
  if (url !== undefined) return ClickHouseServer.connect(url, readers);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const onRestart = (): void => void (counters.engineRestarts += 1);
  return SupervisedNode.start({ folder, entropy, readers, onProblem, onRestart });
};

/**
 * Opens the lake on a private ClickHouse node in `folder`, starting the node, or on a server.
 *
 * @throws Error when the node does not come up or the server refuses; the message says why.
 */
export const openLake = async (options: LakeOptions): Promise<Lake> => {
  const { clock, entropy, turns, retentionDays = DEFAULT_RETENTION_DAYS } = options;
  const { mostWaitingBytes = DEFAULT_WAITING_BYTES } = options;
  const onProblem = options.onProblem ?? (() => undefined);
  const counters = createCounters();
  const host = await startEngine(options, counters, onProblem);
  try {
    const { administrator } = await host.clients;
    await createTables(administrator, retentionDays);
    if (host instanceof ClickHouseServer) await host.protect();
    for (const problem of await describeDetachedParts(administrator)) onProblem(problem);
  } catch (error) {
    await host.stop();
    throw error;
  }
  return new EngineLake({
    host,
    clock,
    entropy,
    counters,
    mostWaitingBytes,
    onProblem,
    places: new AddressPlaces(options.placesFile ?? SHIPPED_PLACES, onProblem),
    ...(turns && { turns }),
  });
};
