import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import { usageError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';

export interface AppChange {
  readonly app: string;
  readonly name?: string;
  readonly description?: string;
  readonly multiTenant?: boolean;
  readonly public?: boolean;
}

/** Changes what a registration says of the application. */
export const updateApp = async (
  { app, name, description, multiTenant, public: isPublic }: AppChange,
  context: CommandContext,
): Promise<void> => {
  const change = {
    ...(name !== undefined && { displayName: name }),
    ...(description !== undefined && { description }),
    ...(multiTenant !== undefined && {
      signInAudience: multiTenant ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    }),
    ...(isPublic !== undefined && { isFallbackPublicClient: isPublic }),
  };
  if (Object.keys(change).length === 0)
    throw usageError('Say what to change', '--name, --description, --[no-]multi-tenant, --[no-]public');
  const directory = await Directory.open(context);
  const application = await findApplication(directory, app);
  await directory.changeApplication(application.id, change);
  showRecord(context, { appId: application.appId, ...change });
};
