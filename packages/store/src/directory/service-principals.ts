import type { ObjectId } from '@vakt/contract/ids';
import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { Database } from '../database.ts';
import type { ServicePrincipalsTable } from '../tables/directory.ts';
import { applySearch, type DirectorySearch } from './directory-search.ts';

export type ServicePrincipal = Selectable<ServicePrincipalsTable>;
export type NewServicePrincipal = Insertable<ServicePrincipalsTable>;

/** `undefined` when the application has one in the tenant already. */
export const insertServicePrincipal = (
  db: Kysely<Database>,
  principal: NewServicePrincipal,
): Promise<ServicePrincipal | undefined> =>
  db
    .insertInto('service_principals')
    .values(principal)
    .onConflict(conflict => conflict.columns(['tenant_id', 'app_id']).doNothing())
    .returningAll()
    .executeTakeFirst();

export const listServicePrincipals = (
  db: Kysely<Database>,
  search: DirectorySearch,
): Promise<ServicePrincipal[]> =>
  applySearch(db.selectFrom('service_principals').selectAll(), search).execute();

export const findServicePrincipal = (
  db: Kysely<Database>,
  id: ObjectId,
): Promise<ServicePrincipal | undefined> =>
  db.selectFrom('service_principals').selectAll().where('id', '=', id).executeTakeFirst();

export const findServicePrincipalByAppId = (
  db: Kysely<Database>,
  appId: string,
): Promise<ServicePrincipal | undefined> =>
  db.selectFrom('service_principals').selectAll().where('app_id', '=', appId).executeTakeFirst();

export const updateServicePrincipal = async (
  db: Kysely<Database>,
  id: string,
  changes: Pick<Updateable<ServicePrincipalsTable>, 'account_enabled' | 'app_role_assignment_required'>,
): Promise<void> => {
  if (Object.keys(changes).length > 0)
    await db.updateTable('service_principals').set(changes).where('id', '=', id).execute();
};

/** Removes an application from the tenant, with every consent it has there. */
export const deleteServicePrincipal = async (db: Kysely<Database>, id: string): Promise<void> => {
  await db.deleteFrom('service_principals').where('id', '=', id).execute();
};
