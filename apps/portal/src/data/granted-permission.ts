import type { ServicePrincipal } from './service-principals.ts';

/** An application permission that was granted (`appRoleAssignments`). */
export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly createdDateTime: string;
  readonly resourceId: string;
  readonly resourceDisplayName: string;
}

/** Delegated permissions that were granted (`oauth2PermissionGrants`). */
export interface PermissionGrant {
  readonly id: string;
  /** The one user that it is for, unless it is for everybody. */
  readonly principalId: string | null;
  readonly resourceId: string;
  /** Names of permissions, between spaces. */
  readonly scope: string;
}

/** One permission that was consented to. */
export interface GrantedPermission {
  readonly kind: 'application' | 'delegated';
  /** Of the assignment or of the grant, which may hold other permissions besides. */
  readonly id: string;
  readonly resourceId: string;
  /** The API. */
  readonly resourceName: string;
  /** What tokens carry: `Alert.Read.All`. */
  readonly value: string;
  readonly description: string;
  /** The one user that a delegated permission is for; everybody when `null`. */
  readonly principalId: string | null;
  /** When it was granted, where Graph tells: of application permissions. */
  readonly createdDateTime: string | null;
}

/** What was granted to an application, as Graph has it. */
export interface Granted {
  readonly assignments: readonly AppRoleAssignment[];
  readonly grants: readonly PermissionGrant[];
  /** The APIs of both. */
  readonly resources: readonly Pick<
    ServicePrincipal,
    'id' | 'displayName' | 'appRoles' | 'oauth2PermissionScopes'
  >[];
}

/** The permissions that a grant holds. */
export const scopesOf = ({ scope }: PermissionGrant): readonly string[] =>
  scope.split(' ').filter(name => name !== '');

const fromAssignment = (
  { id, appRoleId, createdDateTime, resourceId, resourceDisplayName }: AppRoleAssignment,
  resources: Granted['resources'],
): GrantedPermission => {
  const resource = resources.find(one => one.id === resourceId);
  const role = resource?.appRoles.find(one => one.id === appRoleId);
  return {
    kind: 'application',
    id,
    resourceId,
    resourceName: resourceDisplayName,
    // A role that the API no longer offers has its id alone.
    value: role?.value ?? appRoleId,
    description: role?.displayName ?? '',
    principalId: null,
    createdDateTime,
  };
};

const fromGrant = (grant: PermissionGrant, resources: Granted['resources']): readonly GrantedPermission[] => {
  const resource = resources.find(({ id }) => id === grant.resourceId);
  return scopesOf(grant).map(value => ({
    kind: 'delegated',
    id: grant.id,
    resourceId: grant.resourceId,
    resourceName: resource?.displayName ?? grant.resourceId,
    value,
    description:
      resource?.oauth2PermissionScopes.find(scope => scope.value === value)?.adminConsentDisplayName ?? '',
    principalId: grant.principalId,
    createdDateTime: null,
  }));
};

/** Every permission that was consented to, one by one: by API, then by name. */
export const permissionsOf = ({ assignments, grants, resources }: Granted): readonly GrantedPermission[] =>
  [
    ...assignments.map(assignment => fromAssignment(assignment, resources)),
    ...grants.flatMap(grant => fromGrant(grant, resources)),
  ].toSorted((a, b) => a.resourceName.localeCompare(b.resourceName) || a.value.localeCompare(b.value));
