import type { Clock } from '@vakt/contract/clock';
import type { TenantId } from '@vakt/contract/ids';
import {
  type RuleProgress,
  type RuleRun,
  readProgress,
  saveProgress,
  saveRuns,
} from '@vakt/store/detection-progress';
import type { Store } from '@vakt/store/store';
import type { Arrivals } from './arrivals.ts';
import type { Probe } from './probe.ts';
import { LIVE_EVENTS, type Reader, type RunFailure } from './reader.ts';
import type { RecordHits } from './record-hits.ts';
import type { PreparedRule, RuleCatalogue } from './rule-catalogue.ts';

/** Which rules a pass runs: those that look at each event once, or those that look over a stretch of time. */
export type PassMode = 'events' | 'window';

/** Runs the enabled rules of a tenant that read `table` over what arrived there since. */
export interface Pass {
  /** @returns the keys of the rules that failed; they have not moved and are to be run again. */
  run(tenant: TenantId, table: string, mode: PassMode): Promise<readonly string[]>;
}

export interface PassParts {
  readonly store: Store;
  readonly arrivals: Arrivals;
  readonly catalogue: RuleCatalogue;
  readonly probe: Probe;
  readonly reader: Reader;
  readonly record: RecordHits;
  readonly clock: Clock;
}

/** Names the indicators, all together, among those who read a table; they keep a progress of their own. */
export const INDICATORS_KEY = 'indicators';

const larger = (left: bigint, right: bigint): bigint => (left > right ? left : right);

/**
 * Where a rule that never read the table begins: at the table's first event when no rule has read it (a new tenant),
 * else where the others are (a rule that came with a new version is not let loose on history).
 */
export const beginningOf = (ruleKey: string, table: string, known: readonly RuleProgress[]): RuleProgress => {
  const rules = known.filter(other => other.ruleKey !== INDICATORS_KEY);
  const sequence = rules.reduce((highest, other) => larger(highest, other.sequence), 0n);
  return { ruleKey, table, startedAfter: sequence, sequence };
};

const smaller = (left: bigint, right: bigint): bigint => (left < right ? left : right);

/** A rule that is behind, and how far it has come. */
interface Behind {
  readonly rule: PreparedRule;
  readonly from: RuleProgress;
}

export const createPass = ({ store, arrivals, catalogue, probe, reader, record, clock }: PassParts): Pass => {
  const runOf = (ruleKey: string, failure?: RunFailure): RuleRun => ({
    ruleKey,
    ranAt: new Date(clock.now()),
    status: failure ? 'failed' : 'completed',
    errorCode: failure?.kind ?? null,
    failureReason: failure?.message ?? null,
  });

  /** Runs one rule; what it reached without a hit is returned, to be stored with that of the other rules. */
  const runRule = async (
    tenant: TenantId,
    rule: PreparedRule,
    from: RuleProgress,
    target: bigint,
  ): Promise<{ readonly reached: RuleProgress; readonly run: RuleRun }> => {
    let reached = from;
    try {
      const outcome = await reader.readNew(tenant, rule, from, target, async (hits, upTo) => {
        if (hits.length > 0) await record(tenant, rule, hits, upTo);
        reached = upTo;
      });
      return { reached, run: runOf(rule.key, outcome.ok ? undefined : outcome.error) };
    } catch (error) {
      // The store or the lake went away under the rule: the others may fare better, this one is run again.
      return { reached, run: runOf(rule.key, { kind: 'unavailable', message: String(error) }) };
    }
  };

  /** Those of the rules that find something; the others need not be run one by one. */
  const withHits = async (
    tenant: TenantId,
    table: string,
    behind: readonly Behind[],
    target: bigint,
  ): Promise<ReadonlySet<PreparedRule>> => {
    const afterSequence = behind.reduce((lowest, { from }) => smaller(lowest, from.sequence), target);
    const events = { ...LIVE_EVENTS, table, afterSequence, toSequence: target };
    return new Set(
      await probe(
        tenant,
        behind.map(({ rule }) => rule),
        events,
      ),
    );
  };

  const runAll = async (tenant: TenantId, table: string, behind: readonly Behind[], target: bigint) => {
    const worthwhile = await withHits(tenant, table, behind, target);
    const reached: RuleProgress[] = [];
    const runs: RuleRun[] = [];
    for (const { rule, from } of behind) {
      const done = worthwhile.has(rule)
        ? await runRule(tenant, rule, from, target)
        : { reached: { ...from, sequence: target }, run: runOf(rule.key) };
      reached.push(done.reached);
      runs.push(done.run);
    }
    return { reached, runs };
  };

  return {
    run: async (tenant, table, mode) => {
      const { rules, broken } = await catalogue.load(tenant);
      const mine = rules.filter(
        rule => rule.tables.includes(table) && rule.eventWise === (mode === 'events'),
      );
      if (mine.length === 0) return [];
      const target = await arrivals.newest(tenant, table);
      if (!target.ok) throw new Error(`The lake does not say what arrived: ${target.error.message}`);
      const db = store.tenant(tenant);
      const known = await readProgress(db, table);
      const behind = mine
        .map(rule => ({
          rule,
          from: known.find(({ ruleKey }) => ruleKey === rule.key) ?? beginningOf(rule.key, table, known),
        }))
        .filter(({ from }) => from.sequence < target.value);
      if (behind.length === 0) return [];
      const { reached, runs } = await runAll(tenant, table, behind, target.value);
      const refused = broken.map(({ rule, failure }) => runOf(rule.key, failure));
      await db.transaction().execute(async transaction => {
        await saveProgress(transaction, reached);
        await saveRuns(transaction, [...runs, ...refused]);
      });
      return runs.filter(({ status }) => status === 'failed').map(({ ruleKey }) => ruleKey);
    },
  };
};
