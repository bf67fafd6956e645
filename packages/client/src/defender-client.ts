import type { TokenCredential } from '@azure/core-auth';
import type { Operation } from '@vakt/contract/operations/operation';
import type { ResourceName } from '@vakt/contract/resources';
import { type Cloud, vaktCloud } from './clouds.ts';
import { feeds } from './feeds.ts';
import { methods } from './methods.ts';
import { type Attached, attach } from './operation-methods.ts';
import { type RestCall, RestClient } from './rest-client.ts';
import type { CallOptions, TransportOptions } from './transport.ts';

/**
 * The Defender for Endpoint and Defender XDR APIs, typed. Every method takes an abort signal and a time limit as its last
 * argument, and throws `DefenderError`, `TransportError`, `TimeoutError`, `UnexpectedReplyError` or what the credential
 * throws.
 *
 * @example
 * const client = new DefenderClient('https://localhost:8443', credential);
 * for await (const alert of client.alerts.list({ filter: "status eq 'New'" })) console.log(alert.title);
 */
export class DefenderClient {
  readonly alerts: Attached<typeof methods.alerts & typeof feeds.alerts>;
  readonly machines: Attached<typeof methods.machines>;
  readonly machineActions: Attached<typeof methods.machineActions>;
  readonly investigations: Attached<typeof methods.investigations>;
  /** Files that live response puts on machines and runs there. */
  readonly libraryFiles: Attached<typeof methods.libraryFiles>;
  readonly incidents: Attached<typeof methods.incidents & typeof feeds.incidents>;
  readonly indicators: Attached<typeof methods.indicators>;
  readonly files: Attached<typeof methods.files>;
  readonly domains: Attached<typeof methods.domains>;
  readonly ips: Attached<typeof methods.ips>;
  readonly users: Attached<typeof methods.users>;
  /** Hunting by Defender for Endpoint's door (`AdvancedQuery.Read.All`). */
  readonly hunting: Attached<typeof methods.hunting>;
  /** Hunting by Defender XDR's door (`AdvancedHunting.Read.All`). */
  readonly xdrHunting: Attached<typeof methods.xdrHunting>;
  /** Hunting by Microsoft Graph's door (`ThreatHunting.Read.All`), with a look-back beside the query. */
  readonly graphHunting: Attached<typeof methods.graphHunting>;

  readonly #endpoint: RestClient;
  readonly #xdr: RestClient;
  readonly #graph: RestClient;

  /**
   * @param endpoint one of `clouds`, or the origin of a service that answers for both APIs, as Vakt and the public cloud do
   * @param credential any of `@azure/identity`, or one of this package's
   */
  constructor(endpoint: string | Cloud, credential: TokenCredential, options: TransportOptions = {}) {
    const cloud = typeof endpoint === 'string' ? vaktCloud(new URL(endpoint).origin) : endpoint;
    this.#endpoint = new RestClient(cloud.endpoint, credential, options);
    this.#xdr = new RestClient(cloud.xdr, credential, options);
    this.#graph = new RestClient(cloud.graph, credential, options);
    const send = (operation: Operation, call: RestCall, limits?: CallOptions): Promise<unknown> =>
      this.#doorTo(operation.permissions.resource).send(call, limits);
    this.alerts = attach({ ...methods.alerts, ...feeds.alerts }, send);
    this.machines = attach(methods.machines, send);
    this.machineActions = attach(methods.machineActions, send);
    this.investigations = attach(methods.investigations, send);
    this.libraryFiles = attach(methods.libraryFiles, send);
    this.incidents = attach({ ...methods.incidents, ...feeds.incidents }, send);
    this.indicators = attach(methods.indicators, send);
    this.files = attach(methods.files, send);
    this.domains = attach(methods.domains, send);
    this.ips = attach(methods.ips, send);
    this.users = attach(methods.users, send);
    this.hunting = attach(methods.hunting, send);
    this.xdrHunting = attach(methods.xdrHunting, send);
    this.graphHunting = attach(methods.graphHunting, send);
  }

  /** A token holds the permissions of one resource, so the resource decides where a call goes and with which token. */
  #doorTo(resource: ResourceName): RestClient {
    if (resource === 'MicrosoftGraph') return this.#graph;
    return resource === 'MicrosoftThreatProtection' ? this.#xdr : this.#endpoint;
  }
}
