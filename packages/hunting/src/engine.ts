import { type Clock, ticksOf } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Lake } from '@vakt/lake/lake';
import { besideValues } from './beside/values.ts';
import type { Insertion } from './bind/amended-text.ts';
import { SIZE_MESSAGE } from './bind/size.ts';
import { Compiler } from './compile/compiler.ts';
import { withGuessedColumns } from './compile/guessed-columns.ts';
import type { Compilation } from './compile/messages.ts';
import { stateSchema } from './compile/stated-schema.ts';
import { type ExplainedPass, type Explanation, explainedPass, type Pass } from './explain.ts';
import { ExternalData, type ExternalReading } from './external/external-data.ts';
import { failureAt, type HuntingFailure, type HuntingFailureKind } from './failure.ts';
import { checkFunction, type FunctionFailure } from './functions/check-function.ts';
import { type CustomFunction, customDeclarations, type FunctionsOf } from './functions/custom-function.ts';
import type { BesideValues } from './plan/beside.ts';
import type { OpenSchema } from './plan/open-schema.ts';
import type { Relation } from './plan/relation.ts';
import { isEventWise, tablesOf } from './plan/walk.ts';
import type { HuntingResult, HuntingResultColumn } from './result.ts';
import { type HuntingLimits, runStatement } from './run.ts';
import { isUnscopable } from './sql/device-scope.ts';
import type { EventRestriction, Period } from './sql/relation.ts';
import { type Statement, writeStatement } from './sql/statement.ts';
import { stopwatch } from './stopwatch.ts';

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
  /** Saved functions that the query may call, in place of those of the tenant. */
  readonly functions?: readonly CustomFunction[];
}

export interface ExplainOptions extends HuntingOptions {
  /** Whether the query is to run, to tell how long that takes and how much it reads. */
  readonly isRun?: boolean;
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
   * Parses, binds and plans a query, or says what is wrong with it and where.
   *
   * @param tenant whose turn it takes.
   * @param functions saved functions that the query may call.
   */
  prepare(
    tenant: TenantId,
    kql: string,
    functions?: readonly CustomFunction[],
  ): Promise<Result<PreparedQuery, HuntingFailure>>;
  /** Says whether a tenant can save a function: its name is free, and it parses and binds by itself. */
  checkFunction(tenant: TenantId, custom: CustomFunction): Promise<Result<undefined, FunctionFailure>>;
  /** Answers a query over the tenant's events. */
  run(
    tenant: TenantId,
    kql: string,
    options?: HuntingOptions,
  ): Promise<Result<HuntingResult, HuntingFailure>>;
  /** Shows how a query is understood and asked, and what each step takes. */
  explain(
    tenant: TenantId,
    kql: string,
    options?: ExplainOptions,
  ): Promise<Result<Explanation, HuntingFailure>>;
  /** Loads the language service in the engine's thread, so that the first query does not wait for it. */
  warm(): void;
  close(): Promise<void>;
}

export interface HuntingEngineParts {
  readonly lake: Pick<Lake, 'query'>;
  readonly clock: Clock;
  /** What `externaldata` may read; nothing when not given. */
  readonly externalData?: Pick<ExternalData, 'open'>;
  /** The functions that tenants saved; none when not given. */
  readonly functionsOf?: FunctionsOf;
}

/** One run of a query: what it may take and see, its time and what it reads from outside. */
interface Run extends HuntingOptions {
  readonly tenant: TenantId;
  readonly kql: string;
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
  readonly #externalData: Pick<ExternalData, 'open'>;

  constructor(parts: HuntingEngineParts) {
    this.#parts = parts;
    this.#externalData = parts.externalData ?? new ExternalData({ hosts: [] });
  }

  async prepare(
    tenant: TenantId,
    kql: string,
    functions: readonly CustomFunction[] = [],
  ): Promise<Result<PreparedQuery, HuntingFailure>> {
    const { compiled: plan } = await this.#compile({ tenant, kql, functions });
    if (!plan.ok) return plan;
    return ok(plan.value.kind === 'plan' ? describe(plan.value.plan) : describeOpen(plan.value.open));
  }

  checkFunction(tenant: TenantId, custom: CustomFunction): Promise<Result<undefined, FunctionFailure>> {
    return checkFunction(custom, (text, insertions) => this.#compiler.compile(tenant, text, insertions));
  }

  async run(
    tenant: TenantId,
    kql: string,
    options: HuntingOptions = {},
  ): Promise<Result<HuntingResult, HuntingFailure>> {
    const run = this.#begin(tenant, kql, options);
    const ask = (pass: Pass) => this.#answer(pass.plan, runOf(run, pass));
    const last = await this.#lastPass(run, ask);
    return last.ok ? ask(last.value) : last;
  }

  async explain(
    tenant: TenantId,
    kql: string,
    { isRun = false, ...options }: ExplainOptions = {},
  ): Promise<Result<Explanation, HuntingFailure>> {
    const run = this.#begin(tenant, kql, options);
    const passes: ExplainedPass[] = [];
    const explain = async (pass: Pass): Promise<Result<HuntingResult | undefined, HuntingFailure>> => {
      const lap = stopwatch();
      const bounded = runOf(run, pass);
      const written = await this.#write(pass.plan, bounded, isRun ? undefined : new Map());
      if (!written.ok) return written;
      const write = lap();
      const found = isRun ? await this.#ask(written.value, pass.plan, bounded) : ok(undefined);
      if (!found.ok) return found;
      const times = { ...pass.times, write, ...(isRun && { run: lap() }) };
      passes.push(explainedPass(pass, written.value, times, found.value));
      return found;
    };
    const last = await this.#lastPass(run, explain);
    if (!last.ok) return last;
    const { plan, isDiscovery } = last.value;
    const { tables, columns } = describe(plan);
    // A discovery that is the last was shown when it was asked for.
    if (isDiscovery) return ok({ columns: [], tables, passes });
    const explained = await explain(last.value);
    return explained.ok ? ok({ columns, tables, passes }) : explained;
  }

  #begin(tenant: TenantId, kql: string, options: HuntingOptions): Run {
    const { nowTicks = ticksOf(this.#parts.clock.now()) } = options;
    return { ...options, tenant, kql, nowTicks, external: this.#externalData.open(tenant, options.signal) };
  }

  /** What is known of the text; its tenant's own functions count only where it has no meaning without them. */
  async #compile({
    tenant,
    kql,
    functions,
    signal,
  }: Pick<Run, 'tenant' | 'kql' | 'functions' | 'signal'>): Promise<{
    compiled: Compilation;
    own: readonly Insertion[];
  }> {
    const compiled = await this.#compiler.compile(tenant, kql, [], signal);
    if (!needsFunctions(compiled)) return { compiled, own: [] };
    const own = declared(functions ?? (await this.#parts.functionsOf?.(tenant)) ?? [], kql);
    return own.length > 0
      ? { compiled: await this.#compiler.compile(tenant, kql, own, signal), own }
      : { compiled, own };
  }

  /** The pass that answers; `ask` runs those before it, which tell columns. When it runs none, the first of them is the last. */
  async #lastPass(
    run: Run,
    ask: (pass: Pass) => Promise<Result<HuntingResult | undefined, HuntingFailure>>,
  ): Promise<Result<Pass, HuntingFailure>> {
    const { tenant, kql, signal } = run;
    let { compiled, own: insertions } = await this.#compile(run);
    for (let passes = 0; passes <= MAX_OPEN_SCHEMAS; passes += 1) {
      if (!compiled.ok) return fail(compiled.error);
      const { times } = compiled.value;
      if (compiled.value.kind === 'plan') return ok({ plan: compiled.value.plan, times, isDiscovery: false });
      const { open } = compiled.value;
      const pass = { plan: open.discovery, times, isDiscovery: true };
      const found = await ask(pass);
      if (!found.ok) return found;
      if (!found.value) return ok(pass);
      const stated = stateSchema(open, found.value.rows, kql);
      if (!stated.ok) return stated;
      const before = insertions;
      const compile = (schema: Insertion) => this.#compiler.compile(tenant, kql, [...before, schema], signal);
      const attempt = { compiled: await compile(stated.value), stated: stated.value };
      const isUntold = found.value.rows.length === 0;
      const settled = isUntold ? await withGuessedColumns(attempt, compile) : attempt;
      insertions = [...before, settled.stated];
      compiled = settled.compiled;
    }
    return fail(wholeText('resources', SIZE_MESSAGE, kql));
  }

  async #answer(
    plan: Relation,
    run: Run,
    known?: BesideValues,
  ): Promise<Result<HuntingResult, HuntingFailure>> {
    const written = await this.#write(plan, run, known);
    return written.ok ? this.#ask(written.value, plan, run) : written;
  }

  /** `known` is what functions give that are evaluated beside the lake; their arguments are asked for without it. */
  async #write(plan: Relation, run: Run, known?: BesideValues): Promise<Result<Statement, HuntingFailure>> {
    const { kql, limits = {}, devices, external, nowTicks, events, period } = run;
    const hidden = devices && tablesOf(plan).find(isUnscopable);
    if (hidden !== undefined) return fail(wholeText('semantic', hiddenTable(hidden), kql));
    const rows = await external.rowsOf(plan);
    if (!rows.ok) return fail(failureAt(rows.error.kind, rows.error.message, kql, rows.error.at));
    const beside = known
      ? ok(known)
      : await besideValues(
          plan,
          (values, inner) => this.#answer(values, innerRun(run), inner),
          (kind, message) => wholeText(kind, message, kql),
        );
    if (!beside.ok) return beside;
    const options = { nowTicks, events, devices, period, externalRows: rows.value, beside: beside.value };
    // One row more than allowed, to know whether there are more.
    const statement = writeStatement(plan, { ...options, maxRows: maxRowsOf(limits) + 1n });
    return statement.sql.length > MAX_STATEMENT
      ? fail(wholeText('resources', SIZE_MESSAGE, kql))
      : ok(statement);
  }

  #ask(
    statement: Statement,
    { columns }: Relation,
    { tenant, limits = {}, signal }: Run,
  ): Promise<Result<HuntingResult, HuntingFailure>> {
    const bounded = { ...limits, maxRows: Number(maxRowsOf(limits)) };
    return runStatement(this.#parts.lake, tenant, statement, columns, bounded, signal);
  }

  warm(): void {
    this.#compiler.warm();
  }

  async close(): Promise<void> {
    await this.#compiler.close();
  }
}

/** Saved functions count only in a text that has no meaning without them: they hide no name of the language. */
const needsFunctions = (compiled: Compilation): boolean => !compiled.ok && compiled.error.kind === 'semantic';

/** The functions that a text names, as what stands before it. */
const declared = (functions: readonly CustomFunction[], kql: string): readonly Insertion[] => {
  const text = customDeclarations(functions, kql);
  return text === '' ? [] : [{ at: 0, text }];
};

const wholeText = (kind: HuntingFailureKind, message: string, kql: string): HuntingFailure =>
  failureAt(kind, message, kql, { start: 0, length: kql.length });

/**
 * What is asked on the way to an answer has the time and the memory of the query, and not the size of its answer: what was left
 * out of it would be columns, or values.
 */
const innerRun = (run: Run): Run => {
  const { maxSeconds, maxMemoryBytes } = run.limits ?? {};
  const limits = {
    ...(maxSeconds !== undefined && { maxSeconds }),
    ...(maxMemoryBytes !== undefined && { maxMemoryBytes }),
  };
  return { ...run, limits };
};

const runOf = (run: Run, { isDiscovery }: Pass): Run => (isDiscovery ? innerRun(run) : run);

const maxRowsOf = ({ maxRows = DEFAULT_MAX_ROWS }: HuntingLimits): bigint => BigInt(maxRows);

const hiddenTable = (table: string): string =>
  `Failed to resolve table '${table}': it names devices of all device groups, and the user's roles open some of them only.`;

/** Most operators of one query whose columns depend on rows: each costs a run of what stands before it. */
const MAX_OPEN_SCHEMAS = 8;

/** Longest statement, in UTF-16 units: under what the lake reads. */
const MAX_STATEMENT = 2_000_000;

/** The service's row limit (reference: defender-xdr, section 8.1). */
const DEFAULT_MAX_ROWS = 100_000;

/** An engine over a lake. Nothing is loaded until the first query or `warm()`. */
export const createHuntingEngine = (parts: HuntingEngineParts): HuntingEngine => new LakeHuntingEngine(parts);
