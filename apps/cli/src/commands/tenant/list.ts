import { isRecord } from '@vakt/client/json';
import type { CommandContext } from '../../context.ts';
import { operatorClient } from '../../operator.ts';

interface Tenant {
  readonly tenantId?: string;
  readonly id?: string;
  readonly displayName?: string;
  readonly domain?: string;
  readonly domains?: readonly string[];
  readonly plan?: string;
}

/** Lists the tenants of the installation. */
export const listTenants = async (_input: undefined, context: CommandContext): Promise<void> => {
  const client = operatorClient(await context.connect(), context);
  const reply = await client.send(
    { method: 'GET', path: '/vakt/v1/tenants' },
    { abortSignal: context.signal },
  );
  const tenants = (isRecord(reply) ? reply['value'] : reply) as readonly Tenant[];
  if (context.options.json) return context.terminal.json(tenants);
  context.terminal.table(
    [
      { title: 'TENANT', value: tenant => tenant.tenantId ?? tenant.id },
      { title: 'NAME', value: tenant => tenant.displayName, shrinks: true },
      { title: 'DOMAIN', value: tenant => tenant.domain ?? tenant.domains, shrinks: true },
      { title: 'PLAN', value: tenant => tenant.plan },
    ],
    tenants,
  );
};
