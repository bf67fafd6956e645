import type { DeviceCondition, RemediationLevel } from '@vakt/contract/device-group';
import type { CommandContext } from '../context.ts';
import { usageError } from '../failure/command-error.ts';
import { GraphCalls, segment } from './graph-calls.ts';

const GROUPS = '/vakt/v1/deviceGroups';

/** A device group as Vakt shows it. */
export interface DeviceGroup {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** 1 is asked first; the group of the devices that no rule takes has none. */
  readonly rank: number | null;
  readonly remediationLevel: RemediationLevel;
  readonly conditions: readonly DeviceCondition[];
  readonly deviceCount: number;
}

/** What is said of a group when it is made or changed. */
export type DeviceGroupBody = Partial<Omit<DeviceGroup, 'id' | 'deviceCount'>>;

/** The device groups of the caller's tenant. */
export class DeviceGroups {
  readonly #graph: GraphCalls;

  constructor(graph: GraphCalls) {
    this.#graph = graph;
  }

  static async open(context: CommandContext): Promise<DeviceGroups> {
    return new DeviceGroups(await GraphCalls.open(context));
  }

  list(): Promise<DeviceGroup[]> {
    return this.#graph.list(GROUPS);
  }

  /**
   * Finds a group by its name or its id.
   *
   * @throws CommandError when there is none
   */
  async find(nameOrId: string): Promise<DeviceGroup> {
    const groups = await this.list();
    const found =
      groups.find(({ name }) => name.toLowerCase() === nameOrId.toLowerCase()) ??
      groups.find(({ id }) => String(id) === nameOrId);
    if (found) return found;
    throw usageError(`There is no device group '${nameOrId}'`, 'The groups: vakt device-group list');
  }

  async create(body: DeviceGroupBody): Promise<DeviceGroup> {
    return (await this.#graph.send('POST', GROUPS, body)) as DeviceGroup;
  }

  async change(id: number, body: DeviceGroupBody): Promise<DeviceGroup> {
    return (await this.#graph.send('PATCH', `${GROUPS}/${segment(String(id))}`, body)) as DeviceGroup;
  }

  async delete(id: number): Promise<void> {
    await this.#graph.send('DELETE', `${GROUPS}/${segment(String(id))}`);
  }
}
