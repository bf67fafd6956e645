import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { TENANT_ROLE } from './tenant-isolation.ts';

/**
 * The PostgreSQL role for users who see some device groups only. It may what the tenants' role may, under the same
 * policies, and the restrictive ones below besides; whoever sees every device never pays for them.
 */
export const SCOPED_ROLE = 'vakt_scoped';

/** Makes the role; it exists once for all databases of a server. */
export const createScopedRole = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    do $$ begin
      create role ${sql.id(SCOPED_ROLE)} nologin inherit;
    exception when duplicate_object or unique_violation then null;
    end $$`.execute(db);
  await sql`grant ${sql.id(TENANT_ROLE)} to ${sql.id(SCOPED_ROLE)}`.execute(db);
  await sql`grant ${sql.id(SCOPED_ROLE)} to current_user`.execute(db);
};

/** Lets the scoped role read and change only rows of `table` that meet `condition`. */
export const limitRows = async (
  db: Kysely<unknown>,
  table: string,
  condition: RawBuilder<SqlBool>,
): Promise<void> => {
  for (const command of ['select', 'update', 'delete'])
    await sql`create policy ${sql.id(`visible_devices_${command}`)} on ${sql.table(table)} as restrictive
      for ${sql.raw(command)} to ${sql.id(SCOPED_ROLE)} using (${condition})`.execute(db);
};

/** That the device which `column` of `table` names is one that the connection sees. */
const namesVisibleDevice = (table: string, column: string): RawBuilder<SqlBool> => sql<SqlBool>`exists (
  select from devices seen where seen.tenant_id = ${sql.ref(`${table}.tenant_id`)}
    and seen.device_id = ${sql.ref(`${table}.${column}`)})`;

/**
 * Limits a table whose `column` names a device. Every table with a `device_id` or `machine_id` must be limited; a test
 * finds one that was forgotten.
 */
export const limitToVisibleDevices = (db: Kysely<unknown>, table: string, column: string): Promise<void> =>
  limitRows(db, table, namesVisibleDevice(table, column));
