import type { CommandContext } from '../context.ts';
import { GraphCalls, segment } from './graph-calls.ts';
import type { FederatedCredential, Secret } from './objects.ts';

/** A secret to be made. */
export interface SecretRequest {
  readonly displayName: string;
  readonly endDateTime?: string;
}

/** What an application proves itself with: secrets, certificates, tokens of an outside issuer. */
export class ApplicationCredentials {
  readonly #graph: GraphCalls;

  constructor(graph: GraphCalls) {
    this.#graph = graph;
  }

  static async open(context: CommandContext): Promise<ApplicationCredentials> {
    return new ApplicationCredentials(await GraphCalls.open(context));
  }

  /** Makes a secret; its value is in this answer and in no other. */
  async addSecret(objectId: string, passwordCredential: SecretRequest): Promise<Secret> {
    const path = `/v1.0/applications/${segment(objectId)}/addPassword`;
    return (await this.#graph.send('POST', path, { passwordCredential })) as Secret;
  }

  async removeSecret(objectId: string, keyId: string): Promise<void> {
    await this.#graph.send('POST', `/v1.0/applications/${segment(objectId)}/removePassword`, { keyId });
  }

  /** Puts a whole list in place of the certificates; one that is listed by its `keyId` alone stays as it is. */
  async replaceCertificates(objectId: string, keyCredentials: readonly object[]): Promise<void> {
    await this.#graph.send('PATCH', `/v1.0/applications/${segment(objectId)}`, { keyCredentials });
  }

  federated(objectId: string): Promise<FederatedCredential[]> {
    return this.#graph.list(federatedPath(objectId));
  }

  async addFederated(objectId: string, body: Omit<FederatedCredential, 'id'>): Promise<FederatedCredential> {
    return (await this.#graph.send('POST', federatedPath(objectId), body)) as FederatedCredential;
  }

  async removeFederated(objectId: string, credentialId: string): Promise<void> {
    await this.#graph.send('DELETE', `${federatedPath(objectId)}/${segment(credentialId)}`);
  }
}

const federatedPath = (objectId: string): string =>
  `/v1.0/applications/${segment(objectId)}/federatedIdentityCredentials`;
