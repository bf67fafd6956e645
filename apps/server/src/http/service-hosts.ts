/**
 * Host names of the real services that Vakt answers for (reference: wire-quirks, section 1): those that `vakt exec` and
 * `vakt hosts` lead here, and that the second certificate authority may vouch for.
 */
const AUTHORITY_HOSTS = [
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'sts.windows.net',
  'login.microsoftonline.us',
];

const GRAPH_AND_MANAGEMENT_HOSTS = [
  'graph.microsoft.com',
  'management.azure.com',
  'management.core.windows.net',
];

const DEFENDER_HOSTS = [
  'api.securitycenter.microsoft.com',
  'api.securitycenter.windows.com',
  'api.security.microsoft.com',
];

const geographic = (areas: readonly string[], form: (area: string) => string): string[] => areas.map(form);

const GEOGRAPHIC_HOSTS = [
  ...geographic(['us', 'eu', 'uk', 'au', 'swa', 'ina', 'aea'], area => `${area}.api.security.microsoft.com`),
  ...geographic(['us', 'us3', 'eu', 'eu3', 'uk', 'au'], area => `api-${area}.securitycenter.microsoft.com`),
  ...geographic(['us', 'eu', 'uk', 'au'], area => `api-${area}.securitycenter.windows.com`),
  ...geographic(['us', 'eu', 'uk', 'au'], area => `api-${area}.security.microsoft.com`),
];

const GOVERNMENT_HOSTS = [
  'api-gcc.securitycenter.microsoft.us',
  'api-gov.securitycenter.microsoft.us',
  'api-gcc.security.microsoft.us',
  'api-gov.security.microsoft.us',
];

export const SERVICE_HOSTS: readonly string[] = [
  ...AUTHORITY_HOSTS,
  ...GRAPH_AND_MANAGEMENT_HOSTS,
  ...DEFENDER_HOSTS,
  ...GEOGRAPHIC_HOSTS,
  ...GOVERNMENT_HOSTS,
];

const KNOWN: ReadonlySet<string> = new Set(SERVICE_HOSTS);

/** Every numbered form, `api-us3.securitycenter.microsoft.com` for one, which `@odata.context` names. */
const NUMBERED_HOST = /^api-(?:us|eu|uk|au)\d\.security(?:center)?\.(?:microsoft|windows)\.com$/;

/** Whether `host`, in lower case and without a port, is one of the real services'. */
export const isServiceHost = (host: string): boolean => KNOWN.has(host) || NUMBERED_HOST.test(host);
