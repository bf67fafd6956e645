import type { Api } from '../../../data/api.ts';
import { useApis, useOwnApis } from '../../../data/apis.ts';
import { useConsents } from '../../../data/application-consents.ts';
import type { Application } from '../../../data/applications.ts';
import { overviewOf, type PermissionOverview } from './permission-state.ts';

interface Read {
  /** Not there yet while `undefined`. */
  readonly overview: PermissionOverview | undefined;
  readonly problem: Error | null;
  readonly retry: () => void;
}

/** The APIs that a person can choose from: those of the tenant, and their own that it does not have present. */
const together = (present: readonly Api[], own: readonly Api[]): readonly Api[] => [
  ...present,
  ...own.filter(({ appId }) => !present.some(api => api.appId === appId)),
];

/** What an application asks for and was granted, as the directory has it. */
export const usePermissionOverview = ({ appId, requiredResourceAccess }: Application): Read => {
  const apis = useApis();
  const ownApis = useOwnApis();
  const consents = useConsents(appId);
  const reads = [apis, ownApis, consents];
  return {
    overview:
      apis.data && ownApis.data && consents.data
        ? overviewOf(requiredResourceAccess, together(apis.data, ownApis.data), consents.data)
        : undefined,
    problem: reads.find(({ error }) => error)?.error ?? null,
    retry: () => reads.forEach(({ refetch }) => void refetch()),
  };
};
