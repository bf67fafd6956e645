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
  for (const { id } of wanted) await users.assignRole(user.id, id);
  const names = wanted.map(({ displayName }) => displayName);
  const fields = { id: user.id, userPrincipalName, name: user.displayName, roles: names };
  await handOverPassword({ ...user, roles: names }, fields, password, input, context);
};
