import type { PortalPermission } from '@vakt/contract/portal-permissions';
import type { CommandContext } from '../context.ts';
import { usageError } from '../failure/command-error.ts';
import { GraphCalls, segment } from './graph-calls.ts';

const ROLES = '/vakt/v1/defenderRoles';
const SWITCH = '/vakt/v1/roleBasedAccess';

/** A role of Defender as Vakt shows it. */
export interface DefenderRole {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly PortalPermission[];
  /** Users by object id, directory roles by template id. */
  readonly members: readonly string[];
  readonly deviceGroups: readonly number[];
}

/** What is said of a role when it is made or changed. */
export type DefenderRoleBody = Partial<Omit<DefenderRole, 'id'>>;

/** The roles of Defender in the caller's tenant. */
export class DefenderRoles {
  readonly #graph: GraphCalls;

  constructor(graph: GraphCalls) {
    this.#graph = graph;
  }

  static async open(context: CommandContext): Promise<DefenderRoles> {
    return new DefenderRoles(await GraphCalls.open(context));
  }

  list(): Promise<DefenderRole[]> {
    return this.#graph.list(ROLES);
  }

  /**
   * Finds a role by its name or its id.
   *
   * @throws CommandError when there is none
   */
  async find(nameOrId: string): Promise<DefenderRole> {
    const roles = await this.list();
    const found =
      roles.find(({ name }) => name.toLowerCase() === nameOrId.toLowerCase()) ??
      roles.find(({ id }) => String(id) === nameOrId);
    if (found) return found;
    throw usageError(`There is no role '${nameOrId}'`, 'The roles of Defender: vakt role list');
  }

  async create(body: DefenderRoleBody): Promise<DefenderRole> {
    return (await this.#graph.send('POST', ROLES, body)) as DefenderRole;
  }

  async change(id: number, body: DefenderRoleBody): Promise<DefenderRole> {
    return (await this.#graph.send('PATCH', `${ROLES}/${segment(String(id))}`, body)) as DefenderRole;
  }

  async delete(id: number): Promise<void> {
    await this.#graph.send('DELETE', `${ROLES}/${segment(String(id))}`);
  }

  /** Whether the roles decide what users may do and see. */
  async areEnabled(): Promise<boolean> {
    return ((await this.#graph.send('GET', SWITCH)) as { readonly enabled: boolean }).enabled;
  }

  async turn(enabled: boolean): Promise<void> {
    await this.#graph.send('PATCH', SWITCH, { enabled });
  }
}
