import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const emptyList = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().defaultTo(sql`'[]'::jsonb`);
const off = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull().defaultTo(false);
const ownTenant = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column
    .notNull()
    .defaultTo(sql`current_setting('vakt.tenant')::uuid`)
    .references('tenants.id')
    .onDelete('cascade');
const ownUser = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('users.id').onDelete('cascade');

const extendUsers = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .alterTable('users')
    .alterColumn('password_hash', column => column.dropNotNull())
    .addColumn('user_type', 'text', column => column.notNull().defaultTo('Member'))
    .addColumn('home_tenant_id', 'uuid', column => column.references('tenants.id').onDelete('cascade'))
    .addColumn('home_user_id', 'uuid', column => column.references('users.id').onDelete('cascade'))
    .addColumn('mail', 'text')
    .addColumn('tokens_valid_from', 'timestamptz')
    .addColumn('totp_secret', 'text')
    .addColumn('totp_last_step', 'integer')
    .execute();
  await sql`create unique index users_home on users (tenant_id, home_user_id) where home_user_id is not null`.execute(
    db,
  );
  await sql`create index users_guest on users (home_user_id) where home_user_id is not null`.execute(db);
  await db.schema
    .createTable('sign_in_addresses')
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('user_id', 'uuid', ownUser)
    .addColumn('address', 'text', required)
    .addColumn('failed_sign_ins', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('locked_until', 'timestamptz')
    .addColumn('last_success_at', 'timestamptz', required)
    .addPrimaryKeyConstraint('sign_in_addresses_pkey', ['user_id', 'address'])
    .execute();
};

const extendApplications = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .alterTable('applications')
    .addColumn('api_scopes', 'jsonb', emptyList)
    .addColumn('app_roles', 'jsonb', emptyList)
    .addColumn('requested_access_token_version', 'integer')
    .addColumn('issues_id_tokens', 'boolean', off)
    .addColumn('issues_access_tokens', 'boolean', off)
    .addColumn('optional_claims', 'jsonb')
    .addColumn('logout_url', 'text')
    .execute();
  await sql`create index applications_identifier_uris on applications using gin (identifier_uris jsonb_path_ops)`.execute(
    db,
  );
};

const createSessions = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('browser_sessions')
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('browser_hash', 'bytea', required)
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('user_id', 'uuid', ownUser)
    .addColumn('authentication_methods', 'text', required)
    .addColumn('authenticated_at', 'timestamptz', required)
    .addColumn('expires_at', 'timestamptz', required)
    .addUniqueConstraint('browser_sessions_account', ['browser_hash', 'user_id'])
    .execute();
  await db.schema
    .createIndex('browser_sessions_expiry')
    .on('browser_sessions')
    .column('expires_at')
    .execute();
};

const createRefreshFamilies = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('refresh_families')
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('user_id', 'uuid', ownUser)
    .addColumn('app_id', 'uuid', required)
    .addColumn('platform', 'text', required)
    .addColumn('authentication_methods', 'text', required)
    .addColumn('session_id', 'uuid')
    .addColumn('scopes', 'text', required)
    .addColumn('sequence', 'integer', required)
    .addColumn('issued_at', 'timestamptz', required)
    .addColumn('last_used_at', 'timestamptz', required)
    .addColumn('revoked_at', 'timestamptz')
    .execute();
  await db.schema.createIndex('refresh_families_user').on('refresh_families').column('user_id').execute();
  await db.schema.createIndex('refresh_families_use').on('refresh_families').column('last_used_at').execute();
};

const createCodes = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('authorization_codes')
    .addColumn('code_hash', 'bytea', column => column.primaryKey())
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('payload', 'jsonb', required)
    .addColumn('expires_at', 'timestamptz', required)
    .addColumn('redeemed_at', 'timestamptz')
    .addColumn('family_id', 'uuid')
    .addColumn('token_id', 'text')
    .execute();
  await db.schema
    .createIndex('authorization_codes_expiry')
    .on('authorization_codes')
    .column('expires_at')
    .execute();
  await db.schema
    .createTable('device_codes')
    .addColumn('device_code_hash', 'bytea', column => column.primaryKey())
    .addColumn('user_code', 'text', column => column.notNull().unique())
    .addColumn('payload', 'jsonb', required)
    .addColumn('state', 'text', required)
    .addColumn('approval', 'jsonb')
    .addColumn('expires_at', 'timestamptz', required)
    .execute();
  await db.schema
    .createTable('revoked_tokens')
    .addColumn('token_id', 'text', column => column.primaryKey())
    .addColumn('expires_at', 'timestamptz', required)
    .execute();
};

/** Tenants made earlier lack the resource application that the Azure CLI signs users in to. */
const addAzureResourceManager = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    insert into service_principals (id, tenant_id, app_id, app_owner_tenant_id, display_name, account_enabled,
      app_role_assignment_required, created_at)
    select gen_random_uuid(), id, '797f4846-ba00-4fd7-ba43-dac1f8f63013', 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
      'Windows Azure Service Management API', true, false, now()
    from tenants`.execute(db);
};

const PROTECTED_TABLES = ['sign_in_addresses', 'browser_sessions', 'refresh_families', 'authorization_codes'];

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await extendUsers(db);
  await extendApplications(db);
  await createSessions(db);
  await createRefreshFamilies(db);
  await createCodes(db);
  await addAzureResourceManager(db);
  for (const table of PROTECTED_TABLES) await protectTenantRows(db, table);
};
