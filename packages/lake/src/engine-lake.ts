import { setTimeout as delay } from 'node:timers/promises';
import { ClickHouseError } from '@clickhouse/client';
import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { huntingTables } from '@vakt/contract/hunting/tables';
import { parseTenantId, type TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { AppendReceipt, LakeBatch } from './append/batch.ts';
import { RowRefused } from './append/encode-row.ts';
import { AppendFailed } from './append/failures.ts';
import { PatientWriter } from './append/insert.ts';
import { TableWriter } from './append/table-writer.ts';
import type { CounterState, LakeCounters } from './counters.ts';
import type { EngineClients } from './node/clients.ts';
import { setDamagedPartsAside } from './node/damaged-parts.ts';
import type { EngineHost } from './node/engine-host.ts';
import type { AddressPlaces } from './places/address-places.ts';
import { failureOf, type LakeFailure } from './query/failure.ts';
import { type LakeQuery, type LakeRows, runQuery } from './query/run-query.ts';
import { type TurnLimits, Turns } from './query/turns.ts';
import { eraseEvents } from './schema/erase.ts';
import { DATABASE } from './schema/table-definition.ts';

export interface EngineLakeOptions {
  readonly host: EngineHost;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly counters: CounterState;
  readonly turns?: TurnLimits;
  readonly mostWaitingBytes: number;
  readonly places: AddressPlaces;
  readonly onProblem: (problem: string) => void;
}

/** How long a query waits for a node that is being started again. */
const WAIT_FOR_NODE_MS = 5_000;
const MOST_ATTEMPTS = 10;
const RETRY_PAUSE_MS = 100;
/** How long a close waits for inserts that the engine does not take. */
const WAIT_FOR_WRITERS_MS = 10_000;

/** The tenant becomes a part of the query's id, on which its row policy stands: nothing else may get there. */
const assertTenant = (tenant: TenantId): void => {
  if (parseTenantId(tenant) !== tenant) throw new TypeError('A tenant id is a GUID in lower case.');
};

/** A lake on a ClickHouse engine, wherever that runs. */
export class EngineLake {
  readonly #options: EngineLakeOptions;
  readonly #turns: Turns;
  readonly #patientWriter: PatientWriter;
  readonly #writers = new Map<string, TableWriter>();
  #isClosed = false;
  /** Settled while no damage is being looked into. */
  #mending: Promise<void> | undefined;

  constructor(options: EngineLakeOptions) {
    this.#options = options;
    this.#turns = new Turns(options.turns);
    this.#patientWriter = new PatientWriter(options.host, options.counters);
  }

  get enginePid(): number | undefined {
    return this.#options.host.pid;
  }

  async append(tenant: TenantId, { table, rows, importName = '' }: LakeBatch): Promise<AppendReceipt> {
    assertTenant(tenant);
    if (this.#isClosed) throw new AppendFailed('The lake is closed.', 'closed', true);
    const sequence = await this.#writer(table).append(tenant, rows, importName);
    return { table, rows: rows.length, sequence };
  }

  async query(tenant: TenantId, query: LakeQuery): Promise<Result<LakeRows, LakeFailure>> {
    assertTenant(tenant);
    this.#options.counters.queries += 1;
    try {
      const result = await this.#turns.take(tenant, query.signal, seat => this.#ask(tenant, seat, query));
      if (!result.ok) this.#note(result.error);
      return result;
    } catch (error) {
      const failure = failureOf(error, query.signal);
      this.#note(failure);
      return fail(failure);
    }
  }

  /** Asks again while nobody hears: a node that ended a moment ago is being started again. */
  async #ask(tenant: TenantId, seat: number, query: LakeQuery): Promise<Result<LakeRows, LakeFailure>> {
    for (let attempt = 1; ; attempt += 1) {
      const queryId = `${tenant}.${this.#options.entropy.uuid()}`;
      const clients = await this.#clients();
      const places = query.readsPlaces ? await this.#options.places.ready(clients) : ok(undefined);
      if (!places.ok) return fail({ kind: 'no-places', message: places.error });
      const result = await runQuery(clients, { queryId, seat }, query);
      if (result.ok || !result.error.isUnheard || attempt === MOST_ATTEMPTS) return result;
      await delay(RETRY_PAUSE_MS);
    }
  }

  async highestSequence(tenant: TenantId, table: string): Promise<bigint> {
    const known = this.#writer(table).acknowledged(tenant);
    if (known !== undefined) return known;
    const result = await this.query(tenant, { sql: `SELECT max(_Sequence) FROM ${DATABASE}.\`${table}\`` });
    if (!result.ok) throw new Error(result.error.message);
    return BigInt((result.value.rows[0]?.[0] as number | bigint | null) ?? 0);
  }

  async erase(tenant: TenantId, importName?: string): Promise<void> {
    assertTenant(tenant);
    const { administrator } = await this.#options.host.clients;
    await eraseEvents(administrator, { tenant, ...(importName !== undefined && { importName }) });
    for (const writer of this.#writers.values()) writer.forget(tenant);
  }

  async preparePlaces(): Promise<void> {
    await this.#options.places.ready(await this.#clients());
  }

  statistics(): LakeCounters {
    return {
      ...this.#options.counters,
      runningQueries: this.#turns.running,
      waitingQueries: this.#turns.waiting,
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const idle = Promise.all([...this.#writers.values()].map(writer => writer.idle()));
    await Promise.race([idle, delay(WAIT_FOR_WRITERS_MS, undefined, { ref: false })]);
    await this.#options.host.stop();
    await Promise.allSettled([idle, this.#mending]);
  }

  #writer(name: string): TableWriter {
    const known = this.#writers.get(name);
    if (known) return known;
    const table = huntingTables.get(name);
    if (!table) throw new RowRefused(`There is no table '${name}'.`);
    const { clock, counters, mostWaitingBytes } = this.#options;
    const options = { writer: this.#patientWriter, clock, counters, mostWaitingBytes };
    const writer = new TableWriter(table, options);
    this.#writers.set(name, writer);
    return writer;
  }

  async #clients(): Promise<EngineClients> {
    const giveUp = new AbortController();
    const timeout = delay(WAIT_FOR_NODE_MS, undefined, { signal: giveUp.signal }).then(() => {
      throw new Error('The private ClickHouse node is away.');
    });
    try {
      return await Promise.race([this.#options.host.clients, timeout]);
    } finally {
      giveUp.abort();
      timeout.catch(() => undefined);
    }
  }

  #note(failure: LakeFailure): void {
    this.#options.counters.failedQueries += 1;
    if (failure.isDamage)
      this.#mending ??= this.#mend(failure.message).finally(() => (this.#mending = undefined));
  }

  /** Sets damaged parts aside, so that the rest of the table can be read, and says so. */
  async #mend(message: string): Promise<void> {
    try {
      const { administrator } = await this.#options.host.clients;
      for (const told of await setDamagedPartsAside(administrator, message)) this.#options.onProblem(told);
    } catch (error) {
      const reason = error instanceof ClickHouseError ? error.message : String(error);
      this.#options.onProblem(`damaged parts could not be set aside: ${reason}`);
    }
  }
}
