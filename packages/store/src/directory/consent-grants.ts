import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { AppRoleAssignmentsTable, OAuth2PermissionGrantsTable } from '../tables/directory.ts';

export type AppRoleAssignment = Selectable<AppRoleAssignmentsTable>;
export type OAuth2PermissionGrant = Selectable<OAuth2PermissionGrantsTable>;

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

/** Assignments to a client (`principal_id`) or of a resource (`resource_id`), with both display names. */
export const listAppRoleAssignments = (
  db: Kysely<Database>,
  side: 'principal_id' | 'resource_id',
  id: string,
) =>
  db
    .selectFrom('app_role_assignments as assignment')
    .innerJoin('service_principals as principal', 'principal.id', 'assignment.principal_id')
    .innerJoin('service_principals as resource', 'resource.id', 'assignment.resource_id')
    .selectAll('assignment')
    .select(['principal.display_name as principal_name', 'resource.display_name as resource_name'])
    .where(`assignment.${side}`, '=', id)
    .orderBy('assignment.created_at')
    .execute();

/** `false` when there is no such assignment to or of `servicePrincipalId`. */
export const deleteAppRoleAssignment = async (
  db: Kysely<Database>,
  servicePrincipalId: string,
  id: string,
): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('app_role_assignments')
    .where('id', '=', id)
    .where(row =>
      row.or([row('principal_id', '=', servicePrincipalId), row('resource_id', '=', servicePrincipalId)]),
    )
    .executeTakeFirst();
  return numDeletedRows === 1n;
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

export const listPermissionGrants = (
  db: Kysely<Database>,
  clientId?: string,
): Promise<OAuth2PermissionGrant[]> => {
  const query = db.selectFrom('oauth2_permission_grants').selectAll();
  return (clientId === undefined ? query : query.where('client_id', '=', clientId))
    .orderBy('id')
    .limit(1_000)
    .execute();
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
