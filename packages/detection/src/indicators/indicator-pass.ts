import type { Clock } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import { nowTicks } from '@vakt/contract/ticks';
import type { LakeFailure } from '@vakt/lake/query/failure';
import { type RuleProgress, readProgress, saveProgress } from '@vakt/store/detection-progress';
import { hasAlertingIndicators } from '@vakt/store/indicator-matching';
import type { Store } from '@vakt/store/store';
import type { Arrivals } from '../arrivals.ts';
import { beginningOf, INDICATORS_KEY, type Pass } from '../pass.ts';
import type { RecordHits } from '../record-hits.ts';
import { findIndicatorHits } from './indicator-hits.ts';
import { ruleOfIndicator } from './indicator-rule.ts';
import type { NewEvents, Stretch } from './new-events.ts';
import { watchedColumns } from './watched-columns.ts';

export interface IndicatorPassParts {
  readonly store: Store;
  readonly arrivals: Arrivals;
  readonly events: NewEvents;
  readonly record: RecordHits;
  readonly clock: Clock;
}

const mayDoInHalves = ({ kind }: LakeFailure): boolean =>
  kind === 'result-size' || kind === 'resources' || kind === 'timeout';

/** Compares what arrived in a table with the tenant's indicators. */
export const createIndicatorPass = (parts: IndicatorPassParts): Pass => {
  const { store, arrivals, events, record, clock } = parts;

  const compare = async (tenant: TenantId, stretch: Stretch): Promise<LakeFailure | undefined> => {
    const db = store.tenant(tenant);
    const found = await findIndicatorHits({ db, events, now: nowTicks(clock) }, tenant, stretch);
    if (!found.ok) return found.error;
    for (const { indicator, hits } of found.value)
      if (hits.length > 0) await record(tenant, ruleOfIndicator(indicator, stretch.table), hits);
    return undefined;
  };

  /** Where to stop instead, after a stretch was too much at once; `undefined` when less would not help. */
  const halfWay = async (
    tenant: TenantId,
    { table, after, upTo }: Stretch,
    failure: LakeFailure,
  ): Promise<bigint | undefined> => {
    if (!mayDoInHalves(failure)) return undefined;
    const first = await arrivals.firstAfter(tenant, table, after);
    return first.ok && first.value < upTo ? first.value + (upTo - first.value) / 2n : undefined;
  };

  /** Compares everything after `from` up to `target`, in halves where it is too much, and notes how far it came. */
  const compareAll = async (
    tenant: TenantId,
    from: RuleProgress,
    target: bigint,
  ): Promise<LakeFailure | undefined> => {
    const { table } = from;
    let [after, upTo] = [from.sequence, target];
    while (after < target) {
      const failure = await compare(tenant, { table, after, upTo });
      if (!failure) {
        await saveProgress(store.tenant(tenant), [{ ...from, sequence: upTo }]);
        [after, upTo] = [upTo, target];
        continue;
      }
      const half = await halfWay(tenant, { table, after, upTo }, failure);
      if (half === undefined) return failure;
      upTo = half;
    }
    return undefined;
  };

  /** Where the indicators stand; noted the first time, lest the rules that read on move it. */
  const standing = async (tenant: TenantId, table: string): Promise<RuleProgress> => {
    const db = store.tenant(tenant);
    const known = await readProgress(db, table);
    const noted = known.find(({ ruleKey }) => ruleKey === INDICATORS_KEY);
    if (noted) return noted;
    const beginning = beginningOf(INDICATORS_KEY, table, known);
    await saveProgress(db, [beginning]);
    return beginning;
  };

  return {
    run: async (tenant, table, mode) => {
      if (mode !== 'events' || watchedColumns[table] === undefined) return [];
      const target = await arrivals.newest(tenant, table);
      if (!target.ok) throw new Error(`The lake does not say what arrived: ${target.error.message}`);
      const db = store.tenant(tenant);
      const from = await standing(tenant, table);
      if (from.sequence >= target.value) return [];
      // Indicators look at events that arrive after them: what came before the first one is passed over.
      if (!(await hasAlertingIndicators(db, nowTicks(clock)))) {
        await saveProgress(db, [{ ...from, sequence: target.value }]);
        return [];
      }
      const failure = await compareAll(tenant, from, target.value);
      return failure ? [INDICATORS_KEY] : [];
    },
  };
};
