import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { evidenceOf } from '@vakt/contract/event-evidence';
import { textOf } from '@vakt/contract/event-row';
import type { NewEvidence } from '@vakt/contract/evidence';
import { distinctEvidence, mergeEvidence, relatedUserOf } from '@vakt/contract/evidence-list';
import type { TenantId } from '@vakt/contract/ids';
import { formatTicks, nowTicks } from '@vakt/contract/ticks';
import { createAlert, type NewAlert } from '@vakt/store/alert-creation';
import type { Database } from '@vakt/store/database';
import {
  extendAlert,
  findOpenAlert,
  type HitFamily,
  insertHits,
  lockHits,
  readKnownHits,
} from '@vakt/store/detection-hits';
import { type RuleProgress, saveProgress } from '@vakt/store/detection-progress';
import type { Store } from '@vakt/store/store';
import type { Kysely } from 'kysely';
import type { Hit } from './hit.ts';
import { ALERT_WINDOW_TICKS, groupHits, type HitGroup } from './hit-groups.ts';
import type { PreparedRule } from './rule-catalogue.ts';
import type { CompleteHits } from './source-events.ts';

/**
 * Turns hits into alerts, once: hits that were recorded before change nothing. `reached` is stored after them.
 *
 * @returns how many alerts are new.
 */
export type RecordHits = (
  tenant: TenantId,
  rule: PreparedRule,
  hits: readonly Hit[],
  reached?: RuleProgress,
) => Promise<number>;

export interface HitRecorderParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly complete: CompleteHits;
}

/** Hits of a device that are recorded in one transaction. */
const HITS_A_TRANSACTION = 500;

/** What alerts name as their source (reference: defender-endpoint-core, section 10.1). */
const DETECTION_SOURCES: Readonly<Record<PreparedRule['source'], string>> = {
  Vakt: 'WindowsDefenderAtp',
  Tenant: 'CustomDetection',
  Indicator: 'CustomerTI',
};

const evidenceOfGroup = (rule: PreparedRule, group: HitGroup): NewEvidence[] =>
  distinctEvidence(group.hits.flatMap(hit => evidenceOf(hit, rule.entities)));

/** The alert that a group of hits makes. */
export const toAlert = (rule: PreparedRule, group: HitGroup): NewAlert => {
  const evidence = evidenceOfGroup(rule, group);
  const relatedUser = relatedUserOf(evidence);
  const threatName = textOf(group.first, 'ThreatName');
  return {
    deduplicationKey: JSON.stringify([
      rule.key,
      group.deviceId,
      String(group.first.ticks),
      group.first.reportId,
    ]),
    ruleKey: rule.key,
    ...(rule.detectorId !== undefined && { detectorId: rule.detectorId }),
    title: group.title,
    description: group.description,
    recommendedAction: rule.recommendedActions,
    severity: rule.severity,
    category: rule.category,
    detectionSource: DETECTION_SOURCES[rule.source],
    mitreTechniques: rule.techniques,
    machineId: group.deviceId,
    firstEventTicks: group.first.ticks,
    lastEventTicks: group.last.ticks,
    evidence,
    ...(relatedUser && { relatedUser }),
    ...(threatName !== undefined && { threatName }),
  };
};

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

export const createHitRecorder = ({ store, clock, entropy, complete }: HitRecorderParts): RecordHits => {
  const raise = async (
    transaction: Kysely<Database>,
    rule: PreparedRule,
    group: HitGroup,
  ): Promise<boolean> => {
    const family: HitFamily = { ruleKey: rule.key, deviceId: group.deviceId, groupKey: group.groupKey };
    const open = await findOpenAlert(
      transaction,
      family,
      group.first.ticks - ALERT_WINDOW_TICKS,
      group.last.ticks + ALERT_WINDOW_TICKS,
    );
    if (open === undefined) {
      const { alertId } = await createAlert(transaction, toAlert(rule, group), { clock, entropy });
      await insertHits(transaction, family, alertId, group.hits);
      return true;
    }
    const now = nowTicks(clock);
    await extendAlert(transaction, open, {
      firstEventTicks: group.first.ticks,
      lastEventTicks: group.last.ticks,
      now,
      evidence: known => mergeEvidence(known, evidenceOfGroup(rule, group), formatTicks(now)),
    });
    await insertHits(transaction, family, open, group.hits);
    return false;
  };

  /** Hits of one device, in one transaction: transactions over several devices would wait for each other in circles. */
  const recordDevice = (
    db: Kysely<Database>,
    rule: PreparedRule,
    deviceId: string,
    hits: readonly Hit[],
  ): Promise<number> =>
    db.transaction().execute(async transaction => {
      await lockHits(transaction, deviceId);
      const [from = 0n, to = 0n] = [hits[0]?.ticks, hits.at(-1)?.ticks];
      const known = await readKnownHits(transaction, rule.key, deviceId, from, to);
      const fresh = hits.filter(({ ticks, reportId }) => !known.has(`${ticks} ${reportId}`));
      let alerts = 0;
      for (const group of groupHits(rule, fresh)) if (await raise(transaction, rule, group)) alerts += 1;
      return alerts;
    });

  return async (tenant, rule, hits, reached) => {
    const db = store.tenant(tenant);
    let alerts = 0;
    for (const [deviceId, ofDevice] of Map.groupBy(await complete(tenant, rule, hits), hit => hit.deviceId))
      for (const chunk of chunks(ofDevice, HITS_A_TRANSACTION))
        alerts += await recordDevice(db, rule, deviceId, chunk);
    if (reached) await saveProgress(db, [reached]);
    return alerts;
  };
};
