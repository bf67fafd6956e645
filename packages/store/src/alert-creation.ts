import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { completeEvidence, type NewEvidence } from '@vakt/contract/evidence';
import type { AlertId } from '@vakt/contract/ids';
import { formatTicks, nowTicks, TICKS_PER_HOUR, type Ticks } from '@vakt/contract/ticks';
import { type Insertable, type Kysely, sql } from 'kysely';
import { noteAlertEntities } from './alert-entities.ts';
import { takeMoment } from './change-moments.ts';
import type { Database } from './database.ts';
import { DEVICE_GROUP_NAME } from './device-groups.ts';
import { joinOpenIncident } from './incident-grouping.ts';
import { joinRunningInvestigation } from './investigation-progress.ts';
import { storableJson, storableText } from './storable-text.ts';
import type { AlertsTable, StoredUser } from './tables/alerts.ts';
import { inTransaction } from './transaction.ts';

/** A finding on its way to become an alert. */
export interface NewAlert {
  /** A second finding with the same key is the same alert. */
  readonly deduplicationKey: string;
  readonly ruleKey: string;
  /** A GUID, when the finding has a detector of its own. */
  readonly detectorId?: string;
  readonly title: string;
  readonly description: string;
  readonly recommendedAction: string;
  readonly severity: string;
  readonly category: string;
  readonly detectionSource: string;
  readonly mitreTechniques: readonly string[];
  readonly machineId: string;
  readonly firstEventTicks: Ticks;
  readonly lastEventTicks: Ticks;
  readonly evidence: readonly NewEvidence[];
  readonly relatedUser?: StoredUser;
  readonly threatFamilyName?: string;
  readonly threatName?: string;
}

export interface AlertCreation {
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** How far apart in time two findings of one device may lie to belong to one incident; a day when not given. */
  readonly incidentWindow?: Ticks;
}

/** What became of a finding. */
export interface CreatedAlert {
  readonly alertId: AlertId;
  readonly incidentId: bigint;
  /** `false` when the alert was there already; nothing was changed then. */
  readonly created: boolean;
}

const DEFAULT_INCIDENT_WINDOW = 24n * TICKS_PER_HOUR;

/** `da`, the ticks of the creation, and a signed 32-bit number (reference: defender-endpoint-core, section 1.6). */
const createAlertId = (now: Ticks, entropy: Entropy): AlertId => {
  const bytes = entropy.bytes(4);
  const suffix = new DataView(bytes.buffer, bytes.byteOffset, 4).getInt32(0);
  return `da${now}_${suffix}` as AlertId;
};

const toRow = (alert: NewAlert, now: Ticks, alertId: AlertId) =>
  ({
    alert_id: alertId,
    deduplication_key: storableText(alert.deduplicationKey),
    rule_key: alert.ruleKey,
    detector_id: alert.detectorId ?? null,
    machine_id: alert.machineId,
    title: storableText(alert.title),
    description: storableText(alert.description),
    recommended_action: storableText(alert.recommendedAction),
    severity: alert.severity,
    category: alert.category,
    detection_source: alert.detectionSource,
    threat_family_name: alert.threatFamilyName ?? null,
    threat_name: alert.threatName ?? null,
    mitre_techniques: storableJson(alert.mitreTechniques),
    related_user: storableJson(alert.relatedUser ?? null),
    created_ticks: now,
    first_event_ticks: alert.firstEventTicks,
    last_event_ticks: alert.lastEventTicks,
    updated_ticks: now,
    evidence: storableJson(alert.evidence.map(evidence => completeEvidence(evidence, formatTicks(now)))),
  }) satisfies Omit<Insertable<AlertsTable>, 'computer_dns_name' | 'logged_on_users'>;

const existing = async (db: Kysely<Database>, deduplicationKey: string): Promise<CreatedAlert> => {
  const known = await db
    .selectFrom('alerts')
    .select(['alert_id', 'incident_id'])
    .where('deduplication_key', '=', storableText(deduplicationKey))
    .executeTakeFirstOrThrow();
  return { alertId: known.alert_id as AlertId, incidentId: known.incident_id ?? 0n, created: false };
};

/** An alert names a few; the machine has the whole list. */
const MOST_LOGGED_ON = 10;

/** Who logged on to the device, the latest first, as an alert names users. */
const loggedOnTo = (deviceId: string) => sql<string>`coalesce((
  select jsonb_agg(jsonb_build_object('userName', logon ->> 'accountName', 'domainName', logon ->> 'accountDomain') order by place)
  from devices, jsonb_array_elements(logged_on_users) with ordinality as logons(logon, place)
  where device_id = ${deviceId} and place <= ${MOST_LOGGED_ON}), '[]')`;

/**
 * Stores a finding as an alert and puts it into an incident: the device's open one if there is one close in time,
 * otherwise a new one. A second finding with the same key changes nothing and gets the first one's ids, also when both
 * arrive at once. Durable when it returns, unless `db` is a transaction of the caller's.
 */
export const createAlert = (
  db: Kysely<Database>,
  alert: NewAlert,
  { clock, entropy, incidentWindow = DEFAULT_INCIDENT_WINDOW }: AlertCreation,
): Promise<CreatedAlert> =>
  inTransaction(db, async transaction => {
    const now = await takeMoment(transaction, nowTicks(clock));
    const alertId = createAlertId(now, entropy);
    const device = transaction.selectFrom('devices').where('device_id', '=', alert.machineId);
    const inserted = await transaction
      .insertInto('alerts')
      .values({
        ...toRow(alert, now, alertId),
        computer_dns_name: sql`coalesce((${device.select('computer_dns_name')}), '')`,
        rbac_group_name: device.select(DEVICE_GROUP_NAME.as('name')),
        logged_on_users: loggedOnTo(alert.machineId),
      })
      .onConflict(conflict => conflict.constraint('alerts_deduplication_key').doNothing())
      .returning('alert_id')
      .executeTakeFirst();
    if (!inserted) return existing(transaction, alert.deduplicationKey);
    await noteAlertEntities(transaction, alertId, alert.evidence, alert.relatedUser);
    await joinRunningInvestigation(transaction, alertId, alert.machineId);
    const incidentId = await joinOpenIncident(transaction, { ...alert, alertId }, incidentWindow, now);
    return { alertId, incidentId, created: true };
  });
