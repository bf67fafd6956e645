import type { CommandContext } from '../../context.ts';
import { Roles } from '../../directory/roles.ts';
import { Users } from '../../directory/users.ts';
import { usageError } from '../../failure/command-error.ts';
import { choosePassword, handOverPassword, type PasswordOptions } from './password.ts';

export interface NewUser extends PasswordOptions {
  readonly userPrincipalName: string;
  readonly name?: string;
  readonly role?: readonly string[];
}

/** Creates a user, with roles if there are any; the password is shown once. */
export const createUser = async (input: NewUser, context: CommandContext): Promise<void> => {
  const { userPrincipalName, name, role = [] } = input;
  const [localPart = '', domain] = userPrincipalName.split('@');
  if (!domain || localPart === '')
    throw usageError(
      `'${userPrincipalName}' is not a sign-in name`,
      'It looks like ada@contoso.example; the domains: vakt tenant domain list',
    );
  const password = await choosePassword(input, context);
  const users = await Users.open(context);
  // Looked up first: a user without the role that was meant would be half of what was asked for.
  const roles = role.length > 0 ? await Roles.read(users) : undefined;
  const wanted = role.flatMap(one => roles?.find(one) ?? []);
  const user = await users.create({
    accountEnabled: true,
    displayName: name ?? localPart,
    mailNickname: localPart,
    userPrincipalName,
    passwordProfile: { password, forceChangePasswordNextSignIn: false },
  });
  const given: string[] = [];
  try {
    for (const { id, displayName } of wanted) {
      await users.assignRole(user.id, id);
      given.push(displayName);
    }
  } finally {
    // The user is there by now, whatever became of the roles: nobody would ever know the password.
    const fields = { id: user.id, userPrincipalName, name: user.displayName, roles: given };
    await handOverPassword({ ...user, roles: given }, fields, password, input, context);
  }
};
