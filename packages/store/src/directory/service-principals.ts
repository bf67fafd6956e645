import type { ObjectId } from '@vakt/contract/ids';
import type { Filter } from '@vakt/contract/query';
import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { Database } from '../database.ts';
import type { ServicePrincipalsTable } from '../tables/directory.ts';
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

export type ServicePrincipal = Selectable<ServicePrincipalsTable>;
export type NewServicePrincipal = Insertable<ServicePrincipalsTable>;

const SEARCH: SearchColumns = {
  columns: {
    id: caselessText('id'),
    appId: caselessText('app_id'),
    appOwnerOrganizationId: caselessText('app_owner_tenant_id'),
    displayName: caselessText('display_name'),
    accountEnabled: sql.ref('account_enabled'),
    servicePrincipalType: sql`'application'`,
    tags: caselessList('tags'),
  },
  ids: { id: 'id', appId: 'app_id' },
};

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
  applySearch(db.selectFrom('service_principals').selectAll(), SEARCH, search).execute();

export const countServicePrincipals = async (
  db: Kysely<Database>,
  filter: Filter | undefined,
): Promise<number> => {
  const all = db.selectFrom('service_principals').select(({ fn }) => fn.countAll<bigint>().as('count'));
  return Number((await applyCondition(all, SEARCH, filter).executeTakeFirstOrThrow()).count);
};

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
  changes: Pick<
    Updateable<ServicePrincipalsTable>,
    'account_enabled' | 'app_role_assignment_required' | 'notes' | 'tags'
  >,
): Promise<void> => {
  if (Object.keys(changes).length > 0)
    await db.updateTable('service_principals').set(changes).where('id', '=', id).execute();
};

/** Removes an application from the tenant, with every consent it has there. */
export const deleteServicePrincipal = (db: Kysely<Database>, id: string): Promise<void> =>
  inTransaction(db, async transaction => {
    await transaction.deleteFrom('app_role_assignments').where('principal_id', '=', id).execute();
    await transaction.deleteFrom('directory_role_assignments').where('principal_id', '=', id).execute();
    await forgetOwnership(transaction, id);
    await transaction.deleteFrom('service_principals').where('id', '=', id).execute();
  });

/** The client ids of every service principal of the tenant that another tenant's application has there. */
export const listForeignAppIds = async (db: Kysely<Database>): Promise<string[]> => {
  const rows = await db
    .selectFrom('service_principals')
    .select('app_id')
    .whereRef('app_owner_tenant_id', '<>', 'tenant_id')
    .execute();
  return rows.map(({ app_id }) => app_id);
};
