import type { CommandContext } from '../../context.ts';
import { PermissionCatalogue } from '../../directory/catalogue.ts';
import { Directory } from '../../directory/directory.ts';
import { type PermissionState, readPermissionStates } from '../../directory/permission-state.ts';
import { redirectUrisOf } from '../../directory/redirect-uris.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';
import { adviseCredentials } from './credential-advice.ts';
import { describeLife } from './credential-life.ts';

/** What to do about permissions that are asked for and not granted; nothing when there are none. */
export const adviseConsent = (appId: string, states: readonly PermissionState[]): string | undefined => {
  const missing = states.filter(({ state }) => state === 'not granted' || state === 'added since consent');
  if (missing.length === 0) return undefined;
  const names = missing.map(({ permission }) => permission).join(', ');
  return `Tokens have none of ${names} until an administrator consents: vakt app consent --app ${appId}`;
};

/** Shows an application: its ids, what it proves itself with, and what was consented to. */
export const showApp = async (app: string, context: CommandContext): Promise<void> => {
  const directory = await Directory.open(context);
  const application = await findApplication(directory, app);
  const catalogue = await PermissionCatalogue.read(directory);
  const servicePrincipal = await directory.servicePrincipal(application.appId);
  const permissions = await readPermissionStates(directory, catalogue, application);
  const { passwordCredentials = [], keyCredentials = [] } = application;
  showRecord(
    context,
    { ...application, servicePrincipalId: servicePrincipal?.id ?? null, permissions },
    {
      name: application.displayName,
      clientId: application.appId,
      objectId: application.id,
      servicePrincipalId: servicePrincipal?.id,
      audience: application.signInAudience,
      publicClient: application.isFallbackPublicClient === true ? 'yes' : 'no',
      redirectUris: redirectUrisOf(application).map(({ kind, uri }) => `${kind}=${uri}`),
      secrets: passwordCredentials.map(describeLife),
      certificates: keyCredentials.map(describeLife),
      permissions: permissions.map(
        ({ resource, permission, type, state }) => `${resource}/${permission} (${type}: ${state})`,
      ),
    },
  );
  const advice = adviseConsent(application.appId, permissions);
  if (advice) context.terminal.note(advice);
  for (const line of adviseCredentials([application])) context.terminal.note(line);
};
