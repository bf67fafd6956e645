import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type ClickHouseClient, ClickHouseError } from '@clickhouse/client';
import type { Clock } from '@vakt/contract/clock';
import type { HuntingRow, HuntingTable } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import type { SupervisedNode } from '../node/supervised-node.ts';
import { DATABASE } from '../schema/table-definition.ts';
import { createRowEncoder, type RowEncoder } from './encode-row.ts';

/** The lake has more waiting than it takes; the same rows may be appended again later. */
export class LakeOverloaded extends Error {
  override readonly name = 'LakeOverloaded';
}

/** The engine refused the rows for good, or has no room for them; none of them are stored. */
export class AppendFailed extends Error {
  override readonly name = 'AppendFailed';
}

interface WaitingBatch {
  readonly tenant: TenantId;
  readonly importName: string;
  /** Rows as the engine's JSON, each without its closing brace. */
  readonly rows: readonly string[];
  readonly bytes: number;
  readonly done: PromiseWithResolvers<bigint>;
}

/** One insert is one block, so that its deduplication token covers all of it: keep under `max_insert_block_size`. */
const MOST_ROWS_AN_INSERT = 100_000;
const MOST_BYTES_AN_INSERT = 32 * 1_048_576;
const MOST_WAITING_BYTES = 256 * 1_048_576;
const RETRY_PAUSE_MS = 250;
const MOST_ATTEMPTS = 40;
/** Errors after which the same insert may succeed: too many parts for now, out of memory for now, timeouts. */
const PASSING_CODES: ReadonlySet<string> = new Set(['252', '241', '159', '209', '210', '236', '319', '999']);

/** Writes one table: what waits is written together, in order, one insert at a time. */
export class TableWriter {
  readonly #node: SupervisedNode;
  readonly #clock: Clock;
  readonly #table: HuntingTable;
  readonly #encode: RowEncoder;
  readonly #waiting: WaitingBatch[] = [];
  readonly #acknowledged = new Map<TenantId, bigint>();
  #waitingBytes = 0;
  #nextSequence: bigint | undefined;
  #flushing: Promise<void> | undefined;

  constructor(node: SupervisedNode, clock: Clock, table: HuntingTable) {
    this.#node = node;
    this.#clock = clock;
    this.#table = table;
    this.#encode = createRowEncoder(table);
  }

  /** The highest sequence number acknowledged for `tenant` by this process. */
  acknowledged(tenant: TenantId): bigint | undefined {
    return this.#acknowledged.get(tenant);
  }

  /**
   * Stores rows; resolves with the highest sequence number once they are on disk.
   *
   * @throws RowRefused, LakeOverloaded or AppendFailed.
   */
  async append(tenant: TenantId, rows: readonly HuntingRow[], importName: string): Promise<bigint> {
    const encoded = rows.map(this.#encode);
    let last = 0n;
    for (const part of split(encoded)) last = await this.#enqueue(tenant, part, importName);
    return last;
  }

  #enqueue(tenant: TenantId, rows: readonly string[], importName: string): Promise<bigint> {
    const bytes = rows.reduce((sum, row) => sum + row.length + 120, 0);
    if (this.#waitingBytes + bytes > MOST_WAITING_BYTES)
      throw new LakeOverloaded(
        `${this.#table.name} has ${this.#waitingBytes} bytes waiting to be written; try again shortly.`,
      );
    const batch: WaitingBatch = { tenant, importName, rows, bytes, done: Promise.withResolvers() };
    this.#waiting.push(batch);
    this.#waitingBytes += bytes;
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
    return batch.done.promise;
  }

  /** Takes from the queue as much as one insert holds. */
  #take(): WaitingBatch[] {
    let rows = 0;
    let bytes = 0;
    let count = 0;
    for (const batch of this.#waiting) {
      if (
        count > 0 &&
        (rows + batch.rows.length > MOST_ROWS_AN_INSERT || bytes + batch.bytes > MOST_BYTES_AN_INSERT)
      )
        break;
      rows += batch.rows.length;
      bytes += batch.bytes;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batches = this.#take();
      const error = await this.#write(batches);
      // One batch that the engine refuses must not take its neighbours with it.
      if (error && batches.length > 1)
        for (const batch of batches) settle(batch, await this.#write([batch]), this.#acknowledged);
      else for (const batch of batches) settle(batch, error, this.#acknowledged);
      for (const { bytes } of batches) this.#waitingBytes -= bytes;
    }
  }

  /** Writes batches as one insert; returns why it failed for good. */
  async #write(batches: WaitingBatch[]): Promise<Error | undefined> {
    try {
      let sequence = await this.#firstFreeSequence();
      const ingestedAt = new Date(this.#clock.now()).toISOString().replace('T', ' ').replace('Z', '');
      const lines: string[] = [];
      for (const batch of batches) {
        const own = `"tenant":"${batch.tenant}","_IngestedAt":"${ingestedAt}","_Import":${JSON.stringify(batch.importName)},"_Sequence":`;
        for (const row of batch.rows) lines.push(`${row}${own}${sequence++}}`);
        lastSequences.set(batch, sequence - 1n);
      }
      this.#nextSequence = sequence;
      await this.#insert(lines.join('\n'));
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new AppendFailed(String(error));
    }
  }

  /** Numbers go on after the highest stored one, also when the clock was set back since. */
  async #firstFreeSequence(): Promise<bigint> {
    if (this.#nextSequence !== undefined) return this.#nextSequence;
    const query = `SELECT toString(max(_Sequence)) AS highest FROM ${DATABASE}.\`${this.#table.name}\``;
    const highest = await this.#whileAway(async writer => {
      const [row] = await (await writer.query({ query, format: 'JSONEachRow' })).json<{ highest: string }>();
      return BigInt(row?.highest ?? 0);
    });
    const byClock = BigInt(Math.trunc(this.#clock.now())) * 1_000n;
    return highest >= byClock ? highest + 1n : byClock;
  }

  /** The insert's token makes a repeat of one that had arrived harmless. */
  async #insert(body: string): Promise<void> {
    const token = createHash('sha256').update(body).digest('hex');
    await this.#whileAway(writer =>
      writer.command({
        query: `INSERT INTO ${DATABASE}.\`${this.#table.name}\` FORMAT JSONEachRow\n${body}`,
        clickhouse_settings: { insert_deduplication_token: token, insert_deduplicate: 1, async_insert: 0 },
      }),
    );
  }

  /** Repeats `work` for as long as the engine is away or short of something for now. */
  async #whileAway<Outcome>(work: (writer: ClickHouseClient) => Promise<Outcome>): Promise<Outcome> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work((await this.#node.clients).writer);
      } catch (error) {
        const isFinal = error instanceof ClickHouseError && !PASSING_CODES.has(error.code);
        if (isFinal || attempt >= MOST_ATTEMPTS)
          throw new AppendFailed(`${this.#table.name}: ${(error as Error).message}`, { cause: error });
        await delay(RETRY_PAUSE_MS);
      }
    }
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#flushing;
  }
}

/** The last sequence number of a batch, from the write that carried it. */
const lastSequences = new WeakMap<WaitingBatch, bigint>();

const settle = (batch: WaitingBatch, error: Error | undefined, acknowledged: Map<TenantId, bigint>): void => {
  if (error) return batch.done.reject(error);
  const last = lastSequences.get(batch) ?? 0n;
  acknowledged.set(batch.tenant, last);
  batch.done.resolve(last);
};

/** Cuts a large batch into parts that fit into one insert each. */
function* split(rows: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < rows.length; ) {
    let end = start;
    for (let bytes = 0; end < rows.length && end - start < MOST_ROWS_AN_INSERT; end += 1) {
      bytes += (rows[end]?.length ?? 0) + 120;
      if (end > start && bytes > MOST_BYTES_AN_INSERT) break;
    }
    yield rows.slice(start, end);
    start = end;
  }
}
