import { shellWord } from '@vakt/contract/shell-word';

/** A command to copy, and what it is for. */
export interface ExampleCommand {
  readonly purpose: string;
  readonly command: string;
}

/**
 * The three commands that a person needs next. They read the demo tenant's credentials from its file, so no secret stands
 * on a command line or in the terminal's history.
 */
export const exampleCommands = (credentialsFile: string): readonly ExampleCommand[] => [
  {
    purpose: 'Get a token',
    command: `set -a; . ${shellWord(credentialsFile)}; set +a
TOKEN=$(curl -sS --cacert "$NODE_EXTRA_CA_CERTS" "$VAKT_URL/$VAKT_TENANT_ID/oauth2/v2.0/token" \\
  -d grant_type=client_credentials -d client_id="$VAKT_CLIENT_ID" --data-urlencode client_secret="$VAKT_CLIENT_SECRET" \\
  -d scope=https://api.securitycenter.microsoft.com/.default | sed -E 's/.*"access_token":"([^"]+)".*/\\1/')`,
  },
  {
    purpose: 'List machines',
    command: `curl -sS --cacert "$NODE_EXTRA_CA_CERTS" -H "Authorization: Bearer $TOKEN" "$VAKT_URL/api/machines"`,
  },
  {
    purpose: 'List alerts',
    command: `curl -sS --cacert "$NODE_EXTRA_CA_CERTS" -H "Authorization: Bearer $TOKEN" "$VAKT_URL/api/alerts"`,
  },
];
