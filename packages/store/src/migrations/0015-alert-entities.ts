import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

/** What the alerts that exist already are about. */
const readExisting = (db: Kysely<unknown>): Promise<unknown> =>
  sql`
    with evidence as (
      select tenant_id, alert_id, jsonb_array_elements(evidence) as entity from alerts
    ), named as (
      select tenant_id, alert_id, 'file' as kind, lower(entity->>'sha1') as name from evidence
      union select tenant_id, alert_id, 'ip', entity->>'ipAddress' from evidence
      union select tenant_id, alert_id, 'user', lower(entity->>'accountName') from evidence
      union select tenant_id, alert_id, 'user', lower(related_user->>'userName') from alerts
      union select tenant_id, alert_id, 'domain',
        lower(substring(entity->>'url' from '^(?:https?://)?([^/:?#]+)')) from evidence
    )
    insert into alert_entities (tenant_id, kind, name, alert_id)
    select tenant_id, kind, name, alert_id from named where length(name) between 1 and 512`.execute(db);

/**
 * A row for each file, address, domain and user that an alert names. Row-level security keeps an index over the evidence
 * itself out of use: PostgreSQL lets only leakproof operators pass it, and those of jsonb are not.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('alert_entities')
    .addColumn('tenant_id', 'uuid', column =>
      column.notNull().defaultTo(sql`current_setting('vakt.tenant')::uuid`),
    )
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('alert_id', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('alert_entities_pkey', ['tenant_id', 'kind', 'name', 'alert_id'])
    .addForeignKeyConstraint(
      'alert_entities_alert',
      ['tenant_id', 'alert_id'],
      'alerts',
      ['tenant_id', 'alert_id'],
      constraint => constraint.onDelete('cascade'),
    )
    .execute();
  await db.schema
    .createIndex('alert_entities_of_alert')
    .on('alert_entities')
    .columns(['tenant_id', 'alert_id'])
    .execute();
  await protectTenantRows(db, 'alert_entities');
  await readExisting(db);
};
