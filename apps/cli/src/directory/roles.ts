import { usageError } from '../failure/command-error.ts';
import type { RoleAssignment, RoleDefinition } from './objects.ts';
import type { Users } from './users.ts';

/** `Security Reader`, `security-reader` and `securityReader` are one name. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The directory roles of a tenant, found by the names that people write. */
export class Roles {
  readonly #definitions: readonly RoleDefinition[];

  private constructor(definitions: readonly RoleDefinition[]) {
    this.#definitions = definitions;
  }

  static async read(users: Users): Promise<Roles> {
    return new Roles(await users.roleDefinitions());
  }

  /**
   * Finds a role by its name or its id.
   *
   * @throws CommandError when there is none
   */
  find(name: string): RoleDefinition {
    const found = this.#definitions.find(
      role => plain(role.displayName) === plain(name) || role.id === name.toLowerCase(),
    );
    if (found) return found;
    throw usageError(
      `There is no directory role '${name}'`,
      `The roles: ${this.#definitions.map(({ displayName }) => displayName).join(', ')}`,
    );
  }

  /** The name of a role that somebody has. */
  nameOf({ roleDefinitionId }: RoleAssignment): string {
    return this.nameById(roleDefinitionId) ?? roleDefinitionId;
  }

  /** The name of the role of that id; `undefined` when there is none. */
  nameById(roleId: string): string | undefined {
    return this.#definitions.find(({ id }) => id === roleId)?.displayName;
  }
}
