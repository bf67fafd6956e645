/** A national cloud's login hosts, as clients are told of them: one authority under several names. */
export interface Cloud {
  /** The host to send requests to. */
  readonly preferred_network: string;
  /** The host under which clients keep tokens. */
  readonly preferred_cache: string;
  readonly aliases: readonly string[];
}

/** A cloud whose clients keep tokens under the host that they ask. */
const cloudOf = (host: string, ...others: string[]): Cloud => ({
  preferred_network: host,
  preferred_cache: host,
  aliases: [host, ...others],
});

/** The clouds of the real service, the public one first (reference: identity, sections 4.3 and 8). */
export const CLOUDS: readonly Cloud[] = [
  {
    preferred_network: 'login.microsoftonline.com',
    preferred_cache: 'login.windows.net',
    aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  },
  cloudOf('login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'),
  cloudOf('login.microsoftonline.de'),
  cloudOf('login.microsoftonline.us', 'login.usgovcloudapi.net'),
  cloudOf('login-us.microsoftonline.com'),
];
