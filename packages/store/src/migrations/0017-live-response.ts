import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

const createLibrary = (db: Kysely<unknown>): Promise<void> =>
  db.schema
    .createTable('library_files')
    .addColumn('tenant_id', 'uuid', column =>
      column.notNull().defaultTo(sql`current_setting('vakt.tenant')::uuid`),
    )
    .addColumn('name_key', 'text', column => column.notNull())
    .addColumn('file_name', 'text', column => column.notNull())
    .addColumn('sha256', 'text', column => column.notNull())
    .addColumn('size', 'integer', column => column.notNull())
    .addColumn('content', 'bytea', column => column.notNull())
    .addColumn('description', 'text')
    .addColumn('has_parameters', 'boolean', column => column.notNull())
    .addColumn('parameters_description', 'text')
    .addColumn('created_by', 'text', column => column.notNull())
    .addColumn('created_ticks', 'bigint', column => column.notNull())
    .addColumn('updated_ticks', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('library_files_pkey', ['tenant_id', 'name_key'])
    .execute();

const createResults = (db: Kysely<unknown>): Promise<void> =>
  db.schema
    .createTable('live_response_results')
    .addColumn('tenant_id', 'uuid', column =>
      column.notNull().defaultTo(sql`current_setting('vakt.tenant')::uuid`),
    )
    .addColumn('action_id', 'uuid', column => column.notNull())
    .addColumn('command_index', 'integer', column => column.notNull())
    .addColumn('file_name', 'text', column => column.notNull())
    .addColumn('size', 'integer', column => column.notNull())
    .addColumn('content', 'bytea', column => column.notNull())
    .addColumn('created_ticks', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('live_response_results_pkey', ['tenant_id', 'action_id', 'command_index'])
    .execute();

const createSettings = (db: Kysely<unknown>): Promise<void> =>
  db.schema
    .createTable('tenant_settings')
    .addColumn('tenant_id', 'uuid', column =>
      column.primaryKey().defaultTo(sql`current_setting('vakt.tenant')::uuid`),
    )
    .addColumn('live_response', 'boolean', column => column.notNull())
    .addColumn('unsigned_scripts', 'boolean', column => column.notNull())
    .execute();

/** Live response: its library, what its commands give, and whether a tenant has it on. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await createLibrary(db);
  await createResults(db);
  await createSettings(db);
  for (const table of ['library_files', 'live_response_results', 'tenant_settings'])
    await protectTenantRows(db, table);
};
