import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

const OWN_TENANT = sql`current_setting('vakt.tenant')::uuid`;

const createRules = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('detection_rules')
    .addColumn('tenant_id', 'uuid', column => column.notNull().defaultTo(OWN_TENANT))
    .addColumn('rule_id', 'bigint', column => column.notNull().generatedAlwaysAsIdentity())
    .addColumn('detector_id', 'uuid', column => column.notNull())
    .addColumn('display_name', 'text', column => column.notNull())
    .addColumn('enabled', 'boolean', column => column.notNull())
    .addColumn('query_text', 'text', column => column.notNull())
    .addColumn('query_modified_at', 'timestamptz', column => column.notNull())
    .addColumn('period', 'text', column => column.notNull())
    .addColumn('alert_template', 'jsonb', column => column.notNull())
    .addColumn('organizational_scope', 'jsonb', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull())
    .addColumn('created_at', 'timestamptz', column => column.notNull())
    .addColumn('modified_by', 'text', column => column.notNull())
    .addColumn('modified_at', 'timestamptz', column => column.notNull())
    .addPrimaryKeyConstraint('detection_rules_pkey', ['tenant_id', 'rule_id'])
    .addUniqueConstraint('detection_rules_display_name', ['tenant_id', 'display_name'])
    .execute();
};

const createProgress = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('detection_progress')
    .addColumn('tenant_id', 'uuid', column => column.notNull().defaultTo(OWN_TENANT))
    .addColumn('rule_key', 'text', column => column.notNull())
    .addColumn('table_name', 'text', column => column.notNull())
    .addColumn('started_after', 'bigint', column => column.notNull())
    .addColumn('sequence', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('detection_progress_pkey', ['tenant_id', 'rule_key', 'table_name'])
    .execute();
  await db.schema
    .createTable('detection_last_runs')
    .addColumn('tenant_id', 'uuid', column => column.notNull().defaultTo(OWN_TENANT))
    .addColumn('rule_key', 'text', column => column.notNull())
    .addColumn('ran_at', 'timestamptz', column => column.notNull())
    .addColumn('status', 'text', column => column.notNull())
    .addColumn('error_code', 'text')
    .addColumn('failure_reason', 'text')
    .addPrimaryKeyConstraint('detection_last_runs_pkey', ['tenant_id', 'rule_key'])
    .execute();
  await db.schema
    .createTable('detection_backlog')
    .addColumn('tenant_id', 'uuid', column => column.notNull().defaultTo(OWN_TENANT))
    .addColumn('table_name', 'text', column => column.notNull())
    .addColumn('noted_at', 'timestamptz', column => column.notNull())
    .addPrimaryKeyConstraint('detection_backlog_pkey', ['tenant_id', 'table_name'])
    .execute();
};

const createHits = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('detection_hits')
    .addColumn('tenant_id', 'uuid', column => column.notNull().defaultTo(OWN_TENANT))
    .addColumn('rule_key', 'text', column => column.notNull())
    .addColumn('device_id', 'text', column => column.notNull())
    .addColumn('event_ticks', 'bigint', column => column.notNull())
    .addColumn('report_id', 'text', column => column.notNull())
    .addColumn('group_key', 'text', column => column.notNull())
    .addColumn('alert_id', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('detection_hits_pkey', [
      'tenant_id',
      'rule_key',
      'device_id',
      'event_ticks',
      'report_id',
    ])
    .execute();
  await db.schema
    .createIndex('detection_hits_group')
    .on('detection_hits')
    .columns(['tenant_id', 'rule_key', 'device_id', 'group_key', 'event_ticks'])
    .execute();
};

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await createRules(db);
  await createProgress(db);
  await createHits(db);
  for (const table of [
    'detection_rules',
    'detection_progress',
    'detection_last_runs',
    'detection_backlog',
    'detection_hits',
  ])
    await protectTenantRows(db, table);
};
