import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const ownTenant = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column
    .notNull()
    .defaultTo(sql`current_setting('vakt.tenant')::uuid`)
    .references('tenants.id')
    .onDelete('cascade');
const ownApplication = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('applications.id').onDelete('cascade');

/** Clients choose key ids themselves, so one is unique in its application only. */
const createCertificates = (db: Kysely<unknown>): Promise<void> =>
  db.schema
    .createTable('application_certificates')
    .addColumn('key_id', 'uuid', required)
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('application_id', 'uuid', ownApplication)
    .addColumn('display_name', 'text')
    .addColumn('type', 'text', required)
    .addColumn('usage', 'text', required)
    .addColumn('certificate', 'bytea', required)
    .addColumn('sha1_thumbprint', 'bytea', required)
    .addColumn('sha256_thumbprint', 'bytea', required)
    .addColumn('custom_key_identifier', 'text', required)
    .addColumn('starts_at', 'timestamptz', required)
    .addColumn('ends_at', 'timestamptz', required)
    .addPrimaryKeyConstraint('application_certificates_pkey', ['application_id', 'key_id'])
    .execute();

const createFederatedCredentials = (db: Kysely<unknown>): Promise<void> =>
  db.schema
    .createTable('federated_credentials')
    .addColumn('id', 'uuid', column => column.primaryKey())
    .addColumn('tenant_id', 'uuid', ownTenant)
    .addColumn('application_id', 'uuid', ownApplication)
    .addColumn('name', 'text', required)
    .addColumn('issuer', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('audiences', 'jsonb', required)
    .addColumn('description', 'text')
    .addUniqueConstraint('federated_credentials_name', ['application_id', 'name'])
    .addUniqueConstraint('federated_credentials_subject', ['application_id', 'issuer', 'subject'])
    .execute();

/** Of the authority alone: the tenants' role has no access to it. */
const createUsedAssertions = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('used_assertions')
    .addColumn('app_id', 'uuid', required)
    .addColumn('assertion_hash', 'bytea', required)
    .addColumn('source', 'text', required)
    .addColumn('expires_at', 'timestamptz', required)
    .addPrimaryKeyConstraint('used_assertions_pkey', ['app_id', 'assertion_hash'])
    .execute();
  await db.schema.createIndex('used_assertions_expiry').on('used_assertions').column('expires_at').execute();
};

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await createCertificates(db);
  await createFederatedCredentials(db);
  await createUsedAssertions(db);
  await protectTenantRows(db, 'application_certificates');
  await protectTenantRows(db, 'federated_credentials');
};
