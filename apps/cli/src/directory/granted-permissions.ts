import type { PermissionCatalogue } from './catalogue.ts';
import type { Directory } from './directory.ts';
import type { AppRoleAssignment, PermissionGrant, ServicePrincipal } from './objects.ts';

/** One permission that was consented to, with the object of the directory that says so. */
export interface GrantedPermission {
  readonly application: string;
  /** The id of the application's service principal. */
  readonly clientId: string;
  readonly resource: string;
  readonly permission: string;
  readonly type: 'application' | 'delegated';
  /** For whom: the whole tenant, or one user by id. */
  readonly for: string;
  readonly createdDateTime?: string;
  readonly held: { readonly assignment: AppRoleAssignment } | { readonly grant: PermissionGrant };
}

const EVERYBODY = 'everybody';

const ofAssignment = (catalogue: PermissionCatalogue, assignment: AppRoleAssignment): GrantedPermission => {
  const resource = catalogue.resourceWithId(assignment.resourceId);
  return {
    application: assignment.principalDisplayName ?? assignment.principalId,
    clientId: assignment.principalId,
    resource: resource?.displayName ?? assignment.resourceDisplayName ?? assignment.resourceId,
    permission: catalogue.nameOf(resource?.appId ?? '', assignment.appRoleId),
    type: 'application',
    for: EVERYBODY,
    ...(assignment.createdDateTime !== undefined && { createdDateTime: assignment.createdDateTime }),
    held: { assignment },
  };
};

const ofGrant = (
  catalogue: PermissionCatalogue,
  clients: ReadonlyMap<string, string>,
  grant: PermissionGrant,
): GrantedPermission[] =>
  grant.scope
    .split(' ')
    .filter(Boolean)
    .map(permission => ({
      application: clients.get(grant.clientId) ?? grant.clientId,
      clientId: grant.clientId,
      resource: catalogue.resourceWithId(grant.resourceId)?.displayName ?? grant.resourceId,
      permission,
      type: 'delegated',
      for: grant.consentType === 'AllPrincipals' ? EVERYBODY : (grant.principalId ?? 'a user'),
      held: { grant },
    }));

/** What was consented to in the tenant for one application. */
export const readGrantsOf = async (
  directory: Directory,
  catalogue: PermissionCatalogue,
  { id, displayName }: ServicePrincipal,
): Promise<GrantedPermission[]> => {
  const [assignments, grants] = await Promise.all([
    directory.roleAssignments(id),
    directory.permissionGrants(id),
  ]);
  return [
    ...assignments.map(one => ofAssignment(catalogue, one)),
    ...grants.flatMap(one => ofGrant(catalogue, new Map([[id, displayName]]), one)),
  ];
};

/** What was consented to in the tenant, for every application. */
export const readAllGrants = async (
  directory: Directory,
  catalogue: PermissionCatalogue,
): Promise<GrantedPermission[]> => {
  const [clients, grants, ...assignments] = await Promise.all([
    directory.servicePrincipals(),
    directory.permissionGrants(),
    ...catalogue.resources.map(({ id }) => directory.rolesAssignedTo(id)),
  ]);
  const names = new Map(clients.map(({ id, displayName }) => [id, displayName]));
  return [
    ...assignments.flat().map(one => ofAssignment(catalogue, one)),
    ...grants.flatMap(one => ofGrant(catalogue, names, one)),
  ];
};
