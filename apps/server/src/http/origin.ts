/** Host names of the real services that Vakt answers for (reference: wire-quirks, section 1). */
const SERVICE_HOSTS: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'sts.windows.net',
  'login.microsoftonline.us',
  'graph.microsoft.com',
  'api.securitycenter.microsoft.com',
  'api.securitycenter.windows.com',
  'api.security.microsoft.com',
  'api-gcc.securitycenter.microsoft.us',
  'api-gov.securitycenter.microsoft.us',
  'api-gcc.security.microsoft.us',
  'api-gov.security.microsoft.us',
]);

/** The geographic forms: `eu.api.security.microsoft.com`, `api-us3.securitycenter.microsoft.com` … */
const GEOGRAPHIC_HOST =
  /^(?:(?:us|eu|uk|au|swa|ina|aea)\.api\.security\.microsoft\.com|api-(?:us|eu|uk|au)\d?\.security(?:center)?\.(?:microsoft|windows)\.com)$/;

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const HOST = /^([a-z0-9.-]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/;

/**
 * The public origin of a request from its Host header, when that host is one of ours.
 *
 * URLs in replies are built from it, so a host that is not on the list is refused: a forged header must not lead a client
 * elsewhere.
 *
 * @returns `https://host[:port]`, or `undefined` for a host that Vakt does not answer for.
 */
export const originOf = (
  hostHeader: string | undefined,
  ownHosts: ReadonlySet<string>,
): string | undefined => {
  const [, host = '', port] = HOST.exec((hostHeader ?? '').toLowerCase()) ?? [];
  const known =
    ownHosts.has(host) || LOOPBACK_HOSTS.has(host) || SERVICE_HOSTS.has(host) || GEOGRAPHIC_HOST.test(host);
  if (!known) return undefined;
  return port === undefined || port === '443' ? `https://${host}` : `https://${host}:${port}`;
};
