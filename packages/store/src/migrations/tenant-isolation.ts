import { type Kysely, sql } from 'kysely';

/** The PostgreSQL role that tenants' connections take on. It owns nothing, so row-level security binds it. */
export const TENANT_ROLE = 'vakt_tenant';

/** Makes the role that tenants' connections take on; it exists once for all databases of a server. */
export const createTenantRole = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    do $$ begin
      create role ${sql.id(TENANT_ROLE)} nologin;
    exception when duplicate_object or unique_violation then null;
    end $$`.execute(db);
  await sql`grant ${sql.id(TENANT_ROLE)} to current_user`.execute(db);
  await sql`grant usage on schema public to ${sql.id(TENANT_ROLE)}`.execute(db);
};

/**
 * Puts `table` under row-level security: the tenant role sees and writes only rows whose `tenant_id` is the connection's
 * tenant. Every table with a `tenant_id` column must be protected; a test compares the two lists.
 */
export const protectTenantRows = async (db: Kysely<unknown>, table: string): Promise<void> => {
  await sql`alter table ${sql.table(table)} enable row level security`.execute(db);
  await sql`
    create policy tenant_rows on ${sql.table(table)} to ${sql.id(TENANT_ROLE)}
      using (tenant_id = current_setting('vakt.tenant')::uuid)
      with check (tenant_id = current_setting('vakt.tenant')::uuid)`.execute(db);
  await sql`grant select, insert, update, delete on ${sql.table(table)} to ${sql.id(TENANT_ROLE)}`.execute(
    db,
  );
};
