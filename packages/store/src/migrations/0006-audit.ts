import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import { protectTenantRows, TENANT_ROLE } from './tenant-isolation.ts';

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** Rows outlive what they tell of, so no column refers to another table. */
const logTable = (
  db: Kysely<unknown>,
  name: string,
): CreateTableBuilder<string, 'tenant_id' | 'created_at' | 'id' | 'details'> =>
  db.schema
    .createTable(name)
    .addColumn('tenant_id', 'uuid', required)
    .addColumn('created_at', 'timestamptz', required)
    .addColumn('id', 'uuid', required)
    .addColumn('details', 'jsonb', required)
    .addPrimaryKeyConstraint(`${name}_pkey`, ['tenant_id', 'created_at', 'id']);

const createSignInEvents = (db: Kysely<unknown>): Promise<void> =>
  logTable(db, 'sign_in_events')
    .addColumn('event_type', 'text', required)
    .addColumn('app_id', 'text')
    .addColumn('app_display_name', 'text')
    .addColumn('user_id', 'text')
    .addColumn('user_principal_name', 'text')
    .addColumn('ip_address', 'text', required)
    .addColumn('correlation_id', 'text', required)
    .addColumn('error_code', 'integer', required)
    .execute();

const createDirectoryAudits = (db: Kysely<unknown>): Promise<void> =>
  logTable(db, 'directory_audits')
    .addColumn('activity', 'text', required)
    .addColumn('category', 'text', required)
    .addColumn('result', 'text', required)
    .addColumn('correlation_id', 'text', required)
    .execute();

/** By id for one entry; by time over all tenants, as tables in the order of time allow it cheaply, for what is too old. */
const indexLog = async (db: Kysely<unknown>, table: string): Promise<void> => {
  await db.schema.createIndex(`${table}_id`).on(table).column('id').execute();
  await sql`create index ${sql.id(`${table}_age`)} on ${sql.table(table)} using brin (created_at)
    with (autosummarize = on)`.execute(db);
};

/** A tenant reads its log; nothing that acts for a tenant writes, changes or removes an entry. */
const protectLog = async (db: Kysely<unknown>, table: string): Promise<void> => {
  await protectTenantRows(db, table);
  await sql`revoke insert, update, delete on ${sql.table(table)} from ${sql.id(TENANT_ROLE)}`.execute(db);
};

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await createSignInEvents(db);
  await createDirectoryAudits(db);
  for (const table of ['sign_in_events', 'directory_audits']) {
    await indexLog(db, table);
    await protectLog(db, table);
  }
};
