import { isGuid } from '@vakt/contract/ids';
import type { CommandContext } from '../../context.ts';
import { Roles } from '../../directory/roles.ts';
import { Users } from '../../directory/users.ts';

/** Who can have a role of Defender, by the names that people write: users, and everybody with a directory role. */
export class Members {
  readonly #users: Users;
  readonly #directoryRoles: Roles;

  private constructor(users: Users, directoryRoles: Roles) {
    this.#users = users;
    this.#directoryRoles = directoryRoles;
  }

  static async open(context: CommandContext): Promise<Members> {
    const users = await Users.open(context);
    return new Members(users, await Roles.read(users));
  }

  /**
   * The ids of those who are named: by sign-in name, by object id, or as a directory role.
   *
   * @throws CommandError when one is not there
   */
  find(names: readonly string[]): Promise<readonly string[]> {
    return Promise.all(
      names.map(async name => {
        if (isGuid(name)) return name.toLowerCase();
        return name.includes('@') ? (await this.#users.get(name)).id : this.#directoryRoles.find(name).id;
      }),
    );
  }

  /** A reader of names, by id; an id whose holder is gone stays an id. */
  async names(): Promise<(id: string) => string> {
    const users = new Map(
      (await this.#users.list()).map(({ id, userPrincipalName }) => [id, userPrincipalName]),
    );
    return id => users.get(id) ?? this.#directoryRoles.nameById(id) ?? id;
  }
}
