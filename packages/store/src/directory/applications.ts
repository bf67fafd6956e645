import type { ObjectId } from '@vakt/contract/ids';
import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { Database } from '../database.ts';
import type { ApplicationSecretsTable, ApplicationsTable } from '../tables/directory.ts';
import { applySearch, type DirectorySearch } from './directory-search.ts';

export type Application = Selectable<ApplicationsTable>;
export type ApplicationSecret = Selectable<ApplicationSecretsTable>;

export const insertApplication = (
  db: Kysely<Database>,
  application: Omit<Insertable<ApplicationsTable>, 'tenant_id'>,
): Promise<Application> =>
  db.insertInto('applications').values(application).returningAll().executeTakeFirstOrThrow();

export const listApplications = (db: Kysely<Database>, search: DirectorySearch): Promise<Application[]> =>
  applySearch(db.selectFrom('applications').selectAll(), search).execute();

export const findApplication = (db: Kysely<Database>, id: ObjectId): Promise<Application | undefined> =>
  db.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirst();

export const findApplicationByAppId = (
  db: Kysely<Database>,
  appId: string,
): Promise<Application | undefined> =>
  db.selectFrom('applications').selectAll().where('app_id', '=', appId).executeTakeFirst();

const MULTI_TENANT_AUDIENCES = ['AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount'];

/**
 * Finds an application of any tenant that other tenants may let in.
 *
 * @param authority a connection that sees every tenant.
 */
export const findMultiTenantApplication = (
  authority: Kysely<Database>,
  appId: string,
): Promise<Pick<Application, 'app_id' | 'tenant_id' | 'display_name'> | undefined> =>
  authority
    .selectFrom('applications')
    .select(['app_id', 'tenant_id', 'display_name'])
    .where('app_id', '=', appId)
    .where('sign_in_audience', 'in', MULTI_TENANT_AUDIENCES)
    .executeTakeFirst();

export const updateApplication = async (
  db: Kysely<Database>,
  id: string,
  changes: Omit<Updateable<ApplicationsTable>, 'id' | 'tenant_id' | 'app_id'>,
): Promise<void> => {
  if (Object.keys(changes).length > 0)
    await db.updateTable('applications').set(changes).where('id', '=', id).execute();
};

/** Removes an application, its secrets and its service principal in the home tenant. */
export const deleteApplication = async (db: Kysely<Database>, { id, app_id }: Application): Promise<void> => {
  await db.deleteFrom('service_principals').where('app_id', '=', app_id).execute();
  await db.deleteFrom('applications').where('id', '=', id).execute();
};

export const insertSecret = async (
  db: Kysely<Database>,
  secret: Omit<Insertable<ApplicationSecretsTable>, 'tenant_id'>,
): Promise<void> => {
  await db.insertInto('application_secrets').values(secret).execute();
};

export const listSecrets = (
  db: Kysely<Database>,
  applicationIds: readonly string[],
): Promise<ApplicationSecret[]> =>
  applicationIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('application_secrets')
        .selectAll()
        .where('application_id', 'in', applicationIds)
        .orderBy('starts_at')
        .execute();

/** `false` when the application has no such secret. */
export const deleteSecret = async (
  db: Kysely<Database>,
  applicationId: string,
  keyId: string,
): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('application_secrets')
    .where('application_id', '=', applicationId)
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};
