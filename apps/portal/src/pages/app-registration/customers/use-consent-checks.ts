import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Application } from '../../../data/applications.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useChange } from '../../../data/use-change.ts';
import { type CheckedConsent, checkConsents } from './consent-check.ts';
import type { WantedRoles } from './consent-standing.ts';

/** What was found of each customer, by tenant id. */
type Results = Readonly<Record<string, CheckedConsent>>;

/** What is known of customers' consent, and the way to find out. */
export interface ConsentChecks {
  readonly results: Results;
  /** The tenants that are being asked about. */
  readonly checking: ReadonlySet<string>;
  /** Whether a check can begin: what is asked for is known, and no check is under way, down to the removal of its secret. */
  readonly canCheck: boolean;
  readonly check: (tenantIds: readonly string[]) => void;
  readonly problem: Error | null;
}

/** Checks of an application's customers; what was found stays known while the person looks at other pages. */
export const useConsentChecks = (
  application: Application,
  wanted: readonly WantedRoles[] | undefined,
): ConsentChecks => {
  const graph = useGraph();
  const queryClient = useQueryClient();
  // What was found is no answer any more when the application asks for something else.
  const queryKey = ['consent-checks', application.appId, wanted];
  const { data: results } = useQuery<Results>({
    queryKey,
    queryFn: () => ({}),
    enabled: false,
    initialData: {},
  });
  const [checking, setChecking] = useState<ReadonlySet<string>>(new Set());
  const onChecked = (tenantId: string, consent: CheckedConsent): void => {
    queryClient.setQueryData<Results>(queryKey, before => ({ ...before, [tenantId]: consent }));
    setChecking(before => new Set([...before].filter(id => id !== tenantId)));
  };
  const { run, isRunning, problem } = useChange({
    change: async (tenantIds: readonly string[]) => {
      setChecking(new Set(tenantIds));
      try {
        await checkConsents(graph, { application, wanted: wanted ?? [], tenantIds, onChecked });
      } finally {
        setChecking(new Set());
      }
    },
    outdates: [],
  });
  const canCheck = wanted !== undefined && !isRunning;
  return { results, checking, canCheck, check: tenantIds => void run(tenantIds), problem };
};
