import { useQuery } from '@tanstack/react-query';
import type { Graph } from './graph.ts';
import { useGraph } from './graph-context.tsx';
import { changesOfPath, type DirectoryAudit } from './logs.ts';
import {
  readServicePrincipals,
  SERVICE_PRINCIPALS_KEY,
  type ServicePrincipal,
} from './service-principals.ts';

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

const scopesOf = ({ scope }: PermissionGrant): readonly string[] =>
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

/** What was consented to for an application, by the id of its service principal. */
export const useGrantedPermissions = (servicePrincipalId: string) => {
  const graph = useGraph();
  const of = `/v1.0/servicePrincipals/${encodeURIComponent(servicePrincipalId)}`;
  return useQuery({
    queryKey: [...SERVICE_PRINCIPALS_KEY, servicePrincipalId, 'granted'],
    queryFn: async () => {
      const [assignments, grants] = await Promise.all([
        graph.list<AppRoleAssignment>(`${of}/appRoleAssignments`),
        graph.list<PermissionGrant>(`${of}/oauth2PermissionGrants`),
      ]);
      const ids = new Set([...assignments, ...grants].map(({ resourceId }) => resourceId));
      return permissionsOf({ assignments, grants, resources: await readServicePrincipals(graph, [...ids]) });
    },
  });
};

/** The changes of an application that the audit log has. Those who may not read the log get a problem. */
export const useApplicationChanges = (servicePrincipalId: string) => {
  const graph = useGraph();
  return useQuery({
    queryKey: [...SERVICE_PRINCIPALS_KEY, servicePrincipalId, 'changes'],
    queryFn: () => graph.list<DirectoryAudit>(changesOfPath(servicePrincipalId), 2_000),
  });
};

const GRANTS = '/v1.0/oauth2PermissionGrants';

/** Takes one delegated permission out of a grant as it is now, which another administrator may have changed meanwhile. */
const revokeScope = async (graph: Graph, { id, value }: GrantedPermission): Promise<void> => {
  const scopes = scopesOf(await graph.get<PermissionGrant>(`${GRANTS}/${id}`));
  const kept = scopes.filter(scope => scope !== value);
  if (kept.length === 0) await graph.delete(`${GRANTS}/${id}`);
  else if (kept.length < scopes.length) await graph.patch(`${GRANTS}/${id}`, { scope: kept.join(' ') });
};

/** Takes permissions back: tokens from now on lack them. One after the other, up to the first that fails. */
export const revokePermissions = async (
  graph: Graph,
  servicePrincipalId: string,
  permissions: readonly GrantedPermission[],
): Promise<void> => {
  for (const permission of permissions) {
    if (permission.kind === 'delegated') await revokeScope(graph, permission);
    else
      await graph.delete(`/v1.0/servicePrincipals/${servicePrincipalId}/appRoleAssignments/${permission.id}`);
  }
};
