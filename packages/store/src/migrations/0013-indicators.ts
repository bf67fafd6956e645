import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('indicators')
    .addColumn('tenant_id', 'uuid', column =>
      column.notNull().defaultTo(sql`current_setting('vakt.tenant')::uuid`),
    )
    .addColumn('indicator_id', 'bigint', column => column.notNull().generatedAlwaysAsIdentity())
    .addColumn('indicator_type', 'text', column => column.notNull())
    .addColumn('indicator_value', 'text', column => column.notNull())
    .addColumn('match_key', 'text', column => column.notNull())
    .addColumn('action', 'text', column => column.notNull())
    .addColumn('severity', 'text', column => column.notNull())
    .addColumn('application', 'text')
    .addColumn('title', 'text', column => column.notNull())
    .addColumn('description', 'text', column => column.notNull())
    .addColumn('recommended_actions', 'text')
    .addColumn('educate_url', 'text')
    .addColumn('external_id', 'text')
    .addColumn('generate_alert', 'boolean', column => column.notNull())
    .addColumn('rbac_group_names', 'jsonb', column => column.notNull())
    .addColumn('owner_id', 'text', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull())
    .addColumn('created_by_display_name', 'text', column => column.notNull())
    .addColumn('source_type', 'text', column => column.notNull())
    .addColumn('last_updated_by', 'text')
    .addColumn('created_ticks', 'bigint', column => column.notNull())
    .addColumn('updated_ticks', 'bigint', column => column.notNull())
    .addColumn('expires_ticks', 'bigint')
    .addPrimaryKeyConstraint('indicators_pkey', ['tenant_id', 'indicator_id'])
    .addUniqueConstraint('indicators_match_key', ['tenant_id', 'indicator_type', 'match_key'])
    .execute();
  for (const [name, columns] of [
    ['indicators_value', ['tenant_id', 'indicator_value']],
    ['indicators_owner', ['tenant_id', 'owner_id', 'indicator_id']],
    ['indicators_expiry', ['tenant_id', 'expires_ticks']],
  ] as const)
    await db.schema
      .createIndex(name)
      .on('indicators')
      .columns([...columns])
      .execute();
  await protectTenantRows(db, 'indicators');
};
