/** The kinds of client that an application has; the list in which a redirect URI stands decides the kind of the flow. */
export const PLATFORMS = ['web', 'spa', 'publicClient'] as const;
export type Platform = (typeof PLATFORMS)[number];

export const LONGEST_REDIRECT_URI = 256;

/** Why a text is no redirect URI of a platform. */
export type RedirectUriFault =
  /** No address at all: a scheme is missing, or what follows it. */
  | 'not-an-address'
  /** Longer than the directory keeps. */
  | 'too-long'
  /** Blanks, wildcards, fragments, and what browsers read in different ways. */
  | 'characters'
  /** `http` is for the machine itself; other schemes are for native applications. */
  | 'not-secure'
  /** A user name or password in it. */
  | 'credentials'
  /** A scheme that a browser opens by itself instead of handing it to an application. */
  | 'scheme';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);
/** Schemes that a browser runs or opens by itself, rather than handing them to an application. */
const BROWSER_SCHEMES: ReadonlySet<string> = new Set([
  'about:',
  'blob:',
  'data:',
  'file:',
  'ftp:',
  'javascript:',
  'vbscript:',
  'view-source:',
  'ws:',
  'wss:',
]);
/** Blanks, control characters, and what URL parsers disagree about. */
const UNCLEAR = /[\s\\*#<>"^`{|}]|[^\x20-\x7e]/;

const schemeFault = ({ protocol, hostname }: URL, platform: Platform): RedirectUriFault | undefined => {
  if (protocol === 'https:') return undefined;
  if (protocol === 'http:') return LOOPBACK_HOSTS.has(hostname) ? undefined : 'not-secure';
  if (platform !== 'publicClient') return 'not-secure';
  return BROWSER_SCHEMES.has(protocol) ? 'scheme' : undefined;
};

/**
 * What keeps a text from being a redirect URI of a platform; `undefined` when nothing does (reference: identity, section 5.3).
 */
export const redirectUriFault = (uri: string, platform: Platform): RedirectUriFault | undefined => {
  if (uri.length > LONGEST_REDIRECT_URI) return 'too-long';
  if (UNCLEAR.test(uri)) return 'characters';
  const url = URL.parse(uri);
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || (isHttp && !/^https?:\/\/[^/]/i.test(uri))) return 'not-an-address';
  if (isHttp && (url.username !== '' || url.password !== '')) return 'credentials';
  return schemeFault(url, platform);
};
