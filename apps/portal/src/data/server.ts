import { useQuery } from '@tanstack/react-query';
import { Problem, readProblem } from './problem.ts';

/** What the server says of itself to anybody (`GET /vakt/v1/server`). */
export interface ServerFacts {
  readonly version: string;
  /** Who creates tenants: the operator alone, or administrators of other tenants as well. */
  readonly tenantCreation: 'operator' | 'administrators';
  /** The file of the certificate that clients must trust; told only to a browser on the server's own machine. */
  readonly certificateAuthorityFile?: string;
  /** The file with the operator's token; told like the other. */
  readonly operatorTokenFile?: string;
  /** The file with the demo tenant's credentials, where there is one; told like the other. */
  readonly demoCredentialsFile?: string;
}

/** Where the certificate that clients must trust can be downloaded. */
export const CERTIFICATE_AUTHORITY_PATH = '/vakt/v1/certificate-authority';

/**
 * Reads a public document of this server: no sign-in is sent along.
 *
 * @throws Problem
 */
export const readPublic = async <Document>(path: string): Promise<Document> => {
  const response = await fetch(path, { credentials: 'omit' }).catch(() => undefined);
  if (!response) throw new Problem('unreachable', '');
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as Document;
};

export const useServerFacts = () =>
  useQuery({
    queryKey: ['server'],
    queryFn: () => readPublic<ServerFacts>('/vakt/v1/server'),
    staleTime: Infinity,
  });
