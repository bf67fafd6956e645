import type { CommandContext } from '../../context.ts';
import { Organization } from '../../directory/organization.ts';
import { showRecord } from '../../output/record.ts';

/** Gives the caller's tenant a domain: users' names may end in it, and it names the tenant in addresses. */
export const addDomain = async (name: string, context: CommandContext): Promise<void> => {
  const domain = await (await Organization.open(context)).addDomain(name);
  showRecord(context, domain, { domain: domain.id, verified: domain.isVerified === false ? 'no' : 'yes' });
};
