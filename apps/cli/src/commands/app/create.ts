import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import { showRecord } from '../../output/record.ts';

export interface NewApp {
  readonly name: string;
  readonly multiTenant?: boolean;
  readonly public?: boolean;
}

/**
 * Registers an application in the administrator's tenant, with its service principal there, as the vendor's portal does:
 * without one it could not even get a token that has no permissions (reference: identity, section 5.1).
 */
export const createApp = async (input: NewApp, context: CommandContext): Promise<void> => {
  const directory = new Directory((await context.connect()).graph(), context.signal);
  const application = await directory.createApplication({
    displayName: input.name,
    signInAudience: input.multiTenant ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    ...(input.public && {
      isFallbackPublicClient: true,
      publicClient: { redirectUris: ['http://localhost'] },
    }),
  });
  const { displayName, appId, id } = application;
  await directory.createServicePrincipal(appId);
  showRecord(context, application, { name: displayName, clientId: appId, objectId: id });
  context.terminal.note(`Next: vakt app permission add --app ${appId} PERMISSION`);
};
