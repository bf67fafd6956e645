import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import { showRecord } from '../../output/record.ts';
import { confirm, type YesOption } from '../confirmation.ts';
import { findApplication } from './application.ts';

/** Deletes an application with its service principal, its secrets and its consents. */
export const deleteApp = async (
  { app, ...options }: YesOption & { readonly app: string },
  context: CommandContext,
): Promise<void> => {
  const directory = await Directory.open(context);
  const { appId, id, displayName } = await findApplication(directory, app);
  await confirm(`Delete the application '${displayName}' (${appId}) for good?`, options, context);
  await directory.deleteApplication(id);
  showRecord(context, { appId, displayName, deleted: true });
};
