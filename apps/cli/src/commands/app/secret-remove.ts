import type { CommandContext } from '../../context.ts';
import { ApplicationCredentials } from '../../directory/application-credentials.ts';
import { Directory } from '../../directory/directory.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';
import { findCredential } from './named-credential.ts';

export interface NamedKey {
  readonly app: string;
  readonly key: string;
}

/** Removes a secret: from now on it proves nothing. */
export const removeSecret = async ({ app, key }: NamedKey, context: CommandContext): Promise<void> => {
  const application = await findApplication(await Directory.open(context), app);
  const secret = findCredential('secret', application.passwordCredentials ?? [], key);
  await (await ApplicationCredentials.open(context)).removeSecret(application.id, secret.keyId);
  showRecord(context, { appId: application.appId, keyId: secret.keyId, removed: true });
};
