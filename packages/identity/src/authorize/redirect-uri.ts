import type { ClientApplication, ClientPlatform } from '../authority/client-application.ts';

/** Where an authorization reply goes. */
export interface Redirect {
  readonly uri: string;
  /** The list in which the URI is registered decides the client type of the flow. */
  readonly platform: ClientPlatform;
}

const PLATFORMS: readonly ClientPlatform[] = ['web', 'spa', 'native'];
const LOOPBACK = /^(https?:\/\/(?:localhost|127\.0\.0\.1))(?::\d{1,5})?(\/[^#]*)?$/i;
const NATIVE_CLIENT_PATH = '/common/oauth2/nativeclient';

/** A loopback URI without its port, which the comparison ignores; `undefined` for every other URI. */
const withoutPort = (uri: string): string | undefined => {
  const [, host, path = '/'] = LOOPBACK.exec(uri) ?? [];
  return host === undefined ? undefined : `${host.toLowerCase()}${path}`;
};

/** Whether `sent` is the landing page of native clients on this origin, under which the real service's own is meant too. */
const isOwnNativeClientPage = (registered: string, sent: string, origin: string): boolean =>
  sent === `${origin}${NATIVE_CLIENT_PATH}` &&
  registered === `https://login.microsoftonline.com${NATIVE_CLIENT_PATH}`;

/** A registration as a URI: a path, which only the service's own clients have, is a page of this origin. */
const absolute = (registered: string, origin: string): string =>
  registered.startsWith('/') ? `${origin}${registered}` : registered;

/** Exact, but for the port of a loopback URI (reference: identity, section 5.3). */
const matches = (registered: string, sent: string, origin: string): boolean => {
  if (absolute(registered, origin) === sent || isOwnNativeClientPage(registered, sent, origin)) return true;
  const wanted = withoutPort(registered);
  return wanted !== undefined && wanted === withoutPort(sent);
};

/** Finds the registration that a redirect URI belongs to; `undefined` when there is none. */
export const findRedirect = (
  { redirectUris }: ClientApplication,
  sent: string,
  origin: string,
): Redirect | undefined => {
  const platform = PLATFORMS.find(name =>
    redirectUris[name].some(registered => matches(registered, sent, origin)),
  );
  return platform && { uri: sent, platform };
};

/** The redirect of a request that names none: the only one that is registered. */
export const findOnlyRedirect = (
  { redirectUris }: ClientApplication,
  origin: string,
): Redirect | undefined => {
  const all = PLATFORMS.flatMap(platform =>
    redirectUris[platform].map(uri => ({ uri: absolute(uri, origin), platform })),
  );
  return all.length === 1 ? all[0] : undefined;
};
