import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('partner_customers')
    .addColumn('tenant_id', 'uuid', column =>
      column
        .notNull()
        .defaultTo(sql`current_setting('vakt.tenant')::uuid`)
        .references('tenants.id')
        .onDelete('cascade'),
    )
    .addColumn('app_id', 'uuid', column =>
      column.notNull().references('applications.app_id').onDelete('cascade'),
    )
    .addColumn('customer_tenant_id', 'uuid', column => column.notNull())
    .addColumn('display_name', 'text')
    .addColumn('created_at', 'timestamptz', column => column.notNull())
    .addPrimaryKeyConstraint('partner_customers_pkey', ['tenant_id', 'app_id', 'customer_tenant_id'])
    .execute();
  await protectTenantRows(db, 'partner_customers');
};
