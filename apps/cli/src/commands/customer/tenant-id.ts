import { DefenderError } from '@vakt/client/errors';
import { isRecord } from '@vakt/client/json';
import type { CommandContext } from '../../context.ts';
import { segment } from '../../directory/graph-calls.ts';
import { CommandError } from '../../failure/command-error.ts';

const ISSUER_TENANT = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//i;

const unknown = (tenant: string): CommandError =>
  new CommandError({
    reason: 'notFound',
    step: 'register',
    message: `The authority knows no tenant '${tenant}'`,
    mend: ['Ask the customer for the tenant id, or for a verified domain: vakt tenant show prints both.'],
  });

const isRefusal = (error: unknown): boolean =>
  error instanceof DefenderError && (error.status === 400 || error.status === 404);

/**
 * A tenant's id, from its id or one of its domains, as the authority publishes it to everybody.
 *
 * @throws CommandError when the authority knows no such tenant
 */
export const findTenantId = async (tenant: string, context: CommandContext): Promise<string> => {
  const client = (await context.connect()).anonymous();
  const path = `/${segment(tenant)}/v2.0/.well-known/openid-configuration`;
  try {
    const reply = await client.send({ method: 'GET', path }, { abortSignal: context.signal });
    const id = ISSUER_TENANT.exec(isRecord(reply) ? String(reply['issuer']) : '')?.[1];
    if (id !== undefined) return id.toLowerCase();
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  throw unknown(tenant);
};
