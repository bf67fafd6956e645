import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import { parseRedirectUri, type RedirectUri, redirectProperties } from '../../directory/redirect-uris.ts';
import { showRecord } from '../../output/record.ts';

export interface NewApp {
  readonly name: string;
  readonly description?: string;
  readonly multiTenant?: boolean;
  readonly public?: boolean;
  readonly redirectUri?: readonly string[];
}

/** Where browsers are sent to on the user's own machine; the port is the client's to choose. */
const LOOPBACK: RedirectUri = { kind: 'native', uri: 'http://localhost' };

const redirectsOf = (input: NewApp): RedirectUri[] => {
  const given = (input.redirectUri ?? []).map(parseRedirectUri);
  const hasNative = given.some(({ kind }) => kind === 'native');
  return input.public && !hasNative ? [...given, LOOPBACK] : given;
};

/**
 * Registers an application in the administrator's tenant, with its service principal there, as the vendor's portal does:
 * without one it could not even get a token that has no permissions (reference: identity, section 5.1).
 */
export const createApp = async (input: NewApp, context: CommandContext): Promise<void> => {
  const redirects = redirectsOf(input);
  const directory = await Directory.open(context);
  const application = await directory.createApplication({
    displayName: input.name,
    signInAudience: input.multiTenant ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    ...(input.description !== undefined && { description: input.description }),
    ...(input.public && { isFallbackPublicClient: true }),
    ...redirectProperties(redirects),
  });
  const { displayName, appId, id } = application;
  await directory.createServicePrincipal(appId);
  showRecord(context, application, { name: displayName, clientId: appId, objectId: id });
  context.terminal.note(`Next: vakt app permission add --app ${appId} PERMISSION`);
};
