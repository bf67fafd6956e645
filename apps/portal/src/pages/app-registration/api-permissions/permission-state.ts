import type { Api, ApiPermission } from '../../../data/api.ts';
import type { Consents } from '../../../data/consent.ts';
import type { RequiredResourceAccess, ResourceAccess } from '../../../data/required-access.ts';

/** What a tenant's consent says of a permission. */
export type ConsentStatus =
  | 'granted'
  /** Configured after consent was given to others: without effect until consent is given again. */
  | 'added-later'
  | 'not-granted'
  /** Users may consent for themselves, and are asked when they sign in. */
  | 'asked-at-sign-in'
  /** Some users have consented for themselves. */
  | 'granted-by-users';

/** A permission of an application and where its consent stands. */
export interface PermissionState {
  readonly api: Api;
  readonly permission: ApiPermission;
  readonly status: ConsentStatus;
}

/** The permissions that belong to one API. */
export interface ApiGroup {
  readonly api: Api;
  readonly permissions: readonly PermissionState[];
}

/** An application's permissions: those it asks for, and those that were granted besides. */
export interface PermissionOverview {
  readonly configured: readonly ApiGroup[];
  readonly others: readonly ApiGroup[];
}

const scopesOf = (scope: string): readonly string[] => scope.split(' ').filter(value => value !== '');

const hasScope = (scope: string, value: string): boolean =>
  scopesOf(scope).some(held => held.toLowerCase() === value.toLowerCase());

const isGranted = ({ assignments, grants }: Consents, api: Api, permission: ApiPermission): boolean =>
  permission.type === 'Role'
    ? assignments.some(
        ({ resourceId, appRoleId }) => resourceId === api.servicePrincipalId && appRoleId === permission.id,
      )
    : grants.some(
        ({ consentType, resourceId, scope }) =>
          consentType === 'AllPrincipals' &&
          resourceId === api.servicePrincipalId &&
          hasScope(scope, permission.value),
      );

const isGrantedByUsers = ({ grants }: Consents, api: Api, { type, value }: ApiPermission): boolean =>
  type === 'Scope' &&
  grants.some(({ resourceId, scope }) => resourceId === api.servicePrincipalId && hasScope(scope, value));

/** Whether an administrator has consented to anything of the application at all. */
const isConsented = ({ assignments, grants }: Consents): boolean =>
  assignments.length > 0 || grants.some(({ consentType }) => consentType === 'AllPrincipals');

const statusOf = (consents: Consents, api: Api, permission: ApiPermission): ConsentStatus => {
  if (isGranted(consents, api, permission)) return 'granted';
  if (isGrantedByUsers(consents, api, permission)) return 'granted-by-users';
  if (!permission.needsAdminConsent) return 'asked-at-sign-in';
  return isConsented(consents) ? 'added-later' : 'not-granted';
};

/** Stands for a permission that its API no longer offers, or whose API the tenant does not have. */
const unknownPermission = ({ id, type }: ResourceAccess): ApiPermission => ({
  id,
  type,
  value: id,
  displayName: '',
  description: '',
  needsAdminConsent: true,
  isEnabled: false,
});

const unknownApi = (appId: string): Api => ({
  appId,
  displayName: appId,
  servicePrincipalId: undefined,
  permissions: [],
});

const configuredGroup = (
  { resourceAppId, resourceAccess }: RequiredResourceAccess,
  apis: readonly Api[],
  consents: Consents,
): ApiGroup => {
  const api = apis.find(({ appId }) => appId === resourceAppId) ?? unknownApi(resourceAppId);
  const permissions = resourceAccess.map(access => {
    const permission =
      api.permissions.find(({ id, type }) => id === access.id && type === access.type) ??
      unknownPermission(access);
    return { api, permission, status: statusOf(consents, api, permission) };
  });
  return { api, permissions };
};

const isConfigured = (required: readonly RequiredResourceAccess[], api: Api, { id, type }: ApiPermission) =>
  required.some(
    ({ resourceAppId, resourceAccess }) =>
      resourceAppId === api.appId && resourceAccess.some(access => access.id === id && access.type === type),
  );

const otherGroup = (required: readonly RequiredResourceAccess[], api: Api, consents: Consents): ApiGroup => ({
  api,
  permissions: api.permissions
    .filter(permission => !isConfigured(required, api, permission))
    .map((permission): PermissionState => ({ api, permission, status: statusOf(consents, api, permission) }))
    .filter(({ status }) => status === 'granted' || status === 'granted-by-users'),
});

const isNotEmpty = ({ permissions }: ApiGroup): boolean => permissions.length > 0;

/** What an application asks for and was granted, API by API. */
export const overviewOf = (
  required: readonly RequiredResourceAccess[],
  apis: readonly Api[],
  consents: Consents,
): PermissionOverview => ({
  configured: required.map(access => configuredGroup(access, apis, consents)).filter(isNotEmpty),
  others: apis.map(api => otherGroup(required, api, consents)).filter(isNotEmpty),
});

/** What consent for the whole tenant would newly grant. */
export const missingOf = ({ configured }: PermissionOverview): readonly PermissionState[] =>
  configured.flatMap(({ permissions }) =>
    permissions.filter(({ permission, status }) => status !== 'granted' && permission.isEnabled),
  );
