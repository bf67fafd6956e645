import type { CommandContext } from '../context.ts';
import { GraphCalls, quoted, segment } from './graph-calls.ts';
import type { RoleAssignment, RoleDefinition, User } from './objects.ts';

/** What an invitation of a guest answers. */
export interface Invitation {
  readonly id: string;
  readonly invitedUserEmailAddress: string;
  readonly inviteRedeemUrl?: string | null;
  readonly status?: string;
  readonly invitedUser?: { readonly id: string };
}

/** Users of a tenant and their directory roles. */
export class Users {
  readonly #graph: GraphCalls;

  constructor(graph: GraphCalls) {
    this.#graph = graph;
  }

  static async open(context: CommandContext): Promise<Users> {
    return new Users(await GraphCalls.open(context));
  }

  list(): Promise<User[]> {
    return this.#graph.list('/v1.0/users');
  }

  /** A user by sign-in name or object id. */
  async get(nameOrId: string): Promise<User> {
    return (await this.#graph.send('GET', userPath(nameOrId))) as User;
  }

  async create(body: object): Promise<User> {
    return (await this.#graph.send('POST', '/v1.0/users', body)) as User;
  }

  async change(nameOrId: string, change: object): Promise<void> {
    await this.#graph.send('PATCH', userPath(nameOrId), change);
  }

  async delete(nameOrId: string): Promise<void> {
    await this.#graph.send('DELETE', userPath(nameOrId));
  }

  /** Makes void what the user's sign-ins were given: refresh tokens and browser sessions. */
  async revokeSessions(nameOrId: string): Promise<void> {
    await this.#graph.send('POST', `${userPath(nameOrId)}/revokeSignInSessions`);
  }

  async invite(body: object): Promise<Invitation> {
    return (await this.#graph.send('POST', '/v1.0/invitations', body)) as Invitation;
  }

  roleDefinitions(): Promise<RoleDefinition[]> {
    return this.#graph.list('/v1.0/roleManagement/directory/roleDefinitions');
  }

  /** Who has which role: one user, or everybody. */
  roleAssignments(userId?: string): Promise<RoleAssignment[]> {
    const filter = userId === undefined ? undefined : `principalId eq ${quoted(userId)}`;
    return this.#graph.list('/v1.0/roleManagement/directory/roleAssignments', filter);
  }

  async assignRole(principalId: string, roleDefinitionId: string): Promise<void> {
    const body = { principalId, roleDefinitionId, directoryScopeId: '/' };
    await this.#graph.send('POST', '/v1.0/roleManagement/directory/roleAssignments', body);
  }

  async removeRole({ id }: RoleAssignment): Promise<void> {
    await this.#graph.send('DELETE', `/v1.0/roleManagement/directory/roleAssignments/${segment(id)}`);
  }
}

const userPath = (nameOrId: string): string => `/v1.0/users/${segment(nameOrId)}`;
