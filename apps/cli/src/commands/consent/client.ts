import { isGuid } from '@vakt/contract/ids';
import type { Directory } from '../../directory/directory.ts';
import { quoted } from '../../directory/graph-calls.ts';
import type { ServicePrincipal } from '../../directory/objects.ts';
import { CommandError, usageError } from '../../failure/command-error.ts';

/**
 * The presence of an application in the caller's tenant, whichever tenant registered it.
 *
 * @throws CommandError when nobody consented to it here, or several have the name
 */
export const findClient = async (directory: Directory, idOrName: string): Promise<ServicePrincipal> => {
  const property = isGuid(idOrName) ? 'appId' : 'displayName';
  const found = await directory.servicePrincipals(`${property} eq ${quoted(idOrName)}`);
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
