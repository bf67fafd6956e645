import { useQuery } from '@tanstack/react-query';
import {
  type Api,
  apiOfApplication,
  apiOfServicePrincipal,
  type OfferingApplication,
  type OfferingServicePrincipal,
} from './api.ts';
import { APPLICATIONS_KEY } from './applications.ts';
import type { Graph } from './graph.ts';
import { useGraph } from './graph-context.tsx';
import { SERVICE_PRINCIPALS_KEY } from './service-principals.ts';

const APIS_PATH =
  '/v1.0/servicePrincipals?$top=999&$select=id,appId,displayName,appRoles,oauth2PermissionScopes';

/** The APIs that are present in the tenant. @throws Problem */
export const readApis = async (graph: Graph): Promise<readonly Api[]> =>
  (await graph.list<OfferingServicePrincipal>(APIS_PATH))
    .map(apiOfServicePrincipal)
    .filter(({ permissions }) => permissions.length > 0);

/** The APIs that are present in the tenant. */
export const useApis = () => {
  const graph = useGraph();
  return useQuery({ queryKey: [...SERVICE_PRINCIPALS_KEY, 'apis'], queryFn: () => readApis(graph) });
};

interface OwnedObject extends OfferingApplication {
  readonly '@odata.type': string;
}

/** The applications of the person that offer permissions. */
export const useOwnApis = () => {
  const graph = useGraph();
  return useQuery({
    queryKey: [...APPLICATIONS_KEY, 'own-apis'],
    queryFn: async () =>
      (await graph.list<OwnedObject>('/v1.0/me/ownedObjects'))
        .filter(object => object['@odata.type'] === '#microsoft.graph.application')
        .map(apiOfApplication)
        .filter(({ permissions }) => permissions.length > 0),
  });
};
