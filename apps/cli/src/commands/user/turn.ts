import type { CommandContext } from '../../context.ts';
import { Users } from '../../directory/users.ts';
import { showRecord } from '../../output/record.ts';

export interface AccountTurn {
  readonly user: string;
  readonly isEnabled: boolean;
}

/** Lets a user sign in, or no more. */
export const turnUser = async ({ user, isEnabled }: AccountTurn, context: CommandContext): Promise<void> => {
  const users = await Users.open(context);
  const { id, userPrincipalName } = await users.get(user);
  await users.change(id, { accountEnabled: isEnabled });
  showRecord(context, { id, userPrincipalName, accountEnabled: isEnabled });
};
