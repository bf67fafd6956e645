import type { CommandContext } from '../../context.ts';
import { Organization } from '../../directory/organization.ts';
import { showAll } from '../listing.ts';

/** Lists the domains of the caller's tenant. */
export const listDomains = async (_input: undefined, context: CommandContext): Promise<void> => {
  const domains = await (await Organization.open(context)).domains();
  showAll(context, domains, [
    { title: 'DOMAIN', value: domain => domain.id },
    { title: 'DEFAULT', value: domain => (domain.isDefault ? 'yes' : 'no') },
    { title: 'VERIFIED', value: domain => (domain.isVerified === false ? 'no' : 'yes') },
  ]);
};
