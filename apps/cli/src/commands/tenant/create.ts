import { existsSync } from 'node:fs';
import type { CommandContext } from '../../context.ts';
import { showRecord } from '../../output/record.ts';
import { assertNewFile, writePrivateFile } from '../../private-file.ts';
import { operatorClient } from './operator.ts';

export interface NewTenant {
  readonly name: string;
  readonly domain: string;
  readonly plan: string;
  readonly out?: string;
}

interface CreatedTenant {
  readonly tenantId: string;
  readonly administrator: { readonly userPrincipalName: string; readonly password: string };
}

const environmentOf = (url: string, { tenantId, administrator }: CreatedTenant): string =>
  [
    `VAKT_URL=${url}`,
    `VAKT_TENANT_ID=${tenantId}`,
    `VAKT_USERNAME=${administrator.userPrincipalName}`,
    `VAKT_PASSWORD=${administrator.password}`,
    '',
  ].join('\n');

/** Creates a tenant; its administrator's password is shown once, here. */
export const createTenant = async (
  { name, domain, plan, out }: NewTenant,
  context: CommandContext,
): Promise<void> => {
  assertNewFile(out, existsSync);
  const connection = await context.connect();
  const reply = await operatorClient(connection, context).send(
    { method: 'POST', path: '/vakt/v1/tenants', body: { displayName: name, domain, plan } },
    { abortSignal: context.signal },
  );
  const created = reply as CreatedTenant;
  const { userPrincipalName, password } = created.administrator;
  if (out !== undefined) writePrivateFile(out, environmentOf(connection.settings.url.value, created));
  const shown = out === undefined ? { password } : {};
  showRecord(
    context,
    out === undefined ? created : { tenantId: created.tenantId, administrator: { userPrincipalName } },
    {
      tenantId: created.tenantId,
      administrator: userPrincipalName,
      ...shown,
    },
  );
  context.terminal.note(
    out === undefined
      ? 'The password is shown this once. Keep it.'
      : `The password is in ${out}. Use it: vakt --help, then vakt app list --env-file ${out}`,
  );
};
