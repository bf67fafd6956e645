import type { CommandContext } from '../../context.ts';
import { operatorClient } from '../../operator.ts';
import { showRecord } from '../../output/record.ts';
import { assertNewFile, writePrivateFile } from '../../private-file.ts';
import { formatEnvFile } from '../../settings/env-file.ts';

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
  formatEnvFile({
    VAKT_URL: url,
    VAKT_TENANT_ID: tenantId,
    VAKT_USERNAME: administrator.userPrincipalName,
    VAKT_PASSWORD: administrator.password,
  });

/** Creates a tenant; its administrator's password is shown once, here. */
export const createTenant = async (
  { name, domain, plan, out }: NewTenant,
  context: CommandContext,
): Promise<void> => {
  assertNewFile(out);
  const connection = await context.connect();
  const created = (await operatorClient(connection, context).send(
    { method: 'POST', path: '/vakt/v1/tenants', body: { displayName: name, domain, plan } },
    { abortSignal: context.signal },
  )) as CreatedTenant;
  const { tenantId, administrator } = created;
  const { userPrincipalName, password } = administrator;
  if (out === undefined) {
    showRecord(context, created, { tenantId, administrator: userPrincipalName, password });
    context.terminal.note('The password is shown this once. Keep it.');
    return;
  }
  writePrivateFile(out, environmentOf(connection.settings.url.value, created));
  showRecord(context, { tenantId, userPrincipalName, file: out });
  context.terminal.note(
    `The password is in ${out}. Call as this administrator: vakt app list --env-file ${out}`,
  );
};
