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

const save = (connection: Connection, file: string, identities: Pick<SavedLogin, 'app' | 'user'>): void => {
  const { url, caFile } = connection.settings;
  const earlier = readLogin(file);
  const login: SavedLogin = {
    // Another installation's login says nothing about this one.
    ...(earlier?.url === url.value && earlier),
    url: url.value,
    ...(caFile && { caFile }),
    ...identities,
  };
  writeLogin(file, login);
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
  save(connection, file, options.app ? { app: identity } : { user: identity });
  context.terminal.note(
    `Signed in at ${connection.settings.url.value} as ${describe(identity)}. Tokens are kept in ${file}, readable to you alone, and last about an hour.`,
  );
  if (identity.clientSecret !== undefined)
    context.terminal.note('The secret is kept there too; vakt logout removes it.');
};
