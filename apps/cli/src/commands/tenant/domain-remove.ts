import type { CommandContext } from '../../context.ts';
import { Organization } from '../../directory/organization.ts';
import { showRecord } from '../../output/record.ts';

/** Takes a domain from the caller’s tenant; the default one stays, and one that users have in their names. */
export const removeDomain = async (name: string, context: CommandContext): Promise<void> => {
  await (await Organization.open(context)).removeDomain(name);
  showRecord(context, { domain: name.toLowerCase(), removed: true });
};
