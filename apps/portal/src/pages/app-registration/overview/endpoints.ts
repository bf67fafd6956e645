import type { Application } from '../../../data/applications.ts';
import { isMultiTenant } from '../application-tabs.ts';

export const ENDPOINTS = [
  'authority',
  'authorizeV2',
  'tokenV2',
  'deviceCode',
  'authorizeV1',
  'tokenV1',
  'openIdConfiguration',
] as const;

/** An address of the authority that an application uses. */
export type Endpoint = (typeof ENDPOINTS)[number];

/**
 * The authority's addresses for an application: those of its tenant, or of any organization when it serves all.
 *
 * @param origin of the authority: `https://login.contoso.com`.
 */
export const endpointsOf = (
  application: Pick<Application, 'signInAudience'>,
  tenantId: string,
  origin: string,
): Readonly<Record<Endpoint, string>> => {
  const authority = `${origin}/${isMultiTenant(application) ? 'organizations' : tenantId}`;
  return {
    authority,
    authorizeV2: `${authority}/oauth2/v2.0/authorize`,
    tokenV2: `${authority}/oauth2/v2.0/token`,
    deviceCode: `${authority}/oauth2/v2.0/devicecode`,
    authorizeV1: `${authority}/oauth2/authorize`,
    tokenV1: `${authority}/oauth2/token`,
    openIdConfiguration: `${authority}/v2.0/.well-known/openid-configuration`,
  };
};
