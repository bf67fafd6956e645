import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

const EMPTY_LIST = sql`'[]'::jsonb`;

const createOwners = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('directory_owners')
    .addColumn('tenant_id', 'uuid', column =>
      column
        .notNull()
        .defaultTo(sql`current_setting('vakt.tenant')::uuid`)
        .references('tenants.id')
        .onDelete('cascade'),
    )
    .addColumn('object_id', 'uuid', column => column.notNull())
    .addColumn('owner_id', 'uuid', column => column.notNull())
    .addPrimaryKeyConstraint('directory_owners_pkey', ['tenant_id', 'object_id', 'owner_id'])
    .execute();
  await db.schema
    .createIndex('directory_owners_owner')
    .on('directory_owners')
    .columns(['tenant_id', 'owner_id'])
    .execute();
};

const describeApplications = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .alterTable('applications')
    .addColumn('home_page_url', 'text')
    .addColumn('notes', 'text')
    .addColumn('information_urls', 'jsonb', column => column.notNull().defaultTo(sql`'{}'::jsonb`))
    .addColumn('known_client_applications', 'jsonb', column => column.notNull().defaultTo(EMPTY_LIST))
    .addColumn('pre_authorized_applications', 'jsonb', column => column.notNull().defaultTo(EMPTY_LIST))
    .execute();
  await db.schema
    .alterTable('service_principals')
    .addColumn('notes', 'text')
    .addColumn('tags', 'jsonb', column => column.notNull().defaultTo(EMPTY_LIST))
    .execute();
};

/** Users are assigned to applications too, so the principal is no longer always a service principal. */
const openAssignmentsToUsers = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .alterTable('app_role_assignments')
    .dropConstraint('app_role_assignments_principal_id_fkey')
    .execute();
  await db.schema
    .alterTable('app_role_assignments')
    .addColumn('principal_type', 'text', column => column.notNull().defaultTo('ServicePrincipal'))
    .execute();
};

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await createOwners(db);
  await describeApplications(db);
  await openAssignmentsToUsers(db);
  await protectTenantRows(db, 'directory_owners');
};
