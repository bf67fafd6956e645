import type { CommandContext } from '../context.ts';
import { GraphCalls, segment } from './graph-calls.ts';
import type { Domain } from './objects.ts';

/** A tenant as its own members see it. */
export interface Tenant {
  readonly id: string;
  readonly displayName: string;
  readonly createdDateTime?: string;
  readonly verifiedDomains?: readonly { readonly name: string; readonly isDefault?: boolean }[];
}

/** The caller's own tenant. */
export class Organization {
  readonly #graph: GraphCalls;

  constructor(graph: GraphCalls) {
    this.#graph = graph;
  }

  static async open(context: CommandContext): Promise<Organization> {
    return new Organization(await GraphCalls.open(context));
  }

  async tenant(): Promise<Tenant | undefined> {
    const [tenant] = await this.#graph.list<Tenant>('/v1.0/organization');
    return tenant;
  }

  /** Names of the licences, by their part numbers. */
  async licences(): Promise<string[]> {
    const skus = await this.#graph.list<{ readonly skuPartNumber: string }>('/v1.0/subscribedSkus');
    return skus.map(({ skuPartNumber }) => skuPartNumber);
  }

  domains(): Promise<Domain[]> {
    return this.#graph.list('/v1.0/domains');
  }

  async addDomain(id: string): Promise<Domain> {
    return (await this.#graph.send('POST', '/v1.0/domains', { id })) as Domain;
  }

  async removeDomain(id: string): Promise<void> {
    await this.#graph.send('DELETE', `/v1.0/domains/${segment(id)}`);
  }
}
