import { exampleCommands } from './demo/commands.ts';
import type { ReadyFile } from './ready-file.ts';

/** What a person needs next, for the terminal. */
export const announcement = (
  { url, portalUrl, tenantId, clientId, credentialsFile }: ReadyFile,
  caFile: string,
): string => {
  const lines = [
    '',
    `Vakt is ready on ${url}`,
    `  portal          ${portalUrl}`,
    `  certificates    trust them with ${caFile}`,
  ];
  if (tenantId && clientId && credentialsFile) {
    lines.push(
      '',
      'Demo tenant',
      `  tenant id       ${tenantId}`,
      `  application id  ${clientId}`,
      `  credentials     ${credentialsFile}`,
      '  administrator   VAKT_USERNAME and VAKT_PASSWORD there sign in to the portal',
    );
    for (const { purpose, command } of exampleCommands(credentialsFile))
      lines.push('', `${purpose}:`, '', command);
  } else
    lines.push(
      '',
      'Create a tenant in the portal, or: npx vakt tenant create "Contoso" --domain contoso.example --plan XDR',
    );
  return `${lines.join('\n')}\n\nCtrl-C stops it.\n`;
};
