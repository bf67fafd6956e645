import type { CommandContext } from '../../context.ts';
import { ApplicationCredentials } from '../../directory/application-credentials.ts';
import { Directory } from '../../directory/directory.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';
import { findCredential } from './named-credential.ts';
import type { NamedKey } from './secret-remove.ts';

/** Removes a certificate: from now on its key proves nothing. */
export const removeCertificate = async ({ app, key }: NamedKey, context: CommandContext): Promise<void> => {
  const application = await findApplication(await Directory.open(context), app);
  const { keyCredentials = [] } = application;
  const certificate = findCredential('certificate', keyCredentials, key);
  const kept = keyCredentials.filter(({ keyId }) => keyId !== certificate.keyId);
  await (await ApplicationCredentials.open(context)).replaceCertificates(application.id, kept);
  showRecord(context, { appId: application.appId, keyId: certificate.keyId, removed: true });
};
