import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import type { Application } from '../../directory/objects.ts';
import { usageError } from '../../failure/command-error.ts';
import { findApplication } from '../app/application.ts';

/** Which application of the partner a command is about. */
export interface PartnerApp {
  /** The application that the settings sign in unless given. */
  readonly app?: string;
}

/** The partner's application: the one that is named, else the one of the settings. */
export const findPartnerApp = async (
  { app }: PartnerApp,
  directory: Directory,
  context: CommandContext,
): Promise<Application> => {
  const { settings } = await context.connect();
  const wanted = app ?? settings.app?.value.clientId ?? settings.savedApp?.clientId;
  if (wanted === undefined) throw usageError('Say which application: --app CLIENT_ID');
  return findApplication(directory, wanted);
};
