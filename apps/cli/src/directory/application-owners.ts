import type { CommandContext } from '../context.ts';
import { GraphCalls, segment } from './graph-calls.ts';
import type { User } from './objects.ts';

const pathOf = (objectId: string): string => `/v1.0/applications/${segment(objectId)}/owners`;

/** Who manages an application without a directory role. */
export class ApplicationOwners {
  readonly #graph: GraphCalls;

  constructor(graph: GraphCalls) {
    this.#graph = graph;
  }

  static async open(context: CommandContext): Promise<ApplicationOwners> {
    return new ApplicationOwners(await GraphCalls.open(context));
  }

  list(objectId: string): Promise<User[]> {
    return this.#graph.list(pathOf(objectId));
  }

  async add(objectId: string, userId: string): Promise<void> {
    const address = `https://graph.microsoft.com/v1.0/directoryObjects/${segment(userId)}`;
    await this.#graph.send('POST', `${pathOf(objectId)}/$ref`, { '@odata.id': address });
  }

  async remove(objectId: string, userId: string): Promise<void> {
    await this.#graph.send('DELETE', `${pathOf(objectId)}/${segment(userId)}/$ref`);
  }
}
