import { isGuid } from '@vakt/contract/ids';
import type { Directory } from '../../directory/directory.ts';
import type { Application } from '../../directory/objects.ts';
import { CommandError, usageError } from '../../failure/command-error.ts';

/**
 * The application with a client id or a name.
 *
 * @throws CommandError when this tenant has none, or several with the name
 */
export const findApplication = async (directory: Directory, idOrName: string): Promise<Application> => {
  const found = isGuid(idOrName)
    ? [await directory.application(idOrName)].filter(one => one !== undefined)
    : await directory.applicationsNamed(idOrName);
  const [application, another] = found;
  if (!application)
    throw new CommandError({
      reason: 'notFound',
      step: 'register',
      message: `No application '${idOrName}' is registered in this tenant`,
      mend: ['The ones that are: vakt app list'],
    });
  if (another)
    throw usageError(
      `${found.length} applications have the name '${idOrName}'`,
      ...found.map(one => `Say which: --app ${one.appId}`),
    );
  return application;
};
