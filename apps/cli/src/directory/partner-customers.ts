import type { CommandContext } from '../context.ts';
import { GraphCalls, segment } from './graph-calls.ts';
import type { Customer } from './objects.ts';

const CUSTOMERS = '/vakt/v1/customers';

/** The customers of the tenant's applications, as Vakt keeps them for the partner. */
export class PartnerCustomers {
  readonly #graph: GraphCalls;

  constructor(graph: GraphCalls) {
    this.#graph = graph;
  }

  static async open(context: CommandContext): Promise<PartnerCustomers> {
    return new PartnerCustomers(await GraphCalls.open(context));
  }

  list(appId: string): Promise<Customer[]> {
    return this.#graph.list(`${CUSTOMERS}?appId=${segment(appId)}`);
  }

  async add(body: Omit<Customer, 'createdDateTime'>): Promise<Customer> {
    return (await this.#graph.send('POST', CUSTOMERS, body)) as Customer;
  }

  async remove(appId: string, tenantId: string): Promise<void> {
    await this.#graph.send('DELETE', `${CUSTOMERS}/${segment(appId)}/${segment(tenantId)}`);
  }
}
