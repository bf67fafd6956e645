import { useQuery } from '@tanstack/react-query';
import type { TokenClaims } from '@vakt/contract/access-token';
import { parseAppId, parseObjectId } from '@vakt/contract/ids';
import { APPLICATIONS_KEY } from '../../data/applications.ts';
import { odataText } from '../../data/graph.ts';
import { useGraph } from '../../data/graph-context.tsx';
import { useOrganization } from '../../data/me.ts';
import { listPath } from '../../data/odata-filter.ts';
import { SERVICE_PRINCIPALS_KEY } from '../../data/service-principals.ts';
import type { TokenPlace } from './mend.ts';

interface Found {
  readonly id: string;
}

const useIdByAppId = (collection: 'applications' | 'servicePrincipals', appId: string | undefined) => {
  const graph = useGraph();
  const key = collection === 'applications' ? APPLICATIONS_KEY : SERVICE_PRINCIPALS_KEY;
  const { data } = useQuery({
    queryKey: [...key, 'id by appId', appId],
    enabled: appId !== undefined,
    queryFn: async () => {
      const condition = `appId eq ${odataText(appId ?? '')}`;
      const [found] = await graph.list<Found>(listPath(`/v1.0/${collection}`, [condition], ['$select=id']));
      return found?.id ?? null;
    },
  });
  return data ?? undefined;
};

/** Finds the token's application and tenant among those of the person, by their ids alone. */
export const useTokenPlace = (claims: TokenClaims): TokenPlace => {
  const { data: organization } = useOrganization();
  const appId = parseAppId(String(claims['appid'] ?? claims['azp']));
  return {
    isOwnTenant: organization !== undefined && organization.id === claims['tid'],
    applicationId: useIdByAppId('applications', appId),
    servicePrincipalId: useIdByAppId('servicePrincipals', appId),
    userId: parseObjectId(String(claims['oid'])),
  };
};
