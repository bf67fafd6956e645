import { type Kysely, sql } from 'kysely';
import { protectTenantRows, TENANT_ROLE } from './tenant-isolation.ts';

/**
 * Refused calls and why they were refused. A tenant reads its own; nothing that acts for a tenant writes them. The indexes
 * serve the two ways in which rows go: too old, and too many of one tenant.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('refusals')
    .addColumn('tenant_id', 'uuid', column => column.notNull())
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('created_at', 'timestamptz', column => column.notNull())
    .addColumn('explanation', 'jsonb', column => column.notNull())
    .execute();
  await db.schema
    .createIndex('refusals_of_tenant')
    .on('refusals')
    .columns(['tenant_id', 'created_at'])
    .execute();
  await db.schema.createIndex('refusals_age').on('refusals').column('created_at').execute();
  await protectTenantRows(db, 'refusals');
  await sql`revoke insert, update, delete on refusals from ${sql.id(TENANT_ROLE)}`.execute(db);
};
