import { resourceApplications } from '@vakt/contract/resources';
import type { Api } from '../../../../data/api.ts';

const { MicrosoftGraph, AzureResourceManager, WindowsDefenderATP, MicrosoftThreatProtection } =
  resourceApplications;

const FIRST_SHOWN: readonly string[] = [MicrosoftGraph.appId, AzureResourceManager.appId];

/** They are not on the list at first: one begins to write their name ("Partner access through Microsoft Defender for Endpoint APIs"). */
const SHOWN_WHEN_TYPED: ReadonlySet<string> = new Set([
  WindowsDefenderATP.appId,
  MicrosoftThreatProtection.appId,
]);

const byName = (one: Api, other: Api): number => one.displayName.localeCompare(other.displayName);

/** The APIs behind the tab "Microsoft APIs", as far as the tenant has them. */
export const microsoftApis = (apis: readonly Api[]): readonly Api[] =>
  FIRST_SHOWN.flatMap(appId => apis.find(api => api.appId === appId) ?? []);

/**
 * The APIs of a tenant that a person looks for.
 *
 * @param search part of a name, or a whole client id; nothing shows all but those that have to be named.
 */
export const searchApis = (apis: readonly Api[], search: string): readonly Api[] => {
  const wanted = search.trim().toLowerCase();
  const found =
    wanted === ''
      ? apis.filter(({ appId }) => !SHOWN_WHEN_TYPED.has(appId))
      : apis.filter(
          ({ appId, displayName }) => appId === wanted || displayName.toLowerCase().includes(wanted),
        );
  return found.toSorted(byName);
};
