import type { CommandContext } from '../../context.ts';
import { Users } from '../../directory/users.ts';
import { showRecord } from '../../output/record.ts';

/** Ends a user's sessions: whoever is signed in as the user has to do so anew. */
export const revokeSessions = async (user: string, context: CommandContext): Promise<void> => {
  const users = await Users.open(context);
  const { id, userPrincipalName } = await users.get(user);
  await users.revokeSessions(id);
  showRecord(context, { id, userPrincipalName, sessionsRevoked: true });
  context.terminal.note('Refresh tokens and browser sessions are void; an access token lives to its end.');
};
