/** Fills a database by copying rows that the product wrote, so that they are as it writes them. */
import type { Client } from 'pg';

/** Expressions in place of some columns' own values; `copies` is at hand in them. */
type Changes = Readonly<Record<string, string>>;

/** Writes each row of `table` that `condition` picks once for each row of `copies`. */
const copyRows = async (
  database: Client,
  table: string,
  condition: string,
  changes: Changes,
): Promise<void> => {
  const { rows } = await database.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name = $1 and is_generated = 'NEVER'",
    [table],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map(name => changes[name] ?? `original.${name}`);
  await database.query(
    `insert into ${table} (${names.join(', ')}) select ${values.join(', ')}
     from copies, (select * from ${table} where ${condition}) as original`,
  );
};

const createCopies = (database: Client, columns: readonly string[], count: number): Promise<unknown> =>
  database.query(
    `create temporary table copies as
     select ${columns.map(column => `gen_random_uuid() as ${column}`).join(', ')} from generate_series(1, ${count})`,
  );

/** The ids of some copies; the rest of them is dropped, the copied rows stay. */
const pickCopies = async (database: Client, column: string, count: number): Promise<string[]> => {
  const { rows } = await database.query<{ id: string }>(`select ${column} as id from copies limit ${count}`);
  await database.query('drop table copies');
  return rows.map(({ id }) => id);
};

/**
 * Copies an application with its secret, its service principal and the roles that were granted to it.
 *
 * @returns the client ids of `picked` copies; their secret is the original's.
 */
export const copyApplications = async (
  database: Client,
  clientId: string,
  count: number,
  picked: number,
): Promise<string[]> => {
  await createCopies(database, ['object_id', 'client_id', 'principal_id'], count);
  const application = `app_id = '${clientId}'`;
  const ids = (table: string): string => `(select id from ${table} where ${application} limit 1)`;
  await copyRows(database, 'applications', application, {
    id: 'copies.object_id',
    app_id: 'copies.client_id',
  });
  await copyRows(database, 'application_secrets', `application_id = ${ids('applications')}`, {
    key_id: 'gen_random_uuid()',
    application_id: 'copies.object_id',
  });
  await copyRows(database, 'service_principals', application, {
    id: 'copies.principal_id',
    app_id: 'copies.client_id',
  });
  await copyRows(database, 'app_role_assignments', `principal_id = ${ids('service_principals')}`, {
    id: 'gen_random_uuid()',
    principal_id: 'copies.principal_id',
  });
  return pickCopies(database, 'client_id', picked);
};

/**
 * Copies the family of a refresh token.
 *
 * @returns the ids of `picked` copies.
 */
export const copyRefreshFamilies = async (
  database: Client,
  familyId: string,
  count: number,
  picked: number,
): Promise<string[]> => {
  await createCopies(database, ['family_id'], count);
  await copyRows(database, 'refresh_families', `id = '${familyId}'`, { id: 'copies.family_id' });
  return pickCopies(database, 'family_id', picked);
};
