import { useQuery } from '@tanstack/react-query';
import {
  type AppRoleAssignment,
  type GrantedPermission,
  type PermissionGrant,
  permissionsOf,
  scopesOf,
} from './granted-permission.ts';
import type { Graph } from './graph.ts';
import { useGraph } from './graph-context.tsx';
import { changesOfPath, type DirectoryAudit } from './logs.ts';
import { readServicePrincipals, SERVICE_PRINCIPALS_KEY } from './service-principals.ts';

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
