import type { CommandContext } from '../../context.ts';
import { Directory } from '../../directory/directory.ts';
import type { Customer } from '../../directory/objects.ts';
import { PartnerCustomers } from '../../directory/partner-customers.ts';
import { CommandError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { findPartnerApp, type PartnerApp } from './application.ts';

export interface NamedCustomer extends PartnerApp {
  /** The customer's tenant id, or the name under which it is kept. */
  readonly tenant: string;
}

const find = (customers: readonly Customer[], tenant: string): Customer => {
  const found = customers.find(
    ({ tenantId, displayName }) => tenantId === tenant.toLowerCase() || displayName === tenant,
  );
  if (found) return found;
  throw new CommandError({
    reason: 'notFound',
    step: 'call',
    message: `No customer '${tenant}' is kept`,
    mend: ['The ones that are: vakt customer list'],
  });
};

/** Forgets a customer; what the customer consented to stays, and is the customer's to revoke. */
export const removeCustomer = async (input: NamedCustomer, context: CommandContext): Promise<void> => {
  const { appId } = await findPartnerApp(input, await Directory.open(context), context);
  const customers = await PartnerCustomers.open(context);
  const { tenantId, displayName } = find(await customers.list(appId), input.tenant);
  await customers.remove(appId, tenantId);
  showRecord(context, { appId, tenantId, displayName, removed: true });
  context.terminal.note("The customer's consent stays until the customer revokes it.");
};
