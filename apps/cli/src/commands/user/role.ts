import type { CommandContext } from '../../context.ts';
import { Roles } from '../../directory/roles.ts';
import { Users } from '../../directory/users.ts';
import { showRecord } from '../../output/record.ts';
import { showAll } from '../listing.ts';

export interface RoleChange {
  readonly user: string;
  readonly roles: readonly string[];
}

/** Gives a user roles; one that the user has already stays. */
export const addRoles = async (input: RoleChange, context: CommandContext): Promise<void> => {
  const users = await Users.open(context);
  const catalogue = await Roles.read(users);
  const wanted = input.roles.map(name => catalogue.find(name));
  const user = await users.get(input.user);
  const held = await users.roleAssignments(user.id);
  for (const { id } of wanted)
    if (!held.some(({ roleDefinitionId }) => roleDefinitionId === id)) await users.assignRole(user.id, id);
  await showRoles(users, catalogue, user, context);
};

/** Takes roles from a user; tokens from now on are without them. */
export const removeRoles = async (input: RoleChange, context: CommandContext): Promise<void> => {
  const users = await Users.open(context);
  const catalogue = await Roles.read(users);
  const unwanted = new Set(input.roles.map(name => catalogue.find(name).id));
  const user = await users.get(input.user);
  for (const assignment of await users.roleAssignments(user.id))
    if (unwanted.has(assignment.roleDefinitionId)) await users.removeRole(assignment);
  await showRoles(users, catalogue, user, context);
};

const showRoles = async (
  users: Users,
  catalogue: Roles,
  { id, userPrincipalName }: { readonly id: string; readonly userPrincipalName: string },
  context: CommandContext,
): Promise<void> => {
  const roles = (await users.roleAssignments(id)).map(one => catalogue.nameOf(one));
  showRecord(context, { id, userPrincipalName, roles }, { user: userPrincipalName, roles });
};

/** Lists the directory roles that there are, with who has each. */
export const listRoles = async (_input: undefined, context: CommandContext): Promise<void> => {
  const users = await Users.open(context);
  const [definitions, assignments, everybody] = await Promise.all([
    users.roleDefinitions(),
    users.roleAssignments(),
    users.list(),
  ]);
  const names = new Map(everybody.map(({ id, userPrincipalName }) => [id, userPrincipalName]));
  const holdersOf = (roleId: string): string[] =>
    assignments
      .filter(({ roleDefinitionId }) => roleDefinitionId === roleId)
      .map(({ principalId }) => names.get(principalId) ?? principalId);
  showAll(
    context,
    definitions.map(({ id, displayName }) => ({ id, displayName, users: holdersOf(id) })),
    [
      { title: 'ROLE', value: role => role.displayName },
      { title: 'ID', value: role => role.id },
      { title: 'USERS', value: role => role.users, shrinks: true },
    ],
  );
};
