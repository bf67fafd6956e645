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

/** Signs in, and keeps the tokens for the commands that follow. */
export const login = async (options: LoginOptions, context: CommandContext): Promise<void> => {
  if (options.app === options.user) throw usageError('Say who signs in: either --app or --user');
  if (options.user && options.remember)
    throw usageError('--remember keeps the secret of an application only');
  const connection = await context.connect();
  const identity = options.app
    ? await signInApp(options, connection, context)
    : await signInUser(options, connection, context);
  const file = loginFile(context.environment);
  save(connection, file, options.app ? 'app' : 'user', identity);
  context.terminal.note(
    `Signed in at ${connection.settings.url.value} as ${describe(identity)}. Tokens are kept in ${file}, readable to you alone, and last about an hour.`,
  );
  if (identity.clientSecret !== undefined)
    context.terminal.note('The secret is kept there too; vakt logout removes it.');
};
