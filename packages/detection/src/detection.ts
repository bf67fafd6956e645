import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { TenantId } from '@vakt/contract/ids';
import type { HuntingEngine } from '@vakt/hunting/engine';
import { clearBacklog, noteBacklog, readBacklogOfAllTenants } from '@vakt/store/detection-progress';
import type { Store } from '@vakt/store/store';
import { type ArrivalSource, type Arrivals, createArrivals } from './arrivals.ts';
import { builtInRules } from './built-in-rules.ts';
import { createImportRun, type ImportRun, type ImportRunReport } from './import-run.ts';
import { createIndicatorPass } from './indicators/indicator-pass.ts';
import { createNewEvents } from './indicators/new-events.ts';
import { createPass, type PassMode } from './pass.ts';
import { createProbe } from './probe.ts';
import { createReader } from './reader.ts';
import { createHitRecorder } from './record-hits.ts';
import type { BuiltInRule } from './rule.ts';
import { createRuleCatalogue, type RuleCatalogue } from './rule-catalogue.ts';
import { createSourceEvents } from './source-events.ts';
import { createWorkQueue } from './work-queue.ts';

/** Where detection says what went wrong. */
export interface DetectionLog {
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface DetectionOptions {
  readonly store: Store;
  readonly hunting: HuntingEngine;
  readonly lake: ArrivalSource;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: DetectionLog;
  /** The rules of every tenant; Vakt's own when not given. */
  readonly builtInRules?: readonly BuiltInRule[];
}

/** Rules over events -> alerts -> incidents. */
export interface Detection {
  /**
   * Says, before events of these tables are appended, that they may come: a crash between the append and `notify` then
   * loses no alert. Costs a write the first time and nothing after.
   */
  expect(tenant: TenantId, tables: readonly string[]): Promise<void>;
  /** Says that events of these tables are durable: rules run over them within about two seconds. */
  notify(tenant: TenantId, tables: string | readonly string[]): Promise<void>;
  /** Runs rules over a named import, whenever its events happened. A second run raises nothing twice. */
  runOverImport: ImportRun;
  /** Resolves when everything that was notified has been looked at; for tests and for an orderly stop. */
  flush(): Promise<void>;
  /** Stops; what has not been looked at is taken up at the next start. */
  close(): Promise<void>;
  readonly catalogue: RuleCatalogue;
  readonly arrivals: Arrivals;
}

/** Events come in bursts: rules wait this long for the rest of one. */
const DEBOUNCE_MS: Readonly<Record<PassMode, number>> = { events: 1_500, window: 5_000 };
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 300_000;
/** Tenants worked on at a time: the lake has other readers. */
const CONCURRENCY = 2;

const modes: readonly PassMode[] = ['events', 'window'];
const itemOf = (table: string, mode: PassMode): string => `${table} ${mode}`;
const parseItem = (item: string): { table: string; mode: PassMode } => {
  const [table = '', mode] = item.split(' ');
  return { table, mode: mode === 'window' ? 'window' : 'events' };
};

/**
 * Starts detection: takes up what an unclean stop left, in the background, and then waits for `notify`. Tenants without
 * events cost nothing.
 */
export const createDetection = (options: DetectionOptions): Detection => {
  const { store, hunting, lake, clock, entropy, log } = options;
  const arrivals = createArrivals(lake);
  const catalogue = createRuleCatalogue(store, hunting, options.builtInRules ?? builtInRules);
  const probe = createProbe(hunting);
  const reader = createReader(hunting, arrivals, clock);
  const record = createHitRecorder({ store, clock, entropy, complete: createSourceEvents(lake) });
  const rulePass = createPass({ store, arrivals, catalogue, probe, reader, record, clock });
  const events = createNewEvents(lake);
  const indicatorPass = createIndicatorPass({ store, arrivals, events, record, clock });

  /** Tables by tenant that are noted in the backlog: they got events, or were about to, since the start. */
  const noted = new Map<TenantId, Set<string>>();
  const retryMs = new Map<string, number>();

  const retryLater = (tenant: string, item: string): void => {
    const name = `${tenant} ${item}`;
    const delayMs = retryMs.get(name) ?? FIRST_RETRY_MS;
    retryMs.set(name, Math.min(delayMs * 2, LONGEST_RETRY_MS));
    queue.add(tenant, item, delayMs);
  };

  const work = async (owner: string, item: string): Promise<void> => {
    // Owners of the queue are the tenants that `notify` and the backlog put there.
    const tenant = owner as TenantId;
    const { table, mode } = parseItem(item);
    try {
      // Indicators first: they begin where the rules stand, not where this pass will have brought them.
      const behind = await indicatorPass.run(tenant, table, mode);
      const failed = [...behind, ...(await rulePass.run(tenant, table, mode))];
      if (failed.length === 0) return void retryMs.delete(`${owner} ${item}`);
      log.warn('Detection rules failed and are tried again', { tenant, table, rules: failed });
    } catch (error) {
      log.warn('Detection rules could not run and are tried again', { tenant, table, error });
    }
    retryLater(owner, item);
  };

  const queue = createWorkQueue({ concurrency: CONCURRENCY, work });

  const enqueue = (tenant: TenantId, table: string): void => {
    for (const mode of modes) queue.add(tenant, itemOf(table, mode), DEBOUNCE_MS[mode]);
  };

  const expect = async (tenant: TenantId, tables: readonly string[]): Promise<void> => {
    const known = noted.get(tenant) ?? new Set<string>();
    const fresh = tables.filter(table => !known.has(table));
    if (fresh.length === 0) return;
    await noteBacklog(store.tenant(tenant), fresh, new Date(clock.now()));
    noted.set(tenant, new Set([...known, ...fresh, ...(noted.get(tenant) ?? [])]));
  };

  const takeUpBacklog = async (): Promise<void> => {
    for (const { tenantId, table } of await readBacklogOfAllTenants(store.authority)) {
      noted.set(tenantId, new Set([...(noted.get(tenantId) ?? []), table]));
      enqueue(tenantId, table);
    }
  };
  const backlog = takeUpBacklog().catch(error =>
    log.warn('What an unclean stop left to detection could not be read', { error }),
  );

  const clearWhatIsDone = async (): Promise<void> => {
    for (const [tenant, tables] of noted) {
      const done = [...tables].filter(
        table => !modes.some(mode => queue.isBusy(tenant, itemOf(table, mode))),
      );
      await clearBacklog(store.tenant(tenant), done);
    }
  };

  return {
    catalogue,
    arrivals,
    expect,
    notify: async (tenant, tables) => {
      const list = typeof tables === 'string' ? [tables] : tables;
      for (const table of list) enqueue(tenant, table);
      await expect(tenant, list);
    },
    runOverImport: createImportRun({ catalogue, probe, reader, record }),
    flush: async () => {
      await backlog;
      await queue.settle();
    },
    close: async () => {
      await backlog;
      await queue.close();
      await clearWhatIsDone();
    },
  };
};

export type { ImportRunReport };
