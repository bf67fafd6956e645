import type { CommandContext } from '../../context.ts';
import { consentLinks } from '../../directory/consent-links.ts';
import { Directory } from '../../directory/directory.ts';
import { usageError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { findApplication } from '../app/application.ts';

export interface LinkRequest {
  readonly app: string;
  /** The tenant that is to consent. */
  readonly customer?: string;
}

/** Writes the links that ask a customer's administrator for consent. */
export const linkConsent = async ({ app, customer }: LinkRequest, context: CommandContext): Promise<void> => {
  const application = await findApplication(await Directory.open(context), app);
  if (application.signInAudience === 'AzureADMyOrg')
    throw usageError(
      `'${application.displayName}' is for its own tenant alone: no other can consent to it`,
      `Open it: vakt app update ${application.appId} --multi-tenant`,
    );
  const { cloud } = await context.connect();
  const links = consentLinks(cloud.authority, application.appId, customer);
  showRecord(context, { appId: application.appId, ...links });
  context.terminal.note(
    "Send it to an administrator of the customer's tenant; then: vakt customer add THEIR_TENANT",
  );
};
