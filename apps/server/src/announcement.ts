import { exampleCommands } from './demo/commands.ts';
import type { ReadyFile } from './ready-file.ts';

/** What a person needs next, for the terminal. */
export const announcement = (
  { url, tenantId, clientId, credentialsFile }: ReadyFile,
  caFile: string,
): string => {
  const lines = ['', `Vakt is ready on ${url}`, `  trust its certificates with ${caFile}`];
  if (tenantId && clientId && credentialsFile) {
    lines.push(
      '',
      'Demo tenant',
      `  tenant id       ${tenantId}`,
      `  application id  ${clientId}`,
      `  credentials     ${credentialsFile}`,
    );
    for (const { purpose, command } of exampleCommands(credentialsFile))
      lines.push('', `${purpose}:`, '', command);
  } else
    lines.push('', 'Create a tenant: npx vakt tenant create "Contoso" --domain contoso.example --plan XDR');
  return `${lines.join('\n')}\n\nCtrl-C stops it.\n`;
};
