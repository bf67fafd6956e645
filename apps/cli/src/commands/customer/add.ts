import type { CommandContext } from '../../context.ts';
import { consentLinks } from '../../directory/consent-links.ts';
import { Directory } from '../../directory/directory.ts';
import { PartnerCustomers } from '../../directory/partner-customers.ts';
import { showRecord } from '../../output/record.ts';
import { findPartnerApp, type PartnerApp } from './application.ts';
import { findTenantId } from './tenant-id.ts';

export interface NewCustomer extends PartnerApp {
  readonly tenant: string;
  readonly name?: string;
}

/** Keeps a customer of the partner's application. It needs no consent yet: the list says who gave it. */
export const addCustomer = async (input: NewCustomer, context: CommandContext): Promise<void> => {
  const { appId } = await findPartnerApp(input, await Directory.open(context), context);
  const tenantId = await findTenantId(input.tenant, context);
  const isDomain = input.tenant.toLowerCase() !== tenantId;
  const customer = await (await PartnerCustomers.open(context)).add({
    appId,
    tenantId,
    displayName: input.name ?? (isDomain ? input.tenant : null),
  });
  const { link } = consentLinks((await context.connect()).cloud.authority, appId);
  showRecord(context, { ...customer, link }, { tenantId, name: customer.displayName, app: appId, link });
  context.terminal.note('An administrator there consents by the link; who did: vakt customer list');
};
