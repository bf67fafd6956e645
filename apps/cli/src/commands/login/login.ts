import { resolve } from 'node:path';
import type { Connection } from '../../connection.ts';
import type { CommandContext } from '../../context.ts';
import { usageError } from '../../failure/command-error.ts';
import {
  loginFile,
  readLogin,
  type SavedIdentity,
  type SavedLogin,
  writeLogin,
} from '../../settings/saved-login.ts';
import { signInApp, signInUser } from './sign-in.ts';

export interface LoginOptions {
  readonly app?: boolean;
  readonly user?: boolean;
  readonly clientId?: string;
  readonly secretFile?: string;
  readonly username?: string;
  readonly browser?: boolean;
  readonly deviceCode?: boolean;
  readonly remember?: boolean;
}

/** What an earlier login has beside this one: nothing, if it is of another installation or another tenant. */
const kept = (
  earlier: SavedLogin | undefined,
  url: string,
  tenantId: string,
): Pick<SavedLogin, 'app' | 'user'> => {
  if (earlier?.url !== url) return {};
  const { app, user } = earlier;
  return {
    ...(app?.tenantId === tenantId && { app }),
    ...(user?.tenantId === tenantId && { user }),
  };
};

const save = (connection: Connection, file: string, side: 'app' | 'user', identity: SavedIdentity): void => {
  const { url, caFiles } = connection.settings;
  writeLogin(file, {
    url: url.value,
    caFiles: caFiles.map(caFile => resolve(caFile)),
    ...kept(readLogin(file), url.value, identity.tenantId),
    [side]: identity,
  });
};

const describe = (identity: SavedIdentity): string => identity.username ?? `application ${identity.clientId}`;

/**
 * By a page of the authority when that is asked for, or when somebody is there and nothing says who: neither a password at
 * hand nor the name of a user who could be asked for one.
 */
const isInteractive = (
  options: LoginOptions,
  { settings }: Connection,
  { environment, terminal }: CommandContext,
): boolean => {
  if (options.browser || options.deviceCode) return true;
  const isNamed = options.username !== undefined || Boolean(environment['VAKT_USERNAME']);
  const hasPassword = options.secretFile !== undefined || settings.user !== undefined;
  return terminal.canPrompt && !isNamed && !hasPassword;
};

const identify = async (
  options: LoginOptions,
  connection: Connection,
  context: CommandContext,
): Promise<SavedIdentity> => {
  if (options.app) return signInApp(options, connection, context);
  if (!isInteractive(options, connection, context)) return signInUser(options, connection, context);
  // A browser's sign-in needs a server and more of the client, which the other ways do without.
  const { signInInteractively } = await import('./interactive-sign-in.ts');
  return signInInteractively(options, connection, context);
};

const checkOptions = ({ app, user, remember, browser, deviceCode }: LoginOptions): void => {
  if (app === user) throw usageError('Say who signs in: either --app or --user');
  if (user && remember) throw usageError('--remember keeps the secret of an application only');
  if (browser && deviceCode) throw usageError('Say how: either --browser or --device-code');
  if (app && (browser || deviceCode)) throw usageError('--browser and --device-code are for users');
};

/** Signs in, and keeps the tokens for the commands that follow. */
export const login = async (options: LoginOptions, context: CommandContext): Promise<void> => {
  checkOptions(options);
  const connection = await context.connect();
  const identity = await identify(options, connection, context);
  const file = loginFile(context.environment);
  save(connection, file, options.app ? 'app' : 'user', identity);
  context.terminal.note(
    `Signed in at ${connection.settings.url.value} as ${describe(identity)}. Tokens are kept in ${file}, readable to you alone, and ${
      identity.refreshToken === undefined ? 'last about an hour' : 'are renewed by themselves'
    }.`,
  );
  if (identity.clientSecret !== undefined)
    context.terminal.note('The secret is kept there too; vakt logout removes it.');
};
