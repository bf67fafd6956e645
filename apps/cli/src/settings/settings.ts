import { resolve } from 'node:path';
import { CommandError, usageError } from '../failure/command-error.ts';
import type { Variables } from './env-file.ts';
import { loginFile, readLogin, type SavedIdentity, type SavedLogin } from './saved-login.ts';
import { foundSources, type Source, spokenSources } from './sources.ts';
import { findCaFiles } from './trust.ts';

/** The options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly envFile?: string;
  readonly url?: string;
  readonly tenant?: string;
  readonly caFile?: string;
  readonly data?: string;
  /** Which of the two identities to call as. */
  readonly as?: 'app' | 'user';
}

/** An application that can prove itself. */
export interface AppSettings {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A user who can be signed in without a browser. */
export interface UserSettings {
  readonly tenantId: string;
  readonly username: string;
  readonly password: string;
}

/** An identity, and the name of the place that it came from. */
export interface Sourced<Value> {
  readonly source: string;
  readonly value: Value;
}

/** Which installation to call, and as whom. */
export interface Settings {
  readonly url: Sourced<string>;
  /** PEM files of the authorities to trust for the installation's address, besides the runtime's own. */
  readonly caFiles: readonly string[];
  readonly dataDirectory: string;
  /** Where the saved login is. */
  readonly loginFile: string;
  /** Given on the command line; stands over every other tenant. */
  readonly tenantId: string | undefined;
  readonly app: Sourced<AppSettings> | undefined;
  readonly user: Sourced<UserSettings> | undefined;
  readonly savedApp: SavedIdentity | undefined;
  readonly savedUser: SavedIdentity | undefined;
}

const originOf = (text: string, where: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw usageError(`${where} is not an address: ${text}`, 'It looks like https://localhost:8443');
  if (url.protocol !== 'https:') throw usageError(`${where} must begin with https://, not ${url.protocol}//`);
  return url.origin;
};

const findUrl = (options: CommonOptions, sources: readonly Source[]): Sourced<string> => {
  if (options.url !== undefined) return { source: '--url', value: originOf(options.url, '--url') };
  for (const { name, variables } of sources) {
    const url = variables['VAKT_URL'];
    if (url) return { source: name, value: originOf(url, `VAKT_URL in ${name}`) };
  }
  throw new CommandError({
    reason: 'usage',
    message: 'No Vakt is named',
    mend: [
      'Name one with --url or VAKT_URL, sign in with vakt login, or run this where npm start keeps its .vakt folder.',
    ],
  });
};

/** The tenant that the highest source names. */
const tenantNamed = (sources: readonly Source[]): string | undefined =>
  sources.find(({ variables }) => variables['VAKT_TENANT_ID'])?.variables['VAKT_TENANT_ID'];

const isSameTenant = (one: string | undefined, other: string | undefined): boolean =>
  !one || !other || one.toLowerCase() === other.toLowerCase();

/** A set of values that belong together is taken from one source, whole: half of it would be somebody else's. */
const firstWith = <Name extends string>(
  sources: readonly Source[],
  names: readonly Name[],
): Sourced<Record<Name, string>> | undefined => {
  for (const { name: source, variables } of sources) {
    const entries = names.map(name => [name, variables[name]] as const);
    if (entries.every(([, value]) => value))
      return { source, value: Object.fromEntries(entries) as Record<Name, string> };
  }
  return undefined;
};

/**
 * Sources that speak of another installation hold nothing for this one: their secrets must not go there. One that names
 * no installation speaks of whichever was chosen on purpose.
 */
const sourcesFor = (url: string, isChosen: boolean, sources: readonly Source[]): Source[] =>
  sources.filter(({ name, variables }) => {
    const own = variables['VAKT_URL'];
    return own ? originOf(own, `VAKT_URL in ${name}`) === url : isChosen;
  });

const isThisMachine = (url: string): boolean => {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
};

const appOf = (sources: readonly Source[]): Sourced<AppSettings> | undefined => {
  const found = firstWith(sources, ['VAKT_TENANT_ID', 'VAKT_CLIENT_ID', 'VAKT_CLIENT_SECRET']);
  return (
    found && {
      source: found.source,
      value: {
        tenantId: found.value.VAKT_TENANT_ID,
        clientId: found.value.VAKT_CLIENT_ID,
        clientSecret: found.value.VAKT_CLIENT_SECRET,
      },
    }
  );
};

const userOf = (sources: readonly Source[]): Sourced<UserSettings> | undefined => {
  const found = firstWith(sources, ['VAKT_TENANT_ID', 'VAKT_USERNAME', 'VAKT_PASSWORD']);
  return (
    found && {
      source: found.source,
      value: {
        tenantId: found.value.VAKT_TENANT_ID,
        username: found.value.VAKT_USERNAME,
        password: found.value.VAKT_PASSWORD,
      },
    }
  );
};

/** Where the installation's data directory would be: `--data`, `VAKT_DATA`, `./.vakt`. */
export const dataDirectoryOf = (options: CommonOptions, environment: Variables): string =>
  resolve(options.data ?? environment['VAKT_DATA'] ?? '.vakt');

/** The installation that was chosen, and the sources that may speak of it. */
interface Choice {
  readonly url: Sourced<string>;
  readonly spoken: readonly Source[];
  readonly found: readonly Source[];
  readonly login: SavedLogin | undefined;
  /** Whether the data directory is the installation's own. */
  readonly isOwnData: boolean;
}

const choose = (options: CommonOptions, environment: Variables, dataDirectory: string): Choice => {
  const saved = readLogin(loginFile(environment));
  const allSpoken = spokenSources(options.envFile, environment);
  const allFound = foundSources(saved, dataDirectory);
  const url = findUrl(options, [...allSpoken, ...allFound]);
  const isData = ({ name }: Source): boolean => name.startsWith(dataDirectory);
  // A file that lies about in some folder may name an address of its own, but gets nobody's secrets by that.
  const isFromData = allFound.some(source => isData(source) && source.name === url.source);
  const isHere = isThisMachine(url.value);
  const found = sourcesFor(url.value, !isFromData || isHere, allFound);
  return {
    url,
    spoken: sourcesFor(url.value, !isFromData || isHere, allSpoken),
    found,
    login: saved?.url === url.value ? saved : undefined,
    isOwnData: isHere || found.some(isData),
  };
};

/**
 * Who the caller can be. Who names a tenant means to be somebody there: another tenant's application must not make the
 * call. An identity that was saved without its secret hides the demo's all the same: whoever signed in wants to be that.
 */
const identitiesOf = (
  { spoken, found, login }: Choice,
  wantedTenant: string | undefined,
): Pick<Settings, 'app' | 'user' | 'savedApp' | 'savedUser'> => {
  const tenant = tenantNamed([...spoken, ...found]);
  const ofTenant = (identity: SavedIdentity | undefined): SavedIdentity | undefined =>
    identity && isSameTenant(identity.tenantId, wantedTenant ?? tenant) ? identity : undefined;
  const savedApp = ofTenant(login?.app);
  // A user who signed in with a browser may be a guest of any tenant: tokens there are asked for when they are needed.
  const isGuest = wantedTenant !== undefined && login?.user?.refreshToken !== undefined;
  const savedUser = isGuest ? login.user : ofTenant(login?.user);
  const sourcesBehind = (saved: SavedIdentity | undefined): Source[] =>
    (saved && saved.clientSecret === undefined ? spoken : [...spoken, ...found]).filter(({ variables }) =>
      isSameTenant(variables['VAKT_TENANT_ID'], tenant),
    );
  return { app: appOf(sourcesBehind(savedApp)), user: userOf(sourcesBehind(savedUser)), savedApp, savedUser };
};

/**
 * Finds out which installation to call, and as whom.
 *
 * @throws CommandError when nothing names an installation, or what names it is wrong
 */
export const readSettings = (options: CommonOptions, environment: Variables): Settings => {
  const dataDirectory = dataDirectoryOf(options, environment);
  const choice = choose(options, environment, dataDirectory);
  const { url, spoken, found, login, isOwnData } = choice;
  const sources = [...spoken, ...found];
  return {
    url,
    caFiles: findCaFiles({ named: options.caFile, sources, login, dataDirectory, isOwnData }),
    dataDirectory,
    loginFile: loginFile(environment),
    tenantId: options.tenant,
    ...identitiesOf(choice, options.tenant),
  };
};
