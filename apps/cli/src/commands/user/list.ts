import type { CommandContext } from '../../context.ts';
import { Roles } from '../../directory/roles.ts';
import { Users } from '../../directory/users.ts';
import { showAll } from '../listing.ts';

/** Lists the users of the tenant with their roles. */
export const listUsers = async (_input: undefined, context: CommandContext): Promise<void> => {
  const users = await Users.open(context);
  const [list, assignments, roles] = await Promise.all([
    users.list(),
    users.roleAssignments(),
    Roles.read(users),
  ]);
  const rolesOf = (id: string): string[] =>
    assignments.filter(({ principalId }) => principalId === id).map(one => roles.nameOf(one));
  showAll(
    context,
    list.map(user => ({ ...user, roles: rolesOf(user.id) })),
    [
      { title: 'USER', value: user => user.userPrincipalName, shrinks: true },
      { title: 'NAME', value: user => user.displayName, shrinks: true },
      { title: 'TYPE', value: user => user.userType ?? 'Member' },
      { title: 'ENABLED', value: user => (user.accountEnabled === false ? 'no' : 'yes') },
      { title: 'ROLES', value: user => user.roles, shrinks: true },
    ],
  );
};
