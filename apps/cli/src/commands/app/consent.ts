import type { CommandContext } from '../../context.ts';
import { PermissionCatalogue } from '../../directory/catalogue.ts';
import { consentTo } from '../../directory/consent.ts';
import { Directory } from '../../directory/directory.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';

/** Consents to what an application asks for. */
export const consentApp = async (app: string, context: CommandContext): Promise<void> => {
  const directory = new Directory((await context.connect()).graph(), context.signal);
  const application = await findApplication(directory, app);
  const catalogue = await PermissionCatalogue.read(directory);
  const { granted } = await consentTo(directory, catalogue, application);
  showRecord(
    context,
    { appId: application.appId, granted },
    { application: application.displayName, 'newly granted': granted },
  );
  if (granted.length > 0)
    context.terminal.note(
      'Tokens from now on have it; a token that exists already stays as it is for up to an hour.',
    );
  else if ((application.requiredResourceAccess ?? []).length === 0)
    context.terminal.note(
      `It asks for nothing yet: vakt app permission add --app ${application.appId} PERMISSION`,
    );
};
