import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import { showRecord } from '../../output/record.ts';
import { findClient } from '../consent/client.ts';

export interface AppTurn {
  readonly app: string;
  readonly isEnabled: boolean;
}

/** Lets an application, of this tenant or of a partner, get tokens of this tenant, or no more; its consents stay. */
export const turnApp = async ({ app, isEnabled }: AppTurn, context: CommandContext): Promise<void> => {
  const directory = await Directory.open(context);
  const { id, appId, displayName } = await findClient(directory, app);
  await directory.changeServicePrincipal(id, { accountEnabled: isEnabled });
  showRecord(context, { appId, displayName, accountEnabled: isEnabled });
};
