import type { CommandContext } from '../../context.ts';
import { ApplicationCredentials } from '../../directory/application-credentials.ts';
import { Directory } from '../../directory/directory.ts';
import { showAll } from '../listing.ts';
import { findApplication } from './application.ts';

/** Lists the outside issuers that vouch for an application. */
export const listFederatedCredentials = async (app: string, context: CommandContext): Promise<void> => {
  const application = await findApplication(await Directory.open(context), app);
  const credentials = await (await ApplicationCredentials.open(context)).federated(application.id);
  showAll(context, credentials, [
    { title: 'ID', value: credential => credential.id },
    { title: 'NAME', value: credential => credential.name, shrinks: true },
    { title: 'ISSUER', value: credential => credential.issuer, shrinks: true },
    { title: 'SUBJECT', value: credential => credential.subject, shrinks: true },
    { title: 'AUDIENCES', value: credential => credential.audiences, shrinks: true },
  ]);
};
