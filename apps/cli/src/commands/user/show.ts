import type { CommandContext } from '../../context.ts';
import { Roles } from '../../directory/roles.ts';
import { Users } from '../../directory/users.ts';
import { showRecord } from '../../output/record.ts';

/** Shows a user with the directory roles. */
export const showUser = async (name: string, context: CommandContext): Promise<void> => {
  const users = await Users.open(context);
  const user = await users.get(name);
  const catalogue = await Roles.read(users);
  const roles = (await users.roleAssignments(user.id)).map(one => catalogue.nameOf(one));
  showRecord(
    context,
    { ...user, roles },
    {
      id: user.id,
      userPrincipalName: user.userPrincipalName,
      name: user.displayName,
      type: user.userType ?? 'Member',
      enabled: user.accountEnabled === false ? 'no' : 'yes',
      mail: user.mail,
      created: user.createdDateTime,
      roles,
    },
  );
};
