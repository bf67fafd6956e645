import { useQuery } from '@tanstack/react-query';
import type { TokenClaims } from '@vakt/contract/access-token';
import { parseTenantId } from '@vakt/contract/ids';
import { Problem } from '../../data/problem.ts';
import { readPublic } from '../../data/server.ts';

interface Metadata {
  readonly issuer: string;
}

/** Whom a token's tenant has as its issuer here; `null` when this server has no such tenant. */
export const useIssuer = (claims: TokenClaims): string | null | undefined => {
  const tenantId = parseTenantId(String(claims['tid']));
  const version = claims['ver'] === '2.0' ? '/v2.0' : '';
  const { data } = useQuery({
    queryKey: ['issuer', tenantId, version],
    enabled: tenantId !== undefined,
    queryFn: async () => {
      try {
        const path = `/${tenantId}${version}/.well-known/openid-configuration`;
        return (await readPublic<Metadata>(path)).issuer;
      } catch (error) {
        if (error instanceof Problem && (error.kind === 'invalid' || error.kind === 'not-found')) return null;
        throw error;
      }
    },
  });
  return tenantId === undefined ? null : data;
};
