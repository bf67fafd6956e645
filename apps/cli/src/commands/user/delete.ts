import type { CommandContext } from '../../context.ts';
import { Users } from '../../directory/users.ts';
import { showRecord } from '../../output/record.ts';
import { confirm, type YesOption } from '../confirmation.ts';

/** Deletes a user with the roles and sessions. */
export const deleteUser = async (
  { user, ...options }: YesOption & { readonly user: string },
  context: CommandContext,
): Promise<void> => {
  const users = await Users.open(context);
  const { id, userPrincipalName } = await users.get(user);
  await confirm(`Delete the user ${userPrincipalName} for good?`, options, context);
  await users.delete(id);
  showRecord(context, { id, userPrincipalName, deleted: true });
};
