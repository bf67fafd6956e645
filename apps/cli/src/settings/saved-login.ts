import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Variables } from './env-file.ts';

/** A token that was handed out, with the time at which it ends. */
export interface SavedToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

/** One side of a login. Tokens are kept by the scope that they were asked with. */
export interface SavedIdentity {
  readonly tenantId: string;
  readonly clientId: string;
  /** Only after `--remember`. */
  readonly clientSecret?: string;
  readonly username?: string;
  /** Gets new tokens for a user who signed in with a browser. */
  readonly refreshToken?: string;
  readonly tokens: Readonly<Record<string, SavedToken>>;
}

/** What `vakt login` keeps: one installation, an application and a user in it. */
export interface SavedLogin {
  readonly url: string;
  readonly caFiles?: readonly string[];
  readonly app?: SavedIdentity;
  readonly user?: SavedIdentity;
}

/** Where the login is kept: `$XDG_CONFIG_HOME/vakt/login.json`, else under `~/.config`. */
export const loginFile = (environment: Variables): string =>
  join(environment['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'vakt', 'login.json');

const isLogin = (value: unknown): value is SavedLogin =>
  typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string';

/** The saved login; `undefined` when there is none, or when the file holds something else. */
export const readLogin = (file: string): SavedLogin | undefined => {
  if (!existsSync(file)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isLogin(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Writes the login for its owner's eyes alone, whole or not at all. */
export const writeLogin = (file: string, login: SavedLogin): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(login, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
};

/** Keeps what the user of a login was given anew, unless somebody else signed in meanwhile. */
export const renewUser = (
  file: string,
  before: SavedIdentity,
  given: Partial<Pick<SavedIdentity, 'refreshToken' | 'tokens'>>,
): void => {
  const login = readLogin(file);
  const { user } = login ?? {};
  if (!login || user?.tenantId !== before.tenantId || user.username !== before.username) return;
  writeLogin(file, { ...login, user: { ...user, ...given, tokens: { ...user.tokens, ...given.tokens } } });
};

/** Forgets the login; tells whether there was one. */
export const removeLogin = (file: string): boolean => {
  const existed = existsSync(file);
  rmSync(file, { force: true });
  return existed;
};
