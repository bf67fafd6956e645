import type { Clock } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { HuntingEngine, HuntingOptions } from '@vakt/hunting/engine';
import type { HuntingFailure } from '@vakt/hunting/failure';
import type { RuleProgress } from '@vakt/store/detection-progress';
import type { Arrivals } from './arrivals.ts';
import { type Hit, readHits } from './hit.ts';
import type { PreparedRule } from './rule-catalogue.ts';

/** What stands in the way of a run: the query's failure, or the lake's. */
export interface RunFailure {
  readonly kind: string;
  readonly message: string;
}

/** Events of live sources only: what was imported is looked at when someone asks (`runOverImport`). */
export const LIVE_EVENTS = { importName: '' } as const;

/** How far a run got, with what it found on the way. */
export type TakeHits = (hits: readonly Hit[], reached: RuleProgress) => Promise<void>;

export interface Reader {
  /**
   * Runs `rule` over the events of `progress.table` that arrived after it and up to `target`, and hands over what it
   * finds, piece by piece, each with the progress to store along with it.
   */
  readNew(
    tenant: TenantId,
    rule: PreparedRule,
    progress: RuleProgress,
    target: bigint,
    take: TakeHits,
  ): Promise<Result<void, RunFailure>>;
  /** Runs `rule` over everything of one import. */
  readImport(tenant: TenantId, rule: PreparedRule, importName: string): Promise<Result<Hit[], RunFailure>>;
}

/** A run that is too much at once may do in halves. */
const mayDoInHalves = ({ kind }: HuntingFailure): boolean =>
  kind === 'result-size' || kind === 'resources' || kind === 'timeout';

/** Bounds of one run: the sixth of what an interactive query may take, for there are many rules. */
const LIMITS: HuntingOptions['limits'] = { maxSeconds: 30, maxRows: 10_000 };

/** Runs rules over the events that arrived since, or over an import. */
export const createReader = (
  hunting: Pick<HuntingEngine, 'run'>,
  arrivals: Arrivals,
  clock: Clock,
): Reader => {
  const find = async (
    tenant: TenantId,
    rule: PreparedRule,
    events: HuntingOptions['events'],
  ): Promise<Result<Hit[], HuntingFailure>> => {
    const result = await hunting.run(tenant, rule.query, {
      ...(LIMITS && { limits: LIMITS }),
      ...(events && { events }),
    });
    return result.ok ? ok(readHits(result.value)) : result;
  };

  /** Where to stop instead, after a run up to `upTo` failed; `undefined` when less would not help. */
  const halfWay = async (
    tenant: TenantId,
    table: string,
    after: bigint,
    upTo: bigint,
    failure: HuntingFailure,
  ): Promise<bigint | undefined> => {
    if (!mayDoInHalves(failure)) return undefined;
    const first = await arrivals.firstAfter(tenant, table, after);
    return first.ok && first.value < upTo ? first.value + (upTo - first.value) / 2n : undefined;
  };

  const readEventWise: Reader['readNew'] = async (tenant, rule, progress, target, take) => {
    let after = progress.sequence;
    let upTo = target;
    while (after < target) {
      const events = { table: progress.table, afterSequence: after, toSequence: upTo, ...LIVE_EVENTS };
      const hits = await find(tenant, rule, events);
      if (!hits.ok) {
        const half = await halfWay(tenant, progress.table, after, upTo, hits.error);
        if (half === undefined) return hits;
        upTo = half;
        continue;
      }
      await take(hits.value, { ...progress, sequence: upTo });
      after = upTo;
      upTo = target;
    }
    return ok(undefined);
  };

  const readWindow: Reader['readNew'] = async (tenant, rule, progress, target, take) => {
    const since = new Date(clock.now() - rule.lookbackMinutes * 60_000);
    const before = await arrivals.lastBefore(tenant, progress.table, since);
    if (!before.ok) return fail(before.error);
    const afterSequence = before.value > progress.startedAfter ? before.value : progress.startedAfter;
    const events = { table: progress.table, afterSequence, toSequence: target, ...LIVE_EVENTS };
    const hits = await find(tenant, rule, events);
    if (!hits.ok) return hits;
    await take(hits.value, { ...progress, sequence: target });
    return ok(undefined);
  };

  return {
    readNew: (tenant, rule, progress, target, take) =>
      (rule.eventWise ? readEventWise : readWindow)(tenant, rule, progress, target, take),
    readImport: (tenant, rule, importName) => find(tenant, rule, { importName }),
  };
};
