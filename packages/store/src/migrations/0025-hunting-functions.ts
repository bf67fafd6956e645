import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

/** Functions that tenants saved for their hunting queries and rules, by name. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('hunting_functions')
    .addColumn('tenant_id', 'uuid', column =>
      column.notNull().defaultTo(sql`current_setting('vakt.tenant')::uuid`),
    )
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('description', 'text', column => column.notNull())
    .addColumn('parameters', 'text', column => column.notNull())
    .addColumn('body', 'text', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull())
    .addColumn('created_at', 'timestamptz', column => column.notNull())
    .addColumn('modified_by', 'text', column => column.notNull())
    .addColumn('modified_at', 'timestamptz', column => column.notNull())
    .addPrimaryKeyConstraint('hunting_functions_pkey', ['tenant_id', 'name'])
    .execute();
  await protectTenantRows(db, 'hunting_functions');
};
