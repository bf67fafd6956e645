import { isGuid } from '@vakt/contract/ids';
import type { CommandContext } from '../../context.ts';
import { addRequested, PermissionCatalogue } from '../../directory/catalogue.ts';
import { consentTo } from '../../directory/consent.ts';
import { Directory } from '../../directory/directory.ts';
import type { Application } from '../../directory/objects.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from '../app/application.ts';

export interface ConsentRequest {
  readonly app: string;
  /** Only these; all that the application asks for when there are none. */
  readonly permissions: readonly string[];
  readonly delegated?: boolean;
}

type Wanted = Pick<Application, 'appId' | 'requiredResourceAccess'>;

/**
 * What to consent to. With permissions named, an application of another tenant will do: what that one asks for cannot be
 * read here.
 */
const wantedBy = async (
  { app, permissions, delegated }: ConsentRequest,
  directory: Directory,
  catalogue: PermissionCatalogue,
): Promise<Wanted> => {
  if (permissions.length === 0) return findApplication(directory, app);
  const found = permissions.map(name => catalogue.find(name, delegated ? 'Scope' : 'Role'));
  const appId = isGuid(app) ? app.toLowerCase() : (await findApplication(directory, app)).appId;
  return { appId, requiredResourceAccess: addRequested([], found) };
};

/** Consents, for the whole tenant, to what an application asks for, or to the permissions named. */
export const grantConsent = async (request: ConsentRequest, context: CommandContext): Promise<void> => {
  const directory = await Directory.open(context);
  const catalogue = await PermissionCatalogue.read(directory);
  const application = await wantedBy(request, directory, catalogue);
  const { granted } = await consentTo(directory, catalogue, application);
  showRecord(
    context,
    { appId: application.appId, granted },
    { application: application.appId, 'newly granted': granted },
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
