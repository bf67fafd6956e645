import type { CommandContext } from '../../context.ts';
import { addRequested, PermissionCatalogue } from '../../directory/catalogue.ts';
import { Directory } from '../../directory/directory.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';

export interface PermissionRequest {
  readonly app: string;
  readonly permissions: readonly string[];
  readonly delegated?: boolean;
}

/** Puts permissions into what an application asks for. */
export const addPermissions = async (
  { app, permissions, delegated }: PermissionRequest,
  context: CommandContext,
): Promise<void> => {
  const directory = await Directory.open(context);
  const application = await findApplication(directory, app);
  const catalogue = await PermissionCatalogue.read(directory);
  const found = permissions.map(name => catalogue.find(name, delegated ? 'Scope' : 'Role'));
  const requiredResourceAccess = addRequested(application.requiredResourceAccess ?? [], found);
  await directory.changeApplication(application.id, { requiredResourceAccess });
  showRecord(
    context,
    { appId: application.appId, requiredResourceAccess },
    {
      application: application.displayName,
      'asks for': found.map(({ resource, value }) => `${resource.displayName}/${value}`),
    },
  );
  context.terminal.note(
    `It has none of this until an administrator consents: vakt app consent --app ${application.appId}`,
  );
};
