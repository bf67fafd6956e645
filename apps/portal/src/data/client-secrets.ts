import type { PasswordCredential } from './applications.ts';
import type { Graph } from './graph.ts';

/** A client secret as it is answered once, when it is made. */
export interface NewClientSecret extends PasswordCredential {
  /** The value; nothing reads it again. */
  readonly secretText: string;
}

const pathOf = (applicationId: string, action: string): string =>
  `/v1.0/applications/${encodeURIComponent(applicationId)}/${action}`;

/** @param credential with its end in ISO 8601. @throws Problem */
export const addClientSecret = (
  graph: Graph,
  applicationId: string,
  credential: { readonly displayName?: string; readonly endDateTime: string },
): Promise<NewClientSecret> =>
  graph.post<NewClientSecret>(pathOf(applicationId, 'addPassword'), { passwordCredential: credential });

/** Takes a secret away: tokens are no longer given for it. @throws Problem */
export const removeClientSecret = (graph: Graph, applicationId: string, keyId: string): Promise<void> =>
  graph.post(pathOf(applicationId, 'removePassword'), { keyId });
