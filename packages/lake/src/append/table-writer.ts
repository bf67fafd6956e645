import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '@vakt/contract/clock';
import type { HuntingRow, HuntingTable } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import type { CounterState } from '../counters.ts';
import { createRowEncoder, type RowEncoder } from './encode-row.ts';
import { AppendFailed, LakeOverloaded } from './failures.ts';
import type { PatientWriter } from './insert.ts';
import { type EncodedPart, fitsTogether, splitBatch } from './split-batch.ts';

interface WaitingPart extends EncodedPart {
  readonly tenant: TenantId;
  readonly importName: string;
  readonly done: PromiseWithResolvers<bigint>;
}

/** Parts as the rows of one insert, each with the highest number among its rows. */
interface Numbered {
  readonly body: string;
  readonly highest: readonly bigint[];
}

export interface TableWriterOptions {
  readonly writer: PatientWriter;
  readonly clock: Clock;
  readonly counters: CounterState;
  /** Of all tables together; what would exceed it is refused. */
  readonly mostWaitingBytes: number;
}

/** Writes one table: what waits is written together, in order, one insert at a time. */
export class TableWriter {
  readonly #writer: PatientWriter;
  readonly #clock: Clock;
  readonly #table: HuntingTable;
  readonly #counters: CounterState;
  readonly #mostWaitingBytes: number;
  readonly #encode: RowEncoder;
  readonly #waiting: WaitingPart[] = [];
  readonly #acknowledged = new Map<TenantId, bigint>();
  #nextSequence: bigint | undefined;
  #flushing: Promise<void> | undefined;

  constructor(table: HuntingTable, { writer, clock, counters, mostWaitingBytes }: TableWriterOptions) {
    this.#table = table;
    this.#writer = writer;
    this.#clock = clock;
    this.#counters = counters;
    this.#mostWaitingBytes = mostWaitingBytes;
    this.#encode = createRowEncoder(table);
  }

  /** The highest sequence number acknowledged for `tenant` by this process. */
  acknowledged(tenant: TenantId): bigint | undefined {
    return this.#acknowledged.get(tenant);
  }

  /** Forgets what `acknowledged` knows of a tenant whose rows were removed. */
  forget(tenant: TenantId): void {
    this.#acknowledged.delete(tenant);
  }

  /**
   * Stores rows; resolves with the highest sequence number once they are on disk.
   *
   * @throws RowRefused, LakeOverloaded or AppendFailed.
   */
  async append(tenant: TenantId, rows: readonly HuntingRow[], importName: string): Promise<bigint> {
    let highest = 0n;
    for (const part of splitBatch(rows, this.#encode))
      highest = await this.#enqueue({ ...part, tenant, importName, done: Promise.withResolvers() });
    return highest;
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#flushing;
  }

  #enqueue(part: WaitingPart): Promise<bigint> {
    const { waitingBytes } = this.#counters;
    if (waitingBytes > 0 && waitingBytes + part.bytes > this.#mostWaitingBytes) {
      this.#counters.overloads += 1;
      throw new LakeOverloaded(
        `The lake has ${waitingBytes} bytes waiting to be written; try again shortly.`,
      );
    }
    this.#waiting.push(part);
    this.#counters.waitingBytes += part.bytes;
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
    return part.done.promise;
  }

  /** Takes from the queue as much as one insert holds. */
  #take(): WaitingPart[] {
    let rows = 0;
    let bytes = 0;
    const months = new Set<string>();
    const end = this.#waiting.findIndex((part, at) => {
      rows += part.rows.length;
      bytes += part.bytes;
      for (const month of part.months) months.add(month);
      return at > 0 && !fitsTogether(rows, bytes, months);
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Callers that were just acknowledged, or call in this moment, get into the same insert.
      await nextTurn();
      const parts = this.#take();
      const failure = await this.#write(parts);
      // One part that the engine refuses must not take its neighbours with it.
      if (failure?.reason === 'refused' && failure.isNothingStored && parts.length > 1)
        for (const part of parts) await this.#write([part]);
      else if (failure) for (const part of parts) part.done.reject(failure);
      for (const { bytes } of parts) this.#counters.waitingBytes -= bytes;
    }
  }

  /** Writes parts as one insert and acknowledges them. Of one part alone, it tells the failure to whoever waits. */
  async #write(parts: readonly WaitingPart[]): Promise<AppendFailed | undefined> {
    try {
      const { body, highest } = this.#number(parts, await this.#firstFreeSequence());
      await this.#writer.insert(this.#table.name, body);
      for (const [at, part] of parts.entries()) this.#acknowledge(part, highest[at] ?? 0n);
      return undefined;
    } catch (error) {
      const failure =
        error instanceof AppendFailed ? error : new AppendFailed(String(error), 'refused', false, error);
      if (parts.length === 1) parts[0]?.done.reject(failure);
      return failure;
    }
  }

  #acknowledge(part: WaitingPart, highest: bigint): void {
    this.#acknowledged.set(part.tenant, highest);
    this.#counters.appendedRows += part.rows.length;
    part.done.resolve(highest);
  }

  #number(parts: readonly WaitingPart[], first: bigint): Numbered {
    const ingestedAt = new Date(this.#clock.now()).toISOString().replace('T', ' ').replace('Z', '');
    const lines: string[] = [];
    const highest: bigint[] = [];
    let sequence = first;
    for (const { tenant, importName, rows } of parts) {
      const own = `"tenant":"${tenant}","_IngestedAt":"${ingestedAt}","_Import":${JSON.stringify(importName.toWellFormed())},"_Sequence":`;
      for (const row of rows) lines.push(`${row}${own}${sequence++}}`);
      highest.push(sequence - 1n);
    }
    // A number is used once, even when the insert that carries it fails.
    this.#nextSequence = sequence;
    return { body: lines.join('\n'), highest };
  }

  /** Numbers go on after the highest stored one, also when the clock was set back since. */
  async #firstFreeSequence(): Promise<bigint> {
    if (this.#nextSequence !== undefined) return this.#nextSequence;
    const stored = await this.#writer.highestSequence(this.#table.name);
    const byClock = BigInt(Math.trunc(this.#clock.now())) * 1_000n;
    return stored >= byClock ? stored + 1n : byClock;
  }
}
