import { resourceApplications } from './resources.ts';

/** A DNS name of two labels or more (RFC 1123, section 2.1), in lower case. */
const DOMAIN =
  /^(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** Whether `text` can be a domain of a tenant: `contoso.example`. */
export const isDomainName = (text: string): boolean => DOMAIN.test(text);

/** The service's own names. With one of them a tenant could register an API that passes for the service's. */
const serviceHosts: readonly string[] = [
  'login.microsoftonline.com',
  'login.windows.net',
  'sts.windows.net',
  ...Object.values(resourceApplications)
    .flatMap(({ identifierUris }) => identifierUris)
    .flatMap(uri => URL.parse(uri)?.hostname ?? []),
].map(host => host.toLowerCase());

/**
 * Whether a domain is the service's own, or above or below one of its names: no tenant can have it.
 *
 * @param domain in lower case.
 */
export const isServiceDomain = (domain: string): boolean =>
  serviceHosts.some(host => host === domain || host.endsWith(`.${domain}`) || domain.endsWith(`.${host}`));
