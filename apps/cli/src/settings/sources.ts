import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usageError } from '../failure/command-error.ts';
import { parseEnvFile, type Variables } from './env-file.ts';
import type { SavedLogin } from './saved-login.ts';

/** A place that says which installation to call and as whom, in the names of the environment. */
export interface Source {
  readonly name: string;
  readonly variables: Variables;
}

const readSource = (name: string, file: string): Source => ({
  name,
  variables: parseEnvFile(readFileSync(file, 'utf8')),
});

const namedFile = (file: string | undefined): Source[] => {
  if (file === undefined) return [];
  if (!existsSync(file)) throw usageError(`There is no file ${file}`);
  return [readSource(file, file)];
};

const loginAsVariables = (login: SavedLogin): Variables => ({
  VAKT_URL: login.url,
  VAKT_TENANT_ID: login.app?.tenantId ?? login.user?.tenantId,
  ...(login.app?.clientSecret !== undefined && {
    VAKT_CLIENT_ID: login.app.clientId,
    VAKT_CLIENT_SECRET: login.app.clientSecret,
  }),
});

/** What a running Vakt says of itself in its data directory. */
const readySource = (file: string): Source[] => {
  if (!existsSync(file)) return [];
  try {
    const { url, caFile } = JSON.parse(readFileSync(file, 'utf8')) as { url?: string; caFile?: string };
    return [{ name: file, variables: { VAKT_URL: url, NODE_EXTRA_CA_CERTS: caFile } }];
  } catch {
    return [];
  }
};

/** A demo file that belongs to somebody else is as good as none. */
const demoSource = (file: string): Source[] => {
  try {
    return existsSync(file) ? [readSource(file, file)] : [];
  } catch {
    return [];
  }
};

/** What was said on purpose, highest first: a file named with --env-file, the environment. */
export const spokenSources = (envFile: string | undefined, environment: Variables): Source[] => [
  ...namedFile(envFile),
  { name: 'the environment', variables: environment },
];

/** What lies about, highest first: the saved login, the data directory. */
export const foundSources = (login: SavedLogin | undefined, dataDirectory: string): Source[] => [
  ...(login ? [{ name: 'the saved login', variables: loginAsVariables(login) }] : []),
  ...demoSource(join(dataDirectory, 'demo.env')),
  ...readySource(join(dataDirectory, 'ready.json')),
];
