import { type BrowserSignIn, redeemCode, startSignIn } from '@vakt/client/credentials/authorization-code';
import { signInByDeviceCode } from '@vakt/client/credentials/device-code';
import { RefreshTokenCredential } from '@vakt/client/credentials/refresh-token-credential';
import { type IssuedToken, TokenEndpoint } from '@vakt/client/credentials/token-endpoint';
import { VAKT_CLI_APP_ID } from '@vakt/contract/resources';
import type { Connection } from '../../connection.ts';
import type { CommandContext } from '../../context.ts';
import { CommandError } from '../../failure/command-error.ts';
import { printable } from '../../output/printable.ts';
import type { SavedIdentity } from '../../settings/saved-login.ts';
import { readClaims } from '../token/claims.ts';
import type { LoginOptions } from './login.ts';
import { openLoopback } from './loopback.ts';
import { openBrowser } from './open-browser.ts';
import { collectTokens, userScopes } from './sign-in.ts';

/** Any tenant of the installation: the account says which. */
const ANY_TENANT = 'organizations';
/** As long as a person may take. */
const PATIENCE_MS = 600_000;

const scopeOf = ({ cloud }: Connection): string => `${cloud.graph.scope} openid profile offline_access`;

const tooLate = (): CommandError =>
  new CommandError({
    reason: 'signInNeeded',
    step: 'prove',
    message: `Nobody signed in within ${PATIENCE_MS / 60_000} minutes`,
    mend: ['Begin again: vakt login --user --browser', 'Without a browser here: --device-code'],
  });

const byBrowser = async (
  tenantId: string,
  { username }: LoginOptions,
  connection: Connection,
  context: CommandContext,
): Promise<IssuedToken> => {
  await using loopback = await openLoopback();
  const request: BrowserSignIn = {
    authority: connection.cloud.authority,
    tenantId,
    clientId: VAKT_CLI_APP_ID,
    scope: scopeOf(connection),
    redirectUri: loopback.redirectUri,
    ...(username !== undefined && { loginHint: username }),
  };
  const started = startSignIn(request);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const waiting = loopback.waitForCode(started.state, AbortSignal.any([context.signal, patience]));
  openBrowser(started.address, context);
  const code = await waiting.catch((error: unknown) => {
    throw patience.aborted ? tooLate() : error;
  });
  return redeemCode(
    new TokenEndpoint(connection.cloud.authority, connection.transport),
    request,
    started,
    code,
  );
};

const byDeviceCode = (
  tenantId: string,
  connection: Connection,
  context: CommandContext,
): Promise<IssuedToken> =>
  signInByDeviceCode(
    new TokenEndpoint(connection.cloud.authority, connection.transport),
    { tenantId, clientId: VAKT_CLI_APP_ID, scope: scopeOf(connection), abortSignal: context.signal },
    ({ message }) => context.terminal.note(printable(message)),
  );

/** Signs a user in who proves it to a page of the authority: no password passes through this program. */
export const signInInteractively = async (
  options: LoginOptions,
  connection: Connection,
  context: CommandContext,
): Promise<SavedIdentity> => {
  const asked = connection.settings.tenantId ?? ANY_TENANT;
  const issued = options.deviceCode
    ? await byDeviceCode(asked, connection, context)
    : await byBrowser(asked, options, connection, context);
  const claims = readClaims(issued.accessToken);
  if (issued.refreshToken === undefined || typeof claims?.['tid'] !== 'string')
    throw new CommandError({
      reason: 'failure',
      step: 'token',
      message: 'The authority gave no refresh token',
    });
  const tenantId = claims['tid'];
  let refreshToken = issued.refreshToken;
  const credential = new RefreshTokenCredential(tenantId, VAKT_CLI_APP_ID, refreshToken, {
    ...connection.transport,
    authorityHost: connection.cloud.authority,
    onRefreshToken: newer => {
      refreshToken = newer;
    },
  });
  const tokens = await collectTokens(credential, userScopes(connection));
  const username = claims['upn'] ?? claims['unique_name'] ?? claims['preferred_username'];
  return {
    tenantId,
    clientId: VAKT_CLI_APP_ID,
    ...(typeof username === 'string' && { username }),
    refreshToken,
    tokens,
  };
};
