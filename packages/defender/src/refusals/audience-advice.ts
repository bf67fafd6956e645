import { defaultScopeOf } from '@vakt/contract/audience';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Advice } from '@vakt/contract/refusal';
import { type ResourceName, resourceApplications } from '@vakt/contract/resources';

/** What the command line calls the resources. */
const SHORT_NAMES: Partial<Readonly<Record<ResourceName, string>>> = {
  WindowsDefenderATP: 'endpoint',
  MicrosoftThreatProtection: 'xdr',
  MicrosoftGraph: 'graph',
};

/**
 * What an application does whose token is for another resource.
 *
 * @param origin the host that was asked.
 */
export const otherAudienceAdvice = ({ permissions: { resource } }: Operation, origin = ''): Advice => {
  const { displayName } = resourceApplications[resource];
  const shortName = SHORT_NAMES[resource];
  return {
    step: 'token',
    missing: `a token for ${displayName}`,
    remedies: [
      `Ask for the token with scope=${defaultScopeOf(resource, origin)} (version 2), or with the same text without '/.default' as resource (version 1).`,
    ],
    ...(shortName !== undefined && { commands: [`vakt token --resource ${shortName}`] }),
    page: '/portal/token-inspector',
  };
};
