import { useQuery } from '@tanstack/react-query';
import { resourceApplications } from '@vakt/contract/resources';
import type { Api } from '../../../../data/api.ts';
import { type PermissionUses, usesOf } from './permission-uses.ts';

const { WindowsDefenderATP, MicrosoftThreatProtection } = resourceApplications;
const DEFENDER: ReadonlySet<string> = new Set([WindowsDefenderATP.appId, MicrosoftThreatProtection.appId]);

const nothing: PermissionUses = () => [];

/** What an API's permissions open; known of the Defender APIs, and brought when somebody looks at one. */
export const usePermissionUses = ({ appId }: Api): PermissionUses => {
  const { data: operations } = useQuery({
    queryKey: ['operations'],
    queryFn: async () => (await import('@vakt/contract/operations')).operations,
    staleTime: Infinity,
    enabled: DEFENDER.has(appId),
  });
  return operations && DEFENDER.has(appId) ? usesOf(operations) : nothing;
};
