import type { AlertEvidence } from '@vakt/contract/evidence';
import type { Ticks } from '@vakt/contract/ticks';
import { type Kysely, sql } from 'kysely';
import { touchIncidents } from './alert-changes.ts';
import { noteAlertEntities } from './alert-entities.ts';
import { takeMoments } from './change-moments.ts';
import type { Database } from './database.ts';
import { storableJson, storableText } from './storable-text.ts';

/** An event that a rule found, by what names it. */
export interface FoundEvent {
  readonly ticks: Ticks;
  readonly reportId: string;
}

/** Which hits belong together: those of one rule on one device that say the same. */
export interface HitFamily {
  readonly ruleKey: string;
  readonly deviceId: string;
  readonly groupKey: string;
}

/** Makes everybody who records hits of this device wait until the transaction ends. */
export const lockHits = async (transaction: Kysely<Database>, deviceId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(
    hashtextextended(current_setting('vakt.tenant') || ' hits ' || ${deviceId}, 0))`.execute(transaction);
};

/** Those of a rule's hits on a device, within the given times, that raised an alert before: `<ticks> <report id>`. */
export const readKnownHits = async (
  db: Kysely<Database>,
  ruleKey: string,
  deviceId: string,
  from: Ticks,
  to: Ticks,
): Promise<ReadonlySet<string>> => {
  const rows = await db
    .selectFrom('detection_hits')
    .select(['event_ticks', 'report_id'])
    .where('rule_key', '=', ruleKey)
    .where('device_id', '=', deviceId)
    .where('event_ticks', '>=', from)
    .where('event_ticks', '<=', to)
    .execute();
  return new Set(rows.map(row => `${row.event_ticks} ${row.report_id}`));
};

/** Remembers that these events raised, or were added to, an alert. */
export const insertHits = async (
  db: Kysely<Database>,
  family: HitFamily,
  alertId: string,
  events: readonly FoundEvent[],
): Promise<void> => {
  await db
    .insertInto('detection_hits')
    .values(
      events.map(({ ticks, reportId }) => ({
        rule_key: family.ruleKey,
        device_id: family.deviceId,
        group_key: storableText(family.groupKey),
        event_ticks: ticks,
        report_id: storableText(reportId),
        alert_id: alertId,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute();
};

/** The latest alert of the family that is not resolved and has a hit between the given times. */
export const findOpenAlert = async (
  db: Kysely<Database>,
  family: HitFamily,
  from: Ticks,
  to: Ticks,
): Promise<string | undefined> => {
  const found = await db
    .selectFrom('detection_hits')
    .innerJoin('alerts', 'alerts.alert_id', 'detection_hits.alert_id')
    .select('detection_hits.alert_id')
    .where('detection_hits.rule_key', '=', family.ruleKey)
    .where('detection_hits.device_id', '=', family.deviceId)
    .where('detection_hits.group_key', '=', storableText(family.groupKey))
    .where('detection_hits.event_ticks', '>=', from)
    .where('detection_hits.event_ticks', '<=', to)
    .where('alerts.status', '<>', 'Resolved')
    .orderBy('detection_hits.event_ticks', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.alert_id;
};

/** What further hits tell about an alert. */
export interface AlertExtension {
  readonly firstEventTicks: Ticks;
  readonly lastEventTicks: Ticks;
  /** The wall clock's time. */
  readonly now: Ticks;
  /** Gives the alert's evidence from now on; called with what it has. */
  readonly evidence: (known: readonly AlertEvidence[]) => readonly AlertEvidence[];
}

/**
 * Adds further hits to an alert: its times widen, its evidence grows, its incident knows of it. `transaction` must be a
 * transaction.
 */
export const extendAlert = async (
  transaction: Kysely<Database>,
  alertId: string,
  { firstEventTicks, lastEventTicks, now, evidence }: AlertExtension,
): Promise<void> => {
  const moments = await takeMoments(transaction, now);
  const known = await transaction
    .selectFrom('alerts')
    .select(['evidence', 'incident_id'])
    .where('alert_id', '=', alertId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const extended = evidence(known.evidence);
  await noteAlertEntities(transaction, alertId, extended);
  if (known.incident_id !== null) await touchIncidents(transaction, [known.incident_id], moments);
  await transaction
    .updateTable('alerts')
    .set({
      evidence: storableJson(extended),
      first_event_ticks: sql`least(first_event_ticks, ${firstEventTicks}::bigint)`,
      last_event_ticks: sql`greatest(last_event_ticks, ${lastEventTicks}::bigint)`,
      updated_ticks: moments.first,
    })
    .where('alert_id', '=', alertId)
    .execute();
};
