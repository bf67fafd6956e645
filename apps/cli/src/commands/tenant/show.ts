import type { CommandContext } from '../../context.ts';
import { Organization } from '../../directory/organization.ts';
import { CommandError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';

/** Shows the tenant of the caller. */
export const showTenant = async (_input: undefined, context: CommandContext): Promise<void> => {
  const tenant = await (await Organization.open(context)).tenant();
  if (!tenant)
    throw new CommandError({ reason: 'notFound', step: 'call', message: 'The directory names no tenant' });
  const { id, displayName, verifiedDomains = [], createdDateTime } = tenant;
  showRecord(context, tenant, {
    tenantId: id,
    name: displayName,
    domains: verifiedDomains.map(({ name }) => name),
    created: createdDateTime,
  });
};
