import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const emptyList = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().defaultTo(sql`'[]'::jsonb`);
const ownTenant = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column
    .notNull()
    .defaultTo(sql`current_setting('vakt.tenant')::uuid`)
    .references('tenants.id')
    .onDelete('cascade');

const createTenants = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('tenants')
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('display_name', 'text', required)
    .addColumn('plan', 'text', required)
    .addColumn('created_at', 'timestamptz', required)
    .execute();
  await db.schema
    .createTable('domains')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('is_default', 'boolean', required)
    .execute();
};

const createUsers = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('users')
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('user_principal_name', 'text', required)
    .addColumn('display_name', 'text', required)
    .addColumn('given_name', 'text')
    .addColumn('surname', 'text')
    .addColumn('password_hash', 'text', required)
    .addColumn('account_enabled', 'boolean', required)
    .addColumn('created_at', 'timestamptz', required)
    .addColumn('failed_sign_ins', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('locked_until', 'timestamptz')
    .execute();
  await sql`create unique index users_principal_name on users (tenant_id, lower(user_principal_name))`.execute(
    db,
  );
  await db.schema
    .createTable('directory_role_assignments')
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('principal_id', 'uuid', required)
    .addColumn('role_template_id', 'uuid', required)
    .addPrimaryKeyConstraint('directory_role_assignments_pkey', [
      'tenant_id',
      'principal_id',
      'role_template_id',
    ])
    .execute();
};

const createApplications = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('applications')
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('app_id', 'uuid', column => column.notNull().unique())
    .addColumn('display_name', 'text', required)
    .addColumn('description', 'text')
    .addColumn('sign_in_audience', 'text', required)
    .addColumn('is_fallback_public_client', 'boolean', required)
    .addColumn('identifier_uris', 'jsonb', emptyList)
    .addColumn('web_redirect_uris', 'jsonb', emptyList)
    .addColumn('spa_redirect_uris', 'jsonb', emptyList)
    .addColumn('public_client_redirect_uris', 'jsonb', emptyList)
    .addColumn('required_resource_access', 'jsonb', emptyList)
    .addColumn('tags', 'jsonb', emptyList)
    .addColumn('created_at', 'timestamptz', required)
    .execute();
  await db.schema.createIndex('applications_tenant').on('applications').column('tenant_id').execute();
  await db.schema
    .createTable('application_secrets')
    .addColumn('key_id', 'uuid', column => column.primaryKey())
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('application_id', 'uuid', column =>
      column.notNull().references('applications.id').onDelete('cascade'),
    )
    .addColumn('display_name', 'text')
    .addColumn('hint', 'text', required)
    .addColumn('secret_hash', 'bytea', required)
    .addColumn('starts_at', 'timestamptz', required)
    .addColumn('ends_at', 'timestamptz', required)
    .execute();
  await db.schema
    .createIndex('application_secrets_application')
    .on('application_secrets')
    .column('application_id')
    .execute();
};

const createServicePrincipals = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('service_principals')
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('app_id', 'uuid', required)
    .addColumn('app_owner_tenant_id', 'uuid', required)
    .addColumn('display_name', 'text', required)
    .addColumn('account_enabled', 'boolean', required)
    .addColumn('app_role_assignment_required', 'boolean', required)
    .addColumn('created_at', 'timestamptz', required)
    .addUniqueConstraint('service_principals_application', ['tenant_id', 'app_id'])
    .execute();
};

const createGrants = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('app_role_assignments')
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('principal_id', 'uuid', column =>
      column.notNull().references('service_principals.id').onDelete('cascade'),
    )
    .addColumn('resource_id', 'uuid', column =>
      column.notNull().references('service_principals.id').onDelete('cascade'),
    )
    .addColumn('app_role_id', 'uuid', required)
    .addColumn('created_at', 'timestamptz', required)
    .addUniqueConstraint('app_role_assignments_role', ['principal_id', 'resource_id', 'app_role_id'])
    .execute();
  await db.schema
    .createIndex('app_role_assignments_resource')
    .on('app_role_assignments')
    .column('resource_id')
    .execute();
  await db.schema
    .createTable('oauth2_permission_grants')
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('client_id', 'uuid', column =>
      column.notNull().references('service_principals.id').onDelete('cascade'),
    )
    .addColumn('consent_type', 'text', required)
    .addColumn('principal_id', 'uuid')
    .addColumn('resource_id', 'uuid', column =>
      column.notNull().references('service_principals.id').onDelete('cascade'),
    )
    .addColumn('scope', 'text', required)
    .execute();
  await sql`create unique index oauth2_permission_grants_once on oauth2_permission_grants
    (client_id, resource_id, consent_type, coalesce(principal_id, client_id))`.execute(db);
};

const createSigningKeys = (db: Kysely<unknown>): Promise<void> =>
  db.schema
    .createTable('signing_keys')
    .addColumn('key_id', 'text', column => column.primaryKey())
    .addColumn('private_key', 'text', required)
    .addColumn('active_from', 'timestamptz', required)
    .addColumn('retired_at', 'timestamptz', required)
    .execute();

const PROTECTED_TABLES = [
  'domains',
  'users',
  'directory_role_assignments',
  'applications',
  'application_secrets',
  'service_principals',
  'app_role_assignments',
  'oauth2_permission_grants',
];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await createTenants(db);
  await createUsers(db);
  await createApplications(db);
  await createServicePrincipals(db);
  await createGrants(db);
  await createSigningKeys(db);
  for (const table of PROTECTED_TABLES) await protectTenantRows(db, table);
};
