import type { CommandContext } from '../../context.ts';
import { ApplicationCredentials } from '../../directory/application-credentials.ts';
import { Directory } from '../../directory/directory.ts';
import { CommandError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';
import type { NamedKey } from './secret-remove.ts';

/** Trusts an outside issuer no more; `key` is the credential's name or id. */
export const removeFederatedCredential = async (
  { app, key }: NamedKey,
  context: CommandContext,
): Promise<void> => {
  const application = await findApplication(await Directory.open(context), app);
  const credentials = await ApplicationCredentials.open(context);
  const found = (await credentials.federated(application.id)).find(
    ({ id, name }) => id === key.toLowerCase() || name === key,
  );
  if (!found)
    throw new CommandError({
      reason: 'notFound',
      step: 'prove',
      message: `The application has no federated credential '${key}'`,
      mend: [`The ones that it has: vakt app federated list --app ${application.appId}`],
    });
  await credentials.removeFederated(application.id, found.id);
  showRecord(context, { appId: application.appId, id: found.id, name: found.name, removed: true });
};
