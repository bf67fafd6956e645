import { useQuery } from '@tanstack/react-query';
import { APPLICATIONS_KEY } from './applications.ts';
import type { Graph } from './graph.ts';
import { useGraph } from './graph-context.tsx';

/** A workload elsewhere whose tokens prove an application (Microsoft Graph: federatedIdentityCredential resource type). */
export interface FederatedCredential {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  /** One. */
  readonly audiences: readonly string[];
}

const pathOf = (applicationId: string): string =>
  `/v1.0/applications/${encodeURIComponent(applicationId)}/federatedIdentityCredentials`;

/** @param applicationId the object id. */
export const useFederatedCredentials = (applicationId: string) => {
  const graph = useGraph();
  return useQuery({
    queryKey: [...APPLICATIONS_KEY, applicationId, 'federatedIdentityCredentials'],
    queryFn: () => graph.list<FederatedCredential>(pathOf(applicationId)),
  });
};

/** @throws Problem */
export const addFederatedCredential = (
  graph: Graph,
  applicationId: string,
  credential: Omit<FederatedCredential, 'id'>,
): Promise<FederatedCredential> => graph.post<FederatedCredential>(pathOf(applicationId), credential);

/** @throws Problem */
export const removeFederatedCredential = (graph: Graph, applicationId: string, id: string): Promise<void> =>
  graph.delete(`${pathOf(applicationId)}/${encodeURIComponent(id)}`);
