import type { Obstacle } from './judgement.ts';

/** What of the token's world is in the person's own tenant. */
export interface TokenPlace {
  readonly isOwnTenant: boolean;
  /** The object id of the application that holds the token, where it is registered here. */
  readonly applicationId: string | undefined;
  /** The object id of its service principal here. */
  readonly servicePrincipalId: string | undefined;
  /** The token's `oid`. */
  readonly userId: string | undefined;
}

export type MendPage =
  | 'get-a-token'
  | 'api-permissions'
  | 'customers'
  | 'enterpriseApplications'
  | 'users'
  | 'tenant';

/** Where in the portal a refusal is mended. */
export interface Mend {
  readonly page: MendPage;
  readonly to: string;
}

const applicationTab = (
  { applicationId }: TokenPlace,
  page: 'get-a-token' | 'api-permissions' | 'customers',
): Mend | undefined =>
  applicationId === undefined ? undefined : { page, to: `/app-registrations/${applicationId}/${page}` };

/** Consent to an application of one's own is given at its permissions, and in a customer's tenant by the customer. */
const consentPlace = (place: TokenPlace): Mend | undefined => {
  const own = applicationTab(place, place.isOwnTenant ? 'api-permissions' : 'customers');
  if (own || place.servicePrincipalId === undefined || !place.isOwnTenant) return own;
  return { page: 'enterpriseApplications', to: `/enterprise-applications/${place.servicePrincipalId}` };
};

/** @returns `undefined` when nothing of it is in the person's tenant. */
export const mendOf = ({ kind }: Obstacle, place: TokenPlace): Mend | undefined => {
  switch (kind) {
    case 'application-permission':
    case 'delegated-permission':
      return consentPlace(place);
    case 'user-role':
      return place.isOwnTenant && place.userId !== undefined
        ? { page: 'users', to: `/users/${place.userId}` }
        : undefined;
    case 'plan':
      return place.isOwnTenant ? { page: 'tenant', to: '/tenant' } : undefined;
    default:
      return applicationTab(place, 'get-a-token');
  }
};
