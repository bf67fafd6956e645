import type { CommandContext } from '../../context.ts';
import { Users } from '../../directory/users.ts';
import { choosePassword, handOverPassword, type PasswordOptions } from './password.ts';

export interface PasswordReset extends PasswordOptions {
  readonly user: string;
}

/** Sets a user's password; what was given for the old one is void. */
export const resetPassword = async (input: PasswordReset, context: CommandContext): Promise<void> => {
  const password = await choosePassword(input, context);
  const users = await Users.open(context);
  const { id, userPrincipalName } = await users.get(input.user);
  await users.change(id, { passwordProfile: { password, forceChangePasswordNextSignIn: false } });
  await handOverPassword({ id, userPrincipalName }, { user: userPrincipalName }, password, input, context);
};
