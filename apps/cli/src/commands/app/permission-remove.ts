import type { CommandContext } from '../../context.ts';
import { PermissionCatalogue, removeRequested } from '../../directory/catalogue.ts';
import { Directory } from '../../directory/directory.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';
import type { PermissionRequest } from './permission-add.ts';

/** Takes permissions out of what an application asks for; what was consented to stays. */
export const removePermissions = async (
  { app, permissions, delegated }: PermissionRequest,
  context: CommandContext,
): Promise<void> => {
  const directory = await Directory.open(context);
  const application = await findApplication(directory, app);
  const catalogue = await PermissionCatalogue.read(directory);
  const found = permissions.map(name => catalogue.find(name, delegated ? 'Scope' : 'Role'));
  const requiredResourceAccess = removeRequested(application.requiredResourceAccess ?? [], found);
  await directory.changeApplication(application.id, { requiredResourceAccess });
  const names = found.map(({ resource, value }) => `${resource.displayName}/${value}`);
  showRecord(
    context,
    { appId: application.appId, requiredResourceAccess },
    { application: application.displayName, 'asks no more for': names },
  );
  context.terminal.note(
    `A consent that was given stays until it is revoked: vakt consent revoke --app ${application.appId} PERMISSION`,
  );
};
