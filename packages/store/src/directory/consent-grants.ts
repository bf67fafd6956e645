import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { AppRoleAssignmentsTable, OAuth2PermissionGrantsTable } from '../tables/directory.ts';
import { applySearch, caselessText, type DirectorySearch, type SearchColumns } from './directory-search.ts';

export type AppRoleAssignment = Selectable<AppRoleAssignmentsTable>;
export type OAuth2PermissionGrant = Selectable<OAuth2PermissionGrantsTable>;

/** An assignment with the names of both sides. */
export interface NamedAppRoleAssignment extends AppRoleAssignment {
  readonly principal_name: string;
  readonly resource_name: string;
}

const ASSIGNMENT_SEARCH: SearchColumns = {
  columns: {
    id: caselessText('id'),
    appRoleId: caselessText('app_role_id'),
    principalDisplayName: caselessText('principal_name'),
    principalId: caselessText('principal_id'),
    principalType: caselessText('principal_type'),
    resourceDisplayName: caselessText('resource_name'),
    resourceId: caselessText('resource_id'),
  },
  ids: { id: 'id', principalId: 'principal_id', resourceId: 'resource_id' },
};

/** `undefined` when the role is assigned already. */
export const insertAppRoleAssignment = (
  db: Kysely<Database>,
  assignment: Omit<Insertable<AppRoleAssignmentsTable>, 'tenant_id'>,
): Promise<AppRoleAssignment | undefined> =>
  db
    .insertInto('app_role_assignments')
    .values(assignment)
    .onConflict(conflict => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();

const namedAssignments = (db: Kysely<Database>, side: 'principal_id' | 'resource_id', id: string) =>
  db
    .selectFrom('app_role_assignments as assignment')
    .leftJoin('service_principals as principal', 'principal.id', 'assignment.principal_id')
    .leftJoin('users as person', 'person.id', 'assignment.principal_id')
    .innerJoin('service_principals as resource', 'resource.id', 'assignment.resource_id')
    .selectAll('assignment')
    .select(['resource.display_name as resource_name'])
    .select(sql<string>`coalesce(principal.display_name, person.display_name, '')`.as('principal_name'))
    .where(`assignment.${side}`, '=', id);

/** Assignments to a client or user (`principal_id`), or of a resource (`resource_id`). */
export const listAppRoleAssignments = (
  db: Kysely<Database>,
  side: 'principal_id' | 'resource_id',
  id: string,
  search: DirectorySearch,
): Promise<NamedAppRoleAssignment[]> =>
  applySearch(
    db.selectFrom(namedAssignments(db, side, id).as('assignment')).selectAll(),
    ASSIGNMENT_SEARCH,
    search,
  ).execute();

/** Finds an assignment to or of a service principal or user. */
export const findAppRoleAssignment = (
  db: Kysely<Database>,
  objectId: string,
  id: string,
): Promise<AppRoleAssignment | undefined> =>
  db
    .selectFrom('app_role_assignments')
    .selectAll()
    .where('id', '=', id)
    .where(row => row.or([row('principal_id', '=', objectId), row('resource_id', '=', objectId)]))
    .executeTakeFirst();

/** `false` when there is no such assignment. */
export const deleteAppRoleAssignment = async (db: Kysely<Database>, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('app_role_assignments')
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};

const GRANT_SEARCH: SearchColumns = {
  columns: {
    id: caselessText('id'),
    clientId: caselessText('client_id'),
    consentType: caselessText('consent_type'),
    principalId: caselessText('principal_id'),
    resourceId: caselessText('resource_id'),
    scope: caselessText('scope'),
  },
  ids: { id: 'id', clientId: 'client_id', principalId: 'principal_id', resourceId: 'resource_id' },
  stable: ['id'],
};

/** `undefined` when the same client has a grant of the same kind on the resource. */
export const insertPermissionGrant = (
  db: Kysely<Database>,
  grant: Omit<Insertable<OAuth2PermissionGrantsTable>, 'tenant_id'>,
): Promise<OAuth2PermissionGrant | undefined> =>
  db
    .insertInto('oauth2_permission_grants')
    .values(grant)
    .onConflict(conflict => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();

/** Whose grants are listed: a client's, or those for one user; everybody's when neither is named. */
export interface GrantsOf {
  readonly clientId?: string;
  readonly principalId?: string;
}

export const listPermissionGrants = (
  db: Kysely<Database>,
  { clientId, principalId }: GrantsOf,
  search: DirectorySearch,
): Promise<OAuth2PermissionGrant[]> => {
  const all = db.selectFrom('oauth2_permission_grants').selectAll();
  const ofClient = clientId === undefined ? all : all.where('client_id', '=', clientId);
  const wanted = principalId === undefined ? ofClient : ofClient.where('principal_id', '=', principalId);
  return applySearch(wanted, GRANT_SEARCH, search).execute();
};

export const findPermissionGrant = (
  db: Kysely<Database>,
  id: string,
): Promise<OAuth2PermissionGrant | undefined> =>
  db.selectFrom('oauth2_permission_grants').selectAll().where('id', '=', id).executeTakeFirst();

/** `false` when there is no such grant. */
export const updatePermissionGrant = async (
  db: Kysely<Database>,
  id: string,
  scope: string,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('oauth2_permission_grants')
    .set({ scope })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** `false` when there is no such grant. */
export const deletePermissionGrant = async (db: Kysely<Database>, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('oauth2_permission_grants')
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};
