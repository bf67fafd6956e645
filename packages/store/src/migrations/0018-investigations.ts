import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

/** Automated investigations; a device has one that runs at most, an alert triggers one at most. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('investigations')
    .addColumn('tenant_id', 'uuid', column =>
      column.notNull().defaultTo(sql`current_setting('vakt.tenant')::uuid`),
    )
    .addColumn('investigation_id', 'bigint', column => column.notNull().generatedAlwaysAsIdentity())
    .addColumn('machine_id', 'text', column => column.notNull())
    .addColumn('computer_dns_name', 'text', column => column.notNull())
    .addColumn('triggering_alert_id', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('status_details', 'text')
    .addColumn('cancelled_by', 'text')
    .addColumn('requestor', 'text', column => column.notNull())
    .addColumn('requestor_comment', 'text', column => column.notNull())
    .addColumn('started_ticks', 'bigint', column => column.notNull())
    .addColumn('ended_ticks', 'bigint')
    .addColumn('taken_until_ticks', 'bigint', column => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('investigations_pkey', ['tenant_id', 'investigation_id'])
    .addUniqueConstraint('investigations_triggering_alert', ['tenant_id', 'triggering_alert_id'])
    .execute();
  await protectTenantRows(db, 'investigations');
  await db.schema
    .createIndex('investigations_running')
    .unique()
    .on('investigations')
    .columns(['tenant_id', 'machine_id'])
    .where(sql.ref('state'), '=', sql`'Running'`)
    .execute();
  await db.schema
    .createIndex('investigations_due')
    .on('investigations')
    .column('started_ticks')
    .where(sql.ref('state'), '=', sql`'Running'`)
    .execute();
  for (const column of ['started_ticks', 'machine_id'])
    await db.schema
      .createIndex(`investigations_${column}`)
      .on('investigations')
      .columns(['tenant_id', column])
      .execute();
  await db.schema
    .createIndex('alerts_investigation')
    .on('alerts')
    .columns(['tenant_id', 'investigation_id'])
    .where(sql.ref('investigation_id'), 'is not', null)
    .execute();
};
