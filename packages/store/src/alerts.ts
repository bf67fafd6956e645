import type { EntityQuery } from '@vakt/contract/query';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { AlertEntity } from './alert-entities.ts';
import type { Database } from './database.ts';
import { EVIDENCE } from './evidence-query.ts';
import { applyFilter, applyQuery, type ListOrder, type QueryColumns } from './query.ts';
import { uuidColumn } from './query-columns.ts';
import { storableText } from './storable-text.ts';
import type { AlertsTable } from './tables/alerts.ts';

/** An alert as it is stored. */
export type Alert = Omit<Selectable<AlertsTable>, 'tenant_id' | 'severity_rank' | 'recorded_evidence'>;

/** An alert in a list that did not ask for evidence. */
export type AlertWithoutEvidence = Omit<Alert, 'evidence'>;

const COLUMNS = [
  'alert_id',
  'deduplication_key',
  'rule_key',
  'detector_id',
  'incident_id',
  'machine_id',
  'computer_dns_name',
  'rbac_group_name',
  'title',
  'description',
  'recommended_action',
  'severity',
  'status',
  'classification',
  'determination',
  'category',
  'detection_source',
  'threat_family_name',
  'threat_name',
  'mitre_techniques',
  'related_user',
  'logged_on_users',
  'assigned_to',
  'investigation_id',
  'investigation_state',
  'created_ticks',
  'first_event_ticks',
  'last_event_ticks',
  'updated_ticks',
  'resolved_ticks',
  'comments',
] as const;

/** The columns of an alert with its evidence. */
export const WITH_EVIDENCE = [...COLUMNS, 'evidence'] as const;

/** The SQL behind each property of an alert. */
const QUERY_COLUMNS: QueryColumns = {
  id: sql`alert_id`,
  incidentId: sql`incident_id`,
  investigationId: sql`investigation_id`,
  investigationState: sql`investigation_state`,
  assignedTo: sql`assigned_to`,
  severity: sql`severity`,
  status: sql`status`,
  classification: sql`classification`,
  determination: sql`determination`,
  detectionSource: sql`detection_source`,
  detectorId: uuidColumn(sql`detector_id`),
  category: sql`category`,
  threatFamilyName: sql`threat_family_name`,
  threatName: sql`threat_name`,
  title: sql`title`,
  description: sql`description`,
  alertCreationTime: sql`created_ticks`,
  firstEventTime: sql`first_event_ticks`,
  lastEventTime: sql`last_event_ticks`,
  lastUpdateTime: sql`updated_ticks`,
  resolvedTime: sql`resolved_ticks`,
  machineId: sql`machine_id`,
  computerDnsName: sql`computer_dns_name`,
  rbacGroupName: sql`rbac_group_name`,
  mitreTechniques: sql`mitre_techniques`,
  evidence: EVIDENCE,
};

const ORDER: ListOrder = {
  // By gravity, not by the alphabet.
  ranks: { severity: sql`severity_rank` },
  stable: [
    { expression: sql`created_ticks`, direction: 'desc' },
    { expression: sql`alert_id`, direction: 'desc' },
  ],
};

type ListQuery = Pick<EntityQuery, 'filter' | 'orderBy' | 'skip'>;

/** Alerts that answer the query, at most `limit` of them, the newest first; evidence is left out unless asked for. */
export const listAlerts = (
  db: Kysely<Database>,
  query: ListQuery,
  limit: number,
  options: { readonly evidence: boolean },
): Promise<(AlertWithoutEvidence & Partial<Alert>)[]> => {
  const columns: readonly (typeof WITH_EVIDENCE)[number][] = options.evidence ? WITH_EVIDENCE : COLUMNS;
  return applyQuery(db.selectFrom('alerts').select(columns), QUERY_COLUMNS, query, ORDER)
    .limit(limit)
    .offset(query.skip)
    .execute();
};

/** How many alerts answer the query. */
export const countAlerts = async (
  db: Kysely<Database>,
  { filter }: Pick<EntityQuery, 'filter'>,
): Promise<number> => {
  const { total } = await applyFilter(
    db.selectFrom('alerts').select(eb => eb.fn.countAll<bigint>().as('total')),
    QUERY_COLUMNS,
    filter,
  ).executeTakeFirstOrThrow();
  return Number(total);
};

/** The alert of that id with its evidence; `undefined` when the tenant has none. */
export const findAlert = (db: Kysely<Database>, alertId: string): Promise<Alert | undefined> =>
  db.selectFrom('alerts').select(WITH_EVIDENCE).where('alert_id', '=', alertId).executeTakeFirst();

/** Alerts that name the entity, at most `limit` of them, the newest first, without their evidence. */
export const listAlertsNaming = (
  db: Kysely<Database>,
  { kind, name }: AlertEntity,
  limit: number,
): Promise<AlertWithoutEvidence[]> =>
  db
    .selectFrom('alerts')
    .select(COLUMNS)
    .where('alert_id', 'in', named =>
      named
        .selectFrom('alert_entities')
        .select('alert_entities.alert_id')
        .where('kind', '=', kind)
        .where('name', '=', storableText(name)),
    )
    .orderBy('created_ticks', 'desc')
    .orderBy('alert_id', 'desc')
    .limit(limit)
    .execute();

/** The alerts of those incidents with their evidence, newest first. */
export const listAlertsOfIncidents = (
  db: Kysely<Database>,
  incidentIds: readonly bigint[],
): Promise<Alert[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('alerts')
        .select(WITH_EVIDENCE)
        .where('incident_id', 'in', incidentIds)
        .orderBy('created_ticks', 'desc')
        .orderBy('alert_id', 'desc')
        .execute();
