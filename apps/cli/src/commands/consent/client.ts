import { isGuid } from '@vakt/contract/ids';
import type { Directory } from '../../directory/directory.ts';
import { quoted } from '../../directory/graph-calls.ts';
import type { ServicePrincipal } from '../../directory/objects.ts';
import { CommandError, usageError } from '../../failure/command-error.ts';

/** By client id, by the name in this tenant, or by the name of a registration of this tenant, which may have changed. */
const search = async (directory: Directory, idOrName: string): Promise<ServicePrincipal[]> => {
  if (isGuid(idOrName)) return directory.servicePrincipals(`appId eq ${quoted(idOrName)}`);
  const named = await directory.servicePrincipals(`displayName eq ${quoted(idOrName)}`);
  if (named.length > 0) return named;
  const applications = await directory.applicationsNamed(idOrName);
  const principals = await Promise.all(applications.map(({ appId }) => directory.servicePrincipal(appId)));
  return principals.filter(principal => principal !== undefined);
};

/**
 * The presence of an application in the caller's tenant, whichever tenant registered it.
 *
 * @throws CommandError when nobody consented to it here, or several have the name
 */
export const findClient = async (directory: Directory, idOrName: string): Promise<ServicePrincipal> => {
  const found = await search(directory, idOrName);
  const [client, another] = found;
  if (!client)
    throw new CommandError({
      reason: 'notFound',
      step: 'permit',
      message: `Nobody has consented to an application '${idOrName}' in this tenant`,
      mend: ['The consents of this tenant: vakt consent list'],
    });
  if (another)
    throw usageError(
      `${found.length} applications have the name '${idOrName}'`,
      ...found.map(({ appId }) => `Say which: --app ${appId}`),
    );
  return client;
};
