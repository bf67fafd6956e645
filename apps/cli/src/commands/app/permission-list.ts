import type { CommandContext } from '../../context.ts';
import { PermissionCatalogue } from '../../directory/catalogue.ts';
import { Directory } from '../../directory/directory.ts';
import { readPermissionStates } from '../../directory/permission-state.ts';
import { showAll } from '../listing.ts';
import { findApplication } from './application.ts';
import { adviseConsent } from './show.ts';

/** Lists what an application asks for, and how the consent to each stands. */
export const listPermissions = async (app: string, context: CommandContext): Promise<void> => {
  const directory = await Directory.open(context);
  const application = await findApplication(directory, app);
  const catalogue = await PermissionCatalogue.read(directory);
  const states = await readPermissionStates(directory, catalogue, application);
  showAll(context, states, [
    { title: 'RESOURCE', value: one => one.resource, shrinks: true },
    { title: 'PERMISSION', value: one => one.permission },
    { title: 'TYPE', value: one => one.type },
    { title: 'CONSENT', value: one => one.state },
  ]);
  const advice = adviseConsent(application.appId, states);
  if (advice) context.terminal.note(advice);
};
