import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import { showAll } from '../listing.ts';
import { findApplication } from './application.ts';
import { lifeOf } from './credential-life.ts';

/** Lists the certificates with which an application proves itself. */
export const listCertificates = async (app: string, context: CommandContext): Promise<void> => {
  const { keyCredentials = [] } = await findApplication(await Directory.open(context), app);
  showAll(context, keyCredentials, [
    { title: 'KEY ID', value: certificate => certificate.keyId },
    { title: 'NAME', value: certificate => certificate.displayName, shrinks: true },
    { title: 'THUMBPRINT', value: certificate => certificate.customKeyIdentifier },
    { title: 'EXPIRES', value: certificate => certificate.endDateTime, isTime: true },
    { title: 'STATE', value: certificate => lifeOf(certificate) },
  ]);
};
