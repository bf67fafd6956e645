import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Clock } from '@vakt/contract/clock';
import { SERVICE_HOSTS } from '../http/service-hosts.ts';
import { type CredentialPlan, hasCredentials, keepCredentials } from './kept-credentials.ts';

/** What a client must trust to meet Vakt under the real services' names. */
export interface ServiceNamesTrust {
  readonly names: readonly string[];
  /** The certificate of the authority that can vouch for those names alone, as PEM, and the file that has it. */
  readonly certificate: string;
  readonly caFile: string;
}

/**
 * Vakt under the real services' names. Their authority is another than the everyday one, and is made only when somebody
 * asks for it: who trusts the everyday authority must never trust Vakt to be Microsoft.
 */
export class ServiceNames {
  readonly #plan: CredentialPlan;
  readonly #clock: Clock;
  readonly #names: ReadonlySet<string> = new Set(SERVICE_HOSTS);
  #context: SecureContext | undefined;
  #making: Promise<void> = Promise.resolve();

  private constructor(folder: string, clock: Clock) {
    this.#plan = {
      folder,
      authority: 'service-names-ca',
      server: 'service-names',
      commonName: 'Vakt authority for service names on this machine',
      names: SERVICE_HOSTS,
    };
    this.#clock = clock;
  }

  /** Loads what was made in an earlier run; makes nothing. */
  static async open(folder: string, clock: Clock): Promise<ServiceNames> {
    const opened = new ServiceNames(folder, clock);
    if (hasCredentials(opened.#plan)) await opened.establish();
    return opened;
  }

  /** Makes the authority and the certificate unless they are there and fresh; from then on connections get it. */
  async establish(): Promise<ServiceNamesTrust> {
    // One after the other: two makers at once would leave an authority beside another's certificate.
    const making = this.#making.then(() => this.#load());
    this.#making = making.then(
      () => undefined,
      () => undefined,
    );
    const { folder, authority, names } = this.#plan;
    return { names, certificate: await making, caFile: join(folder, `${authority}.pem`) };
  }

  /** @returns the authority's certificate. */
  async #load(): Promise<string> {
    const { server, authorityCertificate } = await keepCredentials(this.#plan, this.#clock);
    this.#context = createSecureContext({ key: server.privateKey, cert: server.certificate });
    return authorityCertificate;
  }

  /** The certificate to show a client that asks for `serverName`; nothing when the everyday one is right. */
  contextFor(serverName: string): SecureContext | undefined {
    return this.#names.has(serverName.toLowerCase()) ? this.#context : undefined;
  }
}
