import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import { showAll } from '../listing.ts';
import { findApplication } from './application.ts';
import { lifeOf } from './credential-life.ts';

/** Lists an application's secrets: never their values, which nobody has. */
export const listSecrets = async (app: string, context: CommandContext): Promise<void> => {
  const { passwordCredentials = [] } = await findApplication(await Directory.open(context), app);
  showAll(context, passwordCredentials, [
    { title: 'KEY ID', value: secret => secret.keyId },
    { title: 'NAME', value: secret => secret.displayName, shrinks: true },
    { title: 'BEGINS WITH', value: secret => secret.hint },
    { title: 'EXPIRES', value: secret => secret.endDateTime, isTime: true },
    { title: 'STATE', value: secret => lifeOf(secret) },
  ]);
};
