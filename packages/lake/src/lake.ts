import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { type HuntingRow, huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { fail, type Result } from '@vakt/contract/result';
import { RowRefused } from './append/encode-row.ts';
import { TableWriter } from './append/table-writer.ts';
import { SupervisedNode } from './node/supervised-node.ts';
import { failureOf, type LakeFailure } from './query/failure.ts';
import { type LakeQuery, type LakeRows, runQuery } from './query/run-query.ts';
import { createTableStatement, DATABASE, SCHEMA_VERSION } from './schema/table-definition.ts';

/** Rows of one table, on their way in. */
export interface LakeBatch {
  readonly table: string;
  readonly rows: readonly HuntingRow[];
  /** The name of the import that the rows belong to; live events have none. */
  readonly importName?: string;
}

export interface AppendReceipt {
  readonly table: string;
  readonly rows: number;
  /** The highest `_Sequence` among the rows: a query over `_Sequence <= sequence` sees them all. */
  readonly sequence: bigint;
}

/** Events at rest. */
export interface Lake {
  /**
   * Stores rows; resolves when they are on disk and can be queried.
   *
   * @throws RowRefused (an unknown table or column, a value of the wrong type), LakeOverloaded, AppendFailed.
   */
  append(tenant: TenantId, batch: LakeBatch): Promise<AppendReceipt>;
  /** Runs SQL over the tenant's own rows; another tenant's are out of reach of any text. */
  query(tenant: TenantId, query: LakeQuery): Promise<Result<LakeRows, LakeFailure>>;
  /** The highest `_Sequence` stored for the tenant in `table`; 0 when there is none. */
  highestSequence(tenant: TenantId, table: string): Promise<bigint>;
  /** Removes every event of a tenant. */
  deleteTenant(tenant: TenantId): Promise<void>;
  /** The process of the private node, for tests that kill it. */
  readonly enginePid: number;
  close(): Promise<void>;
}

export interface LakeOptions {
  /** The folder of the private node; it owns it. */
  readonly folder: string;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** How long events are kept, from their arrival. */
  readonly retentionDays?: number;
  /** Told of a node that ended or does not start. */
  readonly onProblem?: (problem: string) => void;
}

const DEFAULT_RETENTION_DAYS = 180;
/** How long a query waits for a node that is being started again. */
const WAIT_FOR_NODE_MS = 5_000;

const createTables = async (
  node: SupervisedNode,
  markerFile: string,
  retentionDays: number,
): Promise<void> => {
  const wanted = `${SCHEMA_VERSION} ${retentionDays}`;
  if (existsSync(markerFile) && readFileSync(markerFile, 'utf8') === wanted) return;
  const { administrator } = await node.clients;
  await administrator.command({ query: `CREATE DATABASE IF NOT EXISTS ${DATABASE}` });
  for (const table of huntingTables.values()) {
    await administrator.command({ query: createTableStatement(table, retentionDays) });
    const ttl = `ALTER TABLE ${DATABASE}.\`${table.name}\` MODIFY TTL toDateTime(_IngestedAt) + INTERVAL ${retentionDays} DAY`;
    if (existsSync(markerFile)) await administrator.command({ query: ttl });
  }
  writeFileSync(`${markerFile}.new`, wanted);
  renameSync(`${markerFile}.new`, markerFile);
};

const within = async <Value>(promise: Promise<Value>, ms: number): Promise<Value> => {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Error('The private ClickHouse node is away.')), ms);
  try {
    return await Promise.race([promise, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
};

class PrivateLake implements Lake {
  readonly #node: SupervisedNode;
  readonly #clock: Clock;
  readonly #entropy: Entropy;
  readonly #writers = new Map<string, TableWriter>();

  constructor(node: SupervisedNode, clock: Clock, entropy: Entropy) {
    this.#node = node;
    this.#clock = clock;
    this.#entropy = entropy;
  }

  get enginePid(): number {
    return this.#node.pid;
  }

  #writer(name: string): TableWriter {
    const known = this.#writers.get(name);
    if (known) return known;
    const table = huntingTables.get(name);
    if (!table) throw new RowRefused(`There is no table '${name}'.`);
    const writer = new TableWriter(this.#node, this.#clock, table);
    this.#writers.set(name, writer);
    return writer;
  }

  async append(tenant: TenantId, { table, rows, importName = '' }: LakeBatch): Promise<AppendReceipt> {
    const sequence = await this.#writer(table).append(tenant, rows, importName);
    return { table, rows: rows.length, sequence };
  }

  async query(tenant: TenantId, query: LakeQuery): Promise<Result<LakeRows, LakeFailure>> {
    try {
      const { reader } = await within(this.#node.clients, WAIT_FOR_NODE_MS);
      return await runQuery(reader, `${tenant}.${this.#entropy.uuid()}`, query);
    } catch (error) {
      return fail(failureOf(error, query.signal));
    }
  }

  async highestSequence(tenant: TenantId, table: string): Promise<bigint> {
    const known = this.#writer(table).acknowledged(tenant);
    if (known !== undefined) return known;
    const result = await this.query(tenant, { sql: `SELECT max(_Sequence) FROM ${DATABASE}.\`${table}\`` });
    if (!result.ok) throw new Error(result.error.message);
    return BigInt((result.value.rows[0]?.[0] as number | bigint | null) ?? 0);
  }

  async deleteTenant(tenant: TenantId): Promise<void> {
    const { administrator } = await this.#node.clients;
    for (const table of huntingTables.keys())
      await administrator.command({
        query: `ALTER TABLE ${DATABASE}.\`${table}\` DELETE WHERE tenant = {tenant:String}`,
        query_params: { tenant },
        clickhouse_settings: { mutations_sync: '1' },
      });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#writers.values()].map(writer => writer.idle()));
    await this.#node.stop();
  }
}

/**
 * Opens the lake on a private ClickHouse node in `folder`, starting the node.
 *
 * @throws Error when the node does not come up; the message says why.
 */
export const openLake = async (options: LakeOptions): Promise<Lake> => {
  const {
    folder,
    clock,
    entropy,
    retentionDays = DEFAULT_RETENTION_DAYS,
    onProblem = () => undefined,
  } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const node = await SupervisedNode.start(folder, entropy, onProblem);
  try {
    await createTables(node, join(folder, 'schema-version'), retentionDays);
  } catch (error) {
    await node.stop();
    throw error;
  }
  return new PrivateLake(node, clock, entropy);
};
