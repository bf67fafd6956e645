import { useQuery } from '@tanstack/react-query';
import type { Graph } from './graph.ts';
import { odataText } from './graph.ts';
import { useGraph } from './graph-context.tsx';
import { beginsWith, isGuid, isOneOf, listPath } from './odata-filter.ts';
import { type Pages, usePages } from './use-pages.ts';

/** An application permission that a resource offers. */
export interface AppRole {
  readonly id: string;
  readonly value: string | null;
  readonly displayName: string;
  readonly description: string;
}

/** A delegated permission that a resource offers. */
export interface PermissionScope {
  readonly id: string;
  readonly value: string;
  readonly adminConsentDisplayName: string;
  readonly adminConsentDescription: string;
}

/** An application's presence in the tenant (`/v1.0/servicePrincipals`). */
export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  /** The tenant that registered the application: its publisher. */
  readonly appOwnerOrganizationId: string;
  readonly createdDateTime: string;
  readonly appDescription: string | null;
  readonly homepage: string | null;
  readonly replyUrls: readonly string[];
  readonly servicePrincipalNames: readonly string[];
  readonly signInAudience: string | null;
  readonly appRoles: readonly AppRole[];
  readonly oauth2PermissionScopes: readonly PermissionScope[];
}

/** Where an application comes from. */
export type Origin = 'own' | 'foreign' | 'microsoft';

/** The tenant that owns the service's own applications (reference: identity, section 3.4). */
const MICROSOFT_TENANT_ID = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

export const originOf = (
  { appOwnerOrganizationId }: Pick<ServicePrincipal, 'appOwnerOrganizationId'>,
  tenantId: string,
): Origin => {
  if (appOwnerOrganizationId === MICROSOFT_TENANT_ID) return 'microsoft';
  return appOwnerOrganizationId === tenantId ? 'own' : 'foreign';
};

/** What the list of enterprise applications is narrowed to. */
export interface ServicePrincipalFilter {
  /** The beginning of a name, or an application's or object's id. */
  readonly search: string;
  /** `enterprise`: all but Microsoft's own. */
  readonly origin: Origin | 'enterprise' | 'all';
  readonly tenantId: string;
}

const publisher = (operator: 'eq' | 'ne', tenantId: string): string =>
  `appOwnerOrganizationId ${operator} ${odataText(tenantId)}`;

const originConditions = ({ origin, tenantId }: ServicePrincipalFilter): readonly string[] => {
  switch (origin) {
    case 'own':
      return [publisher('eq', tenantId)];
    case 'foreign':
      return [publisher('ne', tenantId), publisher('ne', MICROSOFT_TENANT_ID)];
    case 'microsoft':
      return [publisher('eq', MICROSOFT_TENANT_ID)];
    case 'enterprise':
      return [publisher('ne', MICROSOFT_TENANT_ID)];
    default:
      return [];
  }
};

const searchCondition = (search: string): string | undefined => {
  if (search === '') return undefined;
  return isGuid(search)
    ? `(appId eq ${odataText(search)} or id eq ${odataText(search)})`
    : beginsWith(['displayName'], search);
};

export const SERVICE_PRINCIPALS_KEY = ['servicePrincipals'] as const;
const COLLECTION = '/v1.0/servicePrincipals';
/** All but Microsoft's own. */
export const ENTERPRISE_APPLICATIONS = listPath(COLLECTION, [publisher('ne', MICROSOFT_TENANT_ID)]);
const LISTED = 'id,appId,displayName,accountEnabled,appOwnerOrganizationId,createdDateTime';
const PAGE = 100;

export type ListedServicePrincipal = Pick<
  ServicePrincipal,
  'id' | 'appId' | 'displayName' | 'accountEnabled' | 'appOwnerOrganizationId' | 'createdDateTime'
>;

export const useServicePrincipals = (filter: ServicePrincipalFilter): Pages<ListedServicePrincipal> =>
  usePages<ListedServicePrincipal>(
    SERVICE_PRINCIPALS_KEY,
    listPath(
      COLLECTION,
      [searchCondition(filter.search), ...originConditions(filter)],
      [`$select=${LISTED}`, '$orderby=displayName', `$top=${PAGE}`],
    ),
  );

export const useServicePrincipal = (id: string) => {
  const graph = useGraph();
  return useQuery({
    queryKey: [...SERVICE_PRINCIPALS_KEY, id],
    queryFn: () => graph.get<ServicePrincipal>(`${COLLECTION}/${encodeURIComponent(id)}`),
  });
};

/** Service principals by their ids, for their names and what they offer. */
export const readServicePrincipals = async (
  graph: Graph,
  ids: readonly string[],
): Promise<readonly ServicePrincipal[]> =>
  ids.length === 0 ? [] : graph.list<ServicePrincipal>(listPath(COLLECTION, [isOneOf('id', ids)]));

/** Lets an application's users and itself sign in, or keeps them out; the application stays. */
export const setSignInEnabled = (graph: Graph, id: string, accountEnabled: boolean): Promise<void> =>
  graph.patch(`${COLLECTION}/${id}`, { accountEnabled });

/** Takes an application out of the tenant, with everything that was consented to. */
export const deleteServicePrincipal = (graph: Graph, id: string): Promise<void> =>
  graph.delete(`${COLLECTION}/${id}`);
