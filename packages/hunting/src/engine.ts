import { type Clock, ticksOf } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Lake } from '@vakt/lake/lake';
import type { Insertion } from './bind/amended-text.ts';
import { SIZE_MESSAGE } from './bind/size.ts';
import { Compiler } from './compile/compiler.ts';
import { stateSchema } from './compile/stated-schema.ts';
import { ExternalData, type ExternalReading } from './external/external-data.ts';
import { failureAt, type HuntingFailure } from './failure.ts';
import type { OpenSchema } from './plan/open-schema.ts';
import type { Relation } from './plan/relation.ts';
import { isEventWise, tablesOf } from './plan/walk.ts';
import type { HuntingResult, HuntingResultColumn } from './result.ts';
import { type HuntingLimits, runStatement } from './run.ts';
import { isUnscopable } from './sql/device-scope.ts';
import type { EventRestriction, Period } from './sql/relation.ts';
import { writeStatement } from './sql/statement.ts';

export interface HuntingOptions {
  /** Limits of the door through which the query came. */
  readonly limits?: HuntingLimits;
  readonly signal?: AbortSignal;
  /** What `now()` is, in ticks of 100 ns; the clock's time when not given. */
  readonly nowTicks?: bigint;
  /** Which stored events the query's scans see; all of them when not given. */
  readonly events?: EventRestriction;
  /** The times whose rows the query's scans see, in every table that has times; all when not given. */
  readonly period?: Period;
  /**
   * The devices whose rows the query's scans see, in every table that is about devices; all of them when not given. A table
   * that names devices without their ids is not there then.
   */
  readonly devices?: readonly string[];
}

/** What is known of a query before it runs. */
export interface PreparedQuery {
  /** The stored tables that it reads. */
  readonly tables: readonly string[];
  readonly columns: readonly HuntingResultColumn[];
  /** Whether each answer row comes from one stored row of exactly one table: such a query can be asked of new rows alone. */
  readonly eventWise: boolean;
}

/** Answers hunting queries: KQL in, rows out. */
export interface HuntingEngine {
  /**
   * Parses, binds and plans a query, or says what is wrong with it and where. Holds up the calling thread for some
   * milliseconds, half a second when it is the engine's first query.
   */
  prepare(kql: string): Result<PreparedQuery, HuntingFailure>;
  /** Answers a query over the tenant's events. */
  run(
    tenant: TenantId,
    kql: string,
    options?: HuntingOptions,
  ): Promise<Result<HuntingResult, HuntingFailure>>;
  /** Loads the language service in the engine's thread, so that the first query does not wait for it. */
  warm(): void;
  close(): Promise<void>;
}

export interface HuntingEngineParts {
  readonly lake: Pick<Lake, 'query'>;
  readonly clock: Clock;
  /** What `externaldata` may read; nothing when not given. */
  readonly externalData?: ExternalData;
}

/** One run of a query: what it may take and see, its time and what it reads from outside. */
interface Run extends HuntingOptions {
  readonly nowTicks: bigint;
  readonly external: ExternalReading;
}

const describe = (plan: Relation): PreparedQuery => {
  const tables = tablesOf(plan);
  return {
    tables,
    columns: plan.columns.map(({ name, type }) => ({ name, type })),
    eventWise: tables.length === 1 && isEventWise(plan),
  };
};

/** Nothing is known of the columns before the rows are seen. */
const describeOpen = ({ discovery }: OpenSchema): PreparedQuery => ({
  tables: tablesOf(discovery),
  columns: [],
  eventWise: false,
});

class LakeHuntingEngine implements HuntingEngine {
  readonly #parts: HuntingEngineParts;
  readonly #compiler = new Compiler();
  readonly #externalData: ExternalData;

  constructor(parts: HuntingEngineParts) {
    this.#parts = parts;
    this.#externalData = parts.externalData ?? new ExternalData({ hosts: [] });
  }

  prepare(kql: string): Result<PreparedQuery, HuntingFailure> {
    const plan = this.#compiler.compileNow(kql);
    if (!plan.ok) return plan;
    return ok(plan.value.kind === 'plan' ? describe(plan.value.plan) : describeOpen(plan.value.open));
  }

  async run(
    tenant: TenantId,
    kql: string,
    options: HuntingOptions = {},
  ): Promise<Result<HuntingResult, HuntingFailure>> {
    const { nowTicks = ticksOf(this.#parts.clock.now()) } = options;
    const run: Run = { ...options, nowTicks, external: this.#externalData.open(tenant, options.signal) };
    const insertions: Insertion[] = [];
    while (insertions.length <= MAX_OPEN_SCHEMAS) {
      const compiled = await this.#compiler.compile(kql, insertions);
      if (!compiled.ok) return fail(compiled.error);
      if (compiled.value.kind === 'plan') return this.#answer(tenant, kql, compiled.value.plan, run);
      const { open } = compiled.value;
      const found = await this.#answer(tenant, kql, open.discovery, run);
      if (!found.ok) return found;
      const stated = stateSchema(open, found.value.rows, kql);
      if (!stated.ok) return stated;
      insertions.push(stated.value);
    }
    return fail(failureAt('resources', SIZE_MESSAGE, kql, { start: 0, length: kql.length }));
  }

  async #answer(
    tenant: TenantId,
    kql: string,
    plan: Relation,
    run: Run,
  ): Promise<Result<HuntingResult, HuntingFailure>> {
    const { limits = {}, signal, devices, external } = run;
    const hidden = devices && tablesOf(plan).find(isUnscopable);
    if (hidden !== undefined)
      return fail(failureAt('semantic', hiddenTable(hidden), kql, { start: 0, length: kql.length }));
    const rows = await external.rowsOf(plan);
    if (!rows.ok) return fail(failureAt('semantic', rows.error.message, kql, rows.error.at));
    const maxRows = BigInt(limits.maxRows ?? DEFAULT_MAX_ROWS);
    // One row more than allowed, to know whether there are more.
    const { nowTicks, events, period } = run;
    const options = { nowTicks, events, devices, period, externalRows: rows.value };
    const statement = writeStatement(plan, { ...options, maxRows: maxRows + 1n });
    if (statement.sql.length > MAX_STATEMENT)
      return fail(failureAt('resources', SIZE_MESSAGE, kql, { start: 0, length: kql.length }));
    return runStatement(
      this.#parts.lake,
      tenant,
      statement,
      plan.columns,
      { ...limits, maxRows: Number(maxRows) },
      signal,
    );
  }

  warm(): void {
    this.#compiler.warm();
  }

  async close(): Promise<void> {
    await this.#compiler.close();
  }
}

const hiddenTable = (table: string): string =>
  `Failed to resolve table '${table}': it names devices of all device groups, and the user's roles open some of them only.`;

/** Most operators of one query whose columns depend on rows: each costs a run of what stands before it. */
const MAX_OPEN_SCHEMAS = 8;

/** Longest statement, in UTF-16 units: under what the lake reads. */
const MAX_STATEMENT = 1_000_000;

/** The service's row limit (reference: defender-xdr, section 8.1). */
const DEFAULT_MAX_ROWS = 100_000;

/** An engine over a lake. Nothing is loaded until the first query or `warm()`. */
export const createHuntingEngine = (parts: HuntingEngineParts): HuntingEngine => new LakeHuntingEngine(parts);
