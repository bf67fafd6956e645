import type { ObjectId } from '@vakt/contract/ids';
import type { Filter } from '@vakt/contract/query';
import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { Database } from '../database.ts';
import type { ApplicationSecretsTable, ApplicationsTable } from '../tables/directory.ts';
import { inTransaction } from '../transaction.ts';
import {
  applyCondition,
  applySearch,
  caselessList,
  caselessText,
  type DirectorySearch,
  type SearchColumns,
} from './directory-search.ts';
import { forgetOwnership } from './owners.ts';
import { deleteServicePrincipal } from './service-principals.ts';

export type Application = Selectable<ApplicationsTable>;
export type ApplicationSecret = Selectable<ApplicationSecretsTable>;

type Columns = Required<Omit<Updateable<ApplicationsTable>, 'id' | 'tenant_id' | 'app_id'>>;
/** The columns to change; those that are not named stay as they are. */
export type ApplicationChanges = { readonly [Column in keyof Columns]?: Exclude<Columns[Column], undefined> };

const SEARCH: SearchColumns = {
  columns: {
    id: caselessText('id'),
    appId: caselessText('app_id'),
    displayName: caselessText('display_name'),
    signInAudience: caselessText('sign_in_audience'),
    identifierUris: caselessList('identifier_uris'),
    tags: caselessList('tags'),
  },
  ids: { id: 'id', appId: 'app_id' },
};

/** Undoes the transaction of an application that wants an identifier URI of another one. */
class IdentifierUriTaken extends Error {
  override readonly name = 'IdentifierUriTaken';
}

/** Waits for other writers of identifier URIs: no two applications of a tenant get the same one. */
const assertIdentifierUrisAreFree = async (
  db: Kysely<Database>,
  id: string,
  identifierUris: string,
): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_setting('vakt.tenant') || 'identifier uris', 0))`.execute(
    db,
  );
  const taken = await db
    .selectFrom('applications')
    .select('id')
    .where('id', '<>', id)
    .where(
      sql<boolean>`${caselessList('identifier_uris')} ?|
        array(select jsonb_array_elements_text(lower(${identifierUris}::text collate "und-x-icu")::jsonb))`,
    )
    .executeTakeFirst();
  if (taken) throw new IdentifierUriTaken();
};

/** Runs `write` in a transaction, in which `identifierUris` (JSON text) are no other application's. */
const withFreeIdentifierUris = async <Outcome>(
  db: Kysely<Database>,
  id: string,
  identifierUris: string | undefined,
  write: (transaction: Kysely<Database>) => Promise<Outcome>,
): Promise<Outcome | 'identifier-uri-taken'> => {
  if (identifierUris === undefined || identifierUris === '[]') return write(db);
  try {
    return await inTransaction(db, async transaction => {
      await assertIdentifierUrisAreFree(transaction, id, identifierUris);
      return write(transaction);
    });
  } catch (error) {
    if (error instanceof IdentifierUriTaken) return 'identifier-uri-taken';
    throw error;
  }
};

export const insertApplication = (
  db: Kysely<Database>,
  application: Omit<Insertable<ApplicationsTable>, 'tenant_id'>,
): Promise<Application | 'identifier-uri-taken'> =>
  withFreeIdentifierUris(db, application.id, application.identifier_uris, transaction =>
    transaction.insertInto('applications').values(application).returningAll().executeTakeFirstOrThrow(),
  );

export const listApplications = (db: Kysely<Database>, search: DirectorySearch): Promise<Application[]> =>
  applySearch(db.selectFrom('applications').selectAll(), SEARCH, search).execute();

export const countApplications = async (
  db: Kysely<Database>,
  filter: Filter | undefined,
): Promise<number> => {
  const all = db.selectFrom('applications').select(({ fn }) => fn.countAll<bigint>().as('count'));
  return Number((await applyCondition(all, SEARCH, filter).executeTakeFirstOrThrow()).count);
};

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

/**
 * The applications behind service principals of a tenant: what they offer and where they live, whichever tenant is
 * their home.
 *
 * @param authority a connection that sees every tenant.
 * @param appIds of service principals that the tenant has.
 */
export const listApplicationsOf = async (
  authority: Kysely<Database>,
  appIds: readonly string[],
): Promise<Application[]> =>
  appIds.length === 0
    ? []
    : authority.selectFrom('applications').selectAll().where('app_id', 'in', appIds).execute();

/** Finds the client ids of the tenant's applications that have an identifier URI, in any letter case. */
export const listAppIdsOfIdentifierUri = async (
  db: Kysely<Database>,
  identifierUri: string,
): Promise<string[]> => {
  const rows = await db
    .selectFrom('applications')
    .select('app_id')
    .where(sql<boolean>`${caselessList('identifier_uris')} ? ${identifierUri.toLowerCase()}`)
    .limit(10)
    .execute();
  return rows.map(({ app_id }) => app_id);
};

/** Changes what `changes` names and nothing else, so that two administrators do not undo each other's work. */
export const updateApplication = (
  db: Kysely<Database>,
  id: string,
  changes: ApplicationChanges,
): Promise<'updated' | 'identifier-uri-taken'> =>
  withFreeIdentifierUris(db, id, changes.identifier_uris, async transaction => {
    if (Object.keys(changes).length === 0) return 'updated' as const;
    await transaction.updateTable('applications').set(changes).where('id', '=', id).execute();
    const { display_name } = changes;
    // At home the service principal goes by the application's name; other tenants keep the one that they consented to.
    if (display_name !== undefined)
      await transaction
        .updateTable('service_principals')
        .set({ display_name })
        .where('app_id', '=', row => row.selectFrom('applications').select('app_id').where('id', '=', id))
        .execute();
    return 'updated' as const;
  });

/** Removes an application, its secrets and its service principal in the home tenant. */
export const deleteApplication = (db: Kysely<Database>, { id, app_id }: Application): Promise<void> =>
  inTransaction(db, async transaction => {
    const principal = await transaction
      .selectFrom('service_principals')
      .select('id')
      .where('app_id', '=', app_id)
      .executeTakeFirst();
    if (principal) await deleteServicePrincipal(transaction, principal.id);
    await forgetOwnership(transaction, id);
    await transaction.deleteFrom('applications').where('id', '=', id).execute();
  });

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
