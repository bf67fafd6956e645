import type { Tenant } from '@vakt/store/directory/tenants';

/** The names that the real service's authority has; clients that were told one of them address their assertions to it. */
const LOGIN_ORIGINS = [
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'login.microsoftonline.us',
  'login.usgovcloudapi.net',
].map(host => `https://${host}`);

/** Where an assertion must have been meant for. */
export interface AssertionTarget {
  readonly tenant: Tenant;
  /** The first segment of the request's path. */
  readonly tenantSegment: string;
  /** The public origin that was asked. */
  readonly authorityOrigin: string;
}

const withoutSlash = (url: string): string => url.toLowerCase().replace(/\/$/, '');

/** The endpoint that a client does best to address its assertions to. */
export const tokenEndpointOf = ({ authorityOrigin, tenant }: AssertionTarget): string =>
  `${authorityOrigin}/${tenant.id}/oauth2/v2.0/token`;

/** The claim `aud` as one text; a list must have one member. */
export const readAudience = (audience: unknown): string | undefined => {
  const only: unknown = Array.isArray(audience) && audience.length === 1 ? audience[0] : audience;
  return typeof only === 'string' ? only : undefined;
};

/**
 * Whether an assertion was made for the tenant at this authority: its audience is one of the tenant's token endpoints or
 * issuers, of either version (reference: identity, section 2.3).
 */
export const isMeantFor = (audience: string, target: AssertionTarget): boolean => {
  const { tenant, tenantSegment, authorityOrigin } = target;
  const segments = new Set([tenant.id, tenant.defaultDomain, tenantSegment].map(withoutSlash));
  const asked = withoutSlash(audience);
  if (asked === `https://sts.windows.net/${tenant.id}`) return true;
  return [authorityOrigin, ...LOGIN_ORIGINS].some(origin =>
    [...segments].some(segment =>
      ['oauth2/token', 'oauth2/v2.0/token', 'v2.0'].some(
        path => asked === `${withoutSlash(origin)}/${segment}/${path}`,
      ),
    ),
  );
};
