import type { CommandContext } from '../../context.ts';
import { Organization } from '../../directory/organization.ts';
import { CommandError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';

/** Shows the tenant of the caller. */
export const showTenant = async (_input: undefined, context: CommandContext): Promise<void> => {
  const organization = await Organization.open(context);
  const [tenant, licences] = await Promise.all([organization.tenant(), organization.licences()]);
  if (!tenant)
    throw new CommandError({ reason: 'notFound', step: 'call', message: 'The directory names no tenant' });
  const { id, displayName, verifiedDomains = [], createdDateTime } = tenant;
  showRecord(
    context,
    { ...tenant, licences },
    {
      tenantId: id,
      name: displayName,
      domains: verifiedDomains.map(({ name }) => name),
      licences,
      created: createdDateTime,
    },
  );
};
