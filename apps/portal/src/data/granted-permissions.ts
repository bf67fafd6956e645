import { useQuery } from '@tanstack/react-query';
import { SERVICE_PRINCIPALS_KEY } from './apis.ts';
import { type Graph, odataText } from './graph.ts';
import { useGraph } from './graph-context.tsx';

/** An application permission that was granted (Microsoft Graph: appRoleAssignment resource type). */
export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly resourceId: string;
  readonly resourceDisplayName: string;
}

/** Delegated permissions that were granted (Microsoft Graph: oAuth2PermissionGrant resource type). */
export interface PermissionGrant {
  readonly id: string;
  /** For everybody in the tenant, or for one user. */
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly resourceId: string;
  /** Values, separated by blanks. */
  readonly scope: string;
}

/** What a tenant has let an application do. */
export interface Consents {
  /** The application's service principal; an application without one has no consent. */
  readonly clientId: string | undefined;
  readonly assignments: readonly AppRoleAssignment[];
  readonly grants: readonly PermissionGrant[];
}

const NO_CONSENTS: Consents = { clientId: undefined, assignments: [], grants: [] };

const findServicePrincipalId = async (graph: Graph, appId: string): Promise<string | undefined> => {
  const filter = `appId%20eq%20${odataText(appId)}`;
  const [found] = await graph.list<{ readonly id: string }>(
    `/v1.0/servicePrincipals?$filter=${filter}&$select=id`,
  );
  return found?.id;
};

/** @param appId the application's client id. @throws Problem */
export const readConsents = async (graph: Graph, appId: string): Promise<Consents> => {
  const clientId = await findServicePrincipalId(graph, appId);
  if (clientId === undefined) return NO_CONSENTS;
  const path = `/v1.0/servicePrincipals/${clientId}`;
  const [assignments, grants] = await Promise.all([
    graph.list<AppRoleAssignment>(`${path}/appRoleAssignments`),
    graph.list<PermissionGrant>(`${path}/oauth2PermissionGrants`),
  ]);
  return { clientId, assignments, grants };
};

/** What the tenant has let an application do. @param appId the client id. */
export const useConsents = (appId: string) => {
  const graph = useGraph();
  return useQuery({
    queryKey: [...SERVICE_PRINCIPALS_KEY, 'consents', appId],
    queryFn: () => readConsents(graph, appId),
  });
};

/** Makes an application present in the tenant. @returns its service principal's id. @throws Problem */
export const ensureServicePrincipal = async (graph: Graph, appId: string): Promise<string> =>
  (await findServicePrincipalId(graph, appId)) ??
  (await graph.post<{ readonly id: string }>('/v1.0/servicePrincipals', { appId })).id;

/** One step of a consent, or of taking it back. */
export type ConsentChange =
  | {
      readonly kind: 'assign-role';
      readonly clientId: string;
      readonly resourceId: string;
      readonly appRoleId: string;
    }
  | { readonly kind: 'remove-role'; readonly clientId: string; readonly assignmentId: string }
  | {
      readonly kind: 'grant-scopes';
      readonly clientId: string;
      readonly resourceId: string;
      readonly scope: string;
    }
  | { readonly kind: 'change-scopes'; readonly grantId: string; readonly scope: string }
  | { readonly kind: 'remove-grant'; readonly grantId: string };

/** @throws Problem */
export const applyConsentChange = async (graph: Graph, change: ConsentChange): Promise<void> => {
  switch (change.kind) {
    case 'assign-role': {
      const { clientId, resourceId, appRoleId } = change;
      await graph.post(`/v1.0/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
        principalId: clientId,
        resourceId,
        appRoleId,
      });
      return;
    }
    case 'remove-role':
      return graph.delete(
        `/v1.0/servicePrincipals/${change.clientId}/appRoleAssignments/${change.assignmentId}`,
      );
    case 'grant-scopes': {
      const { clientId, resourceId, scope } = change;
      await graph.post('/v1.0/oauth2PermissionGrants', {
        clientId,
        resourceId,
        scope,
        consentType: 'AllPrincipals',
      });
      return;
    }
    case 'change-scopes':
      return graph.patch(`/v1.0/oauth2PermissionGrants/${change.grantId}`, { scope: change.scope });
    case 'remove-grant':
      return graph.delete(`/v1.0/oauth2PermissionGrants/${change.grantId}`);
  }
};
