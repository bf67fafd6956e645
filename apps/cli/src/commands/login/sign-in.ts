import {
  ClientSecretCredential,
  UsernamePasswordCredential,
} from '@vakt/client/credentials/grant-credential';
import type { TokenCredential } from '@vakt/client/credentials/token-credential';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import { type Connection, VAKT_SCOPE } from '../../connection.ts';
import type { CommandContext } from '../../context.ts';
import { usageError } from '../../failure/command-error.ts';
import { readSecret } from '../../secret.ts';
import type { SavedIdentity, SavedToken } from '../../settings/saved-login.ts';
import { readClaims } from '../token/claims.ts';
import type { LoginOptions } from './login.ts';

/** The first scope has to be granted; the others are kept where they are. */
export const collectTokens = async (
  credential: TokenCredential,
  [first, ...others]: readonly [string, ...string[]],
): Promise<Record<string, SavedToken>> => {
  const tokens: Record<string, SavedToken> = {};
  const keep = async (scope: string): Promise<void> => {
    const token = await credential.getToken(scope);
    if (token) tokens[scope] = { token: token.token, expiresOnTimestamp: token.expiresOnTimestamp };
  };
  await keep(first);
  await Promise.allSettled(others.map(keep));
  return tokens;
};

const required = (value: string | undefined, message: string): string => {
  if (!value) throw usageError(message);
  return value;
};

/** The tenant's id, as the token says it: the command line may have named a domain. */
const tenantIn = (tokens: Readonly<Record<string, SavedToken>>, asked: string): string => {
  const [first] = Object.values(tokens);
  const tenantId = readClaims(first?.token ?? '')?.['tid'];
  return typeof tenantId === 'string' ? tenantId : asked;
};

/** Where the identity's tenant comes from: the command line, else what the environment says. */
const tenantOf = ({ settings }: Connection, { environment }: CommandContext): string =>
  required(
    settings.tenantId ??
      environment['VAKT_TENANT_ID'] ??
      settings.app?.value.tenantId ??
      settings.user?.value.tenantId,
    'Say in which tenant: --tenant ID_OR_DOMAIN',
  );

/** Signs an application in with its secret. */
export const signInApp = async (
  options: LoginOptions,
  connection: Connection,
  context: CommandContext,
): Promise<SavedIdentity> => {
  const atHand = connection.settings.app?.value;
  const clientId = required(
    options.clientId ?? context.environment['VAKT_CLIENT_ID'] ?? atHand?.clientId,
    'Say which application: --client-id ID',
  );
  const tenantId = tenantOf(connection, context);
  const clientSecret = await readSecret(context, {
    ...(options.secretFile !== undefined && { file: options.secretFile }),
    variable: 'VAKT_CLIENT_SECRET',
    atHand: atHand?.clientId === clientId ? atHand.clientSecret : undefined,
    question: `Secret of application ${clientId}`,
  });
  const { cloud, transport } = connection;
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
    ...transport,
    authorityHost: cloud.authority,
  });
  const scopes = [cloud.endpoint.scope, cloud.xdr.scope, cloud.graph.scope, VAKT_SCOPE] as const;
  const tokens = await collectTokens(credential, scopes);
  return {
    tenantId: tenantIn(tokens, tenantId),
    clientId,
    tokens,
    ...(options.remember && { clientSecret }),
  };
};

/** What a user's commands need tokens for; the directory first. */
export const userScopes = ({ cloud }: Connection): readonly [string, ...string[]] => [
  cloud.graph.scope,
  VAKT_SCOPE,
  cloud.endpoint.scope,
  cloud.xdr.scope,
];

/** Signs a user in with name and password. */
export const signInUser = async (
  options: LoginOptions,
  connection: Connection,
  context: CommandContext,
): Promise<SavedIdentity> => {
  const atHand = connection.settings.user?.value;
  const username = required(
    options.username ?? context.environment['VAKT_USERNAME'] ?? atHand?.username,
    'Say who: --username NAME, or sign in by a page: --browser or --device-code',
  );
  const tenantId = tenantOf(connection, context);
  const password = await readSecret(context, {
    ...(options.secretFile !== undefined && { file: options.secretFile }),
    variable: 'VAKT_PASSWORD',
    atHand: atHand?.username === username ? atHand.password : undefined,
    question: `Password of ${username}`,
  });
  const { cloud, transport } = connection;
  const credential = new UsernamePasswordCredential(tenantId, VAKT_CLI_APP_ID, username, password, {
    ...transport,
    authorityHost: cloud.authority,
  });
  const tokens = await collectTokens(credential, userScopes(connection));
  return { tenantId: tenantIn(tokens, tenantId), clientId: VAKT_CLI_APP_ID, username, tokens };
};
