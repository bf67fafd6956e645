import type { TenantId } from '@vakt/contract/ids';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import type { AlertsTable } from './tables/alerts.ts';

const COLUMNS = [
  'tenant_id',
  'alert_id',
  'machine_id',
  'computer_dns_name',
  'title',
  'severity',
  'category',
  'detection_source',
  'threat_family_name',
  'mitre_techniques',
  'created_ticks',
  'evidence',
] as const;

/** An alert of which the hunting tables do not say everything yet. */
export type UnrecordedAlert = Pick<Selectable<AlertsTable>, (typeof COLUMNS)[number]>;

/** Any number will do that no other lock of the database has. */
const RECORDING_LOCK = 7_208_341;

const takeUnrecorded = (db: Kysely<Database>, most: number): Promise<UnrecordedAlert[]> =>
  db
    .selectFrom('alerts')
    .select(COLUMNS)
    .where(sql<boolean>`recorded_evidence < jsonb_array_length(evidence)`)
    .orderBy('created_ticks')
    .limit(most)
    .execute();

const markRecorded = (db: Kysely<Database>, alerts: readonly UnrecordedAlert[]): Promise<unknown> =>
  sql`update alerts set recorded_evidence = done.evidence
    from unnest(${alerts.map(alert => alert.tenant_id)}::uuid[], ${alerts.map(alert => alert.alert_id)}::text[],
      ${alerts.map(alert => alert.evidence.length)}::int[]) as done(tenant_id, alert_id, evidence)
    where alerts.tenant_id = done.tenant_id and alerts.alert_id = done.alert_id`.execute(db);

/**
 * Gives `write` the alerts that are new or have new evidence, tenant by tenant, the oldest first, and notes them as
 * recorded when it has written them. One server at a time does so; what fails comes again.
 *
 * @param db the authority's: it sees every tenant's.
 * @returns how many were written; 0 also while another server writes.
 */
export const recordAlerts = (
  db: Kysely<Database>,
  most: number,
  write: (tenant: TenantId, alerts: readonly UnrecordedAlert[]) => Promise<void>,
): Promise<number> =>
  db.transaction().execute(async transaction => {
    const { rows } = await sql<{
      taken: boolean;
    }>`select pg_try_advisory_xact_lock(${RECORDING_LOCK}) as taken`.execute(transaction);
    if (!rows[0]?.taken) return 0;
    const alerts = await takeUnrecorded(transaction, most);
    if (alerts.length === 0) return 0;
    for (const [tenant, own] of Map.groupBy(alerts, alert => alert.tenant_id))
      await write(tenant as TenantId, own);
    await markRecorded(transaction, alerts);
    return alerts.length;
  });
