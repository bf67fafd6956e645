import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

const EMPTY_LIST = sql`'[]'::jsonb`;

const tenantTable = (db: Kysely<unknown>, name: string): CreateTableBuilder<string, 'tenant_id'> =>
  db.schema
    .createTable(name)
    .addColumn('tenant_id', 'uuid', column =>
      column.notNull().defaultTo(sql`current_setting('vakt.tenant')::uuid`),
    );

const createDevices = async (db: Kysely<unknown>): Promise<void> => {
  await tenantTable(db, 'devices')
    .addColumn('device_id', 'text', column => column.notNull())
    .addColumn('computer_dns_name', 'text', column => column.notNull())
    .addColumn('first_seen_ticks', 'bigint', column => column.notNull())
    .addColumn('last_seen_ticks', 'bigint', column => column.notNull())
    .addColumn('os_platform', 'text')
    .addColumn('os_version', 'text')
    .addColumn('os_build', 'bigint')
    .addColumn('os_architecture', 'text')
    .addColumn('os_distribution', 'text')
    .addColumn('agent_version', 'text')
    .addColumn('last_external_ip_address', 'text')
    .addColumn('aad_device_id', 'text')
    .addColumn('rbac_group_name', 'text')
    .addColumn('device_category', 'text')
    .addColumn('device_type', 'text')
    .addColumn('model', 'text')
    .addColumn('vendor', 'text')
    .addColumn('onboarding_status', 'text')
    .addColumn('sensor_health', 'text')
    .addColumn('exposure_level', 'text', column => column.notNull().defaultTo('None'))
    .addColumn('device_value', 'text', column => column.notNull().defaultTo('Normal'))
    .addColumn('machine_tags', 'jsonb', column => column.notNull().defaultTo(EMPTY_LIST))
    .addColumn('ip_addresses', 'jsonb', column => column.notNull().defaultTo(EMPTY_LIST))
    .addColumn('logged_on_users', 'jsonb', column => column.notNull().defaultTo(EMPTY_LIST))
    .addColumn('is_excluded', 'boolean', column => column.notNull().defaultTo(false))
    .addColumn('exclusion_reason', 'text')
    .addColumn('is_potential_duplication', 'boolean', column => column.notNull().defaultTo(false))
    .addColumn('merged_into_device_id', 'text')
    .addColumn('imported', 'boolean', column => column.notNull().defaultTo(false))
    .addPrimaryKeyConstraint('devices_pkey', ['tenant_id', 'device_id'])
    .execute();
  await db.schema
    .createIndex('devices_latest')
    .on('devices')
    .columns(['tenant_id', 'last_seen_ticks', 'device_id'])
    .execute();
  await db.schema
    .createIndex('devices_name')
    .on('devices')
    .columns(['tenant_id', 'computer_dns_name'])
    .execute();
};

const SEVERITY_RANK = sql<number>`case severity
  when 'Informational' then 1 when 'Low' then 2 when 'Medium' then 3 when 'High' then 4 else 0 end`;

const createAlerts = async (db: Kysely<unknown>): Promise<void> => {
  await tenantTable(db, 'alerts')
    .addColumn('alert_id', 'text', column => column.notNull())
    .addColumn('deduplication_key', 'text', column => column.notNull())
    .addColumn('rule_key', 'text', column => column.notNull())
    .addColumn('detector_id', 'uuid')
    .addColumn('incident_id', 'bigint')
    .addColumn('machine_id', 'text', column => column.notNull())
    .addColumn('computer_dns_name', 'text', column => column.notNull())
    .addColumn('rbac_group_name', 'text')
    .addColumn('title', 'text', column => column.notNull())
    .addColumn('description', 'text', column => column.notNull())
    .addColumn('recommended_action', 'text', column => column.notNull())
    .addColumn('severity', 'text', column => column.notNull())
    .addColumn('severity_rank', 'smallint', column =>
      column.notNull().generatedAlwaysAs(SEVERITY_RANK).stored(),
    )
    .addColumn('status', 'text', column => column.notNull().defaultTo('New'))
    .addColumn('classification', 'text')
    .addColumn('determination', 'text')
    .addColumn('category', 'text', column => column.notNull())
    .addColumn('detection_source', 'text', column => column.notNull())
    .addColumn('threat_family_name', 'text')
    .addColumn('threat_name', 'text')
    .addColumn('mitre_techniques', 'jsonb', column => column.notNull())
    .addColumn('related_user', 'jsonb', column => column.notNull())
    .addColumn('logged_on_users', 'jsonb', column => column.notNull())
    .addColumn('assigned_to', 'text')
    .addColumn('investigation_id', 'bigint')
    .addColumn('investigation_state', 'text', column => column.notNull().defaultTo('UnsupportedAlertType'))
    .addColumn('created_ticks', 'bigint', column => column.notNull())
    .addColumn('first_event_ticks', 'bigint', column => column.notNull())
    .addColumn('last_event_ticks', 'bigint', column => column.notNull())
    .addColumn('updated_ticks', 'bigint', column => column.notNull())
    .addColumn('resolved_ticks', 'bigint')
    .addColumn('comments', 'jsonb', column => column.notNull().defaultTo(EMPTY_LIST))
    .addColumn('evidence', 'jsonb', column => column.notNull())
    .addPrimaryKeyConstraint('alerts_pkey', ['tenant_id', 'alert_id'])
    .addUniqueConstraint('alerts_deduplication_key', ['tenant_id', 'deduplication_key'])
    .execute();
  for (const [name, columns] of [
    ['alerts_latest', ['tenant_id', 'created_ticks', 'alert_id']],
    ['alerts_updated', ['tenant_id', 'updated_ticks']],
    ['alerts_incident', ['tenant_id', 'incident_id']],
    ['alerts_machine', ['tenant_id', 'machine_id', 'last_event_ticks']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on('alerts')
      .columns([...columns])
      .execute();
};

const createIncidents = async (db: Kysely<unknown>): Promise<void> => {
  await tenantTable(db, 'incidents')
    .addColumn('incident_id', 'bigint', column => column.notNull())
    .addColumn('redirect_incident_id', 'bigint')
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('status', 'text', column => column.notNull().defaultTo('Active'))
    .addColumn('assigned_to', 'text')
    .addColumn('classification', 'text', column => column.notNull().defaultTo('Unknown'))
    .addColumn('determination', 'text', column => column.notNull().defaultTo('NotAvailable'))
    .addColumn('tags', 'jsonb', column => column.notNull().defaultTo(EMPTY_LIST))
    .addColumn('comments', 'jsonb', column => column.notNull().defaultTo(EMPTY_LIST))
    .addColumn('created_ticks', 'bigint', column => column.notNull())
    .addColumn('updated_ticks', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('incidents_pkey', ['tenant_id', 'incident_id'])
    .execute();
  await db.schema
    .createIndex('incidents_updated')
    .on('incidents')
    .columns(['tenant_id', 'updated_ticks'])
    .execute();
  await tenantTable(db, 'incident_numbers')
    .addColumn('last_number', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('incident_numbers_pkey', ['tenant_id'])
    .execute();
};

const createMachineActions = async (db: Kysely<unknown>): Promise<void> => {
  await tenantTable(db, 'machine_actions')
    .addColumn('action_id', 'uuid', column => column.notNull())
    .addColumn('type', 'text', column => column.notNull())
    .addColumn('title', 'text')
    .addColumn('scope', 'text')
    .addColumn('status', 'text', column => column.notNull())
    .addColumn('machine_id', 'text', column => column.notNull())
    .addColumn('computer_dns_name', 'text', column => column.notNull())
    .addColumn('requestor', 'text', column => column.notNull())
    .addColumn('requestor_comment', 'text', column => column.notNull())
    .addColumn('request_source', 'text', column => column.notNull())
    .addColumn('external_id', 'text')
    .addColumn('cancellation_requestor', 'text')
    .addColumn('cancellation_comment', 'text')
    .addColumn('cancelled_ticks', 'bigint')
    .addColumn('created_ticks', 'bigint', column => column.notNull())
    .addColumn('updated_ticks', 'bigint', column => column.notNull())
    .addColumn('error_hresult', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('related_file_info', 'jsonb')
    .addColumn('commands', 'jsonb', column => column.notNull().defaultTo(EMPTY_LIST))
    .addPrimaryKeyConstraint('machine_actions_pkey', ['tenant_id', 'action_id'])
    .execute();
  await db.schema
    .createIndex('machine_actions_latest')
    .on('machine_actions')
    .columns(['tenant_id', 'created_ticks', 'action_id'])
    .execute();
};

const createSensors = async (db: Kysely<unknown>): Promise<void> => {
  await tenantTable(db, 'enrolment_keys')
    .addColumn('key_hash', 'bytea', column => column.notNull())
    .addColumn('created_at', 'timestamptz', column => column.notNull())
    .addColumn('expires_at', 'timestamptz')
    .addPrimaryKeyConstraint('enrolment_keys_pkey', ['key_hash'])
    .execute();
  await tenantTable(db, 'sensors')
    .addColumn('device_id', 'text', column => column.notNull())
    .addColumn('token_hash', 'bytea', column => column.notNull())
    .addColumn('device_name', 'text', column => column.notNull())
    .addColumn('os_platform', 'text', column => column.notNull())
    .addColumn('enrolled_at', 'timestamptz', column => column.notNull())
    .addPrimaryKeyConstraint('sensors_pkey', ['tenant_id', 'device_id'])
    .addUniqueConstraint('sensors_token_hash', ['token_hash'])
    .execute();
};

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await createDevices(db);
  await createAlerts(db);
  await createIncidents(db);
  await createMachineActions(db);
  await createSensors(db);
  for (const table of [
    'devices',
    'alerts',
    'incidents',
    'incident_numbers',
    'machine_actions',
    'enrolment_keys',
    'sensors',
  ])
    await protectTenantRows(db, table);
};
