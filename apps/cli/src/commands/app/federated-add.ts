import type { CommandContext } from '../../context.ts';
import { ApplicationCredentials } from '../../directory/application-credentials.ts';
import { Directory } from '../../directory/directory.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from './application.ts';

export interface NewFederatedCredential {
  readonly app: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** Trusts the tokens of an outside issuer about one subject as the application's proof. */
export const addFederatedCredential = async (
  { app, name, issuer, subject, audience }: NewFederatedCredential,
  context: CommandContext,
): Promise<void> => {
  const application = await findApplication(await Directory.open(context), app);
  const credentials = await ApplicationCredentials.open(context);
  const added = await credentials.addFederated(application.id, {
    name,
    issuer,
    subject,
    audiences: [audience],
  });
  showRecord(context, added, { id: added.id, name, issuer, subject, audiences: added.audiences });
};
