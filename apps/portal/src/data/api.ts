/** Something that an API lets its clients do: `Role` is an application permission, `Scope` a delegated one. */
export interface ApiPermission {
  readonly id: string;
  readonly type: 'Role' | 'Scope';
  /** What tokens carry: `Alert.Read.All`. */
  readonly value: string;
  readonly displayName: string;
  readonly description: string;
  readonly needsAdminConsent: boolean;
  readonly isEnabled: boolean;
}

/** An application that offers permissions to others. */
export interface Api {
  readonly appId: string;
  readonly displayName: string;
  /** Its presence in the tenant; not there for an application that was registered and never used. */
  readonly servicePrincipalId: string | undefined;
  readonly permissions: readonly ApiPermission[];
}

/** Microsoft Graph: appRole resource type, as far as it is used here. */
interface AppRole {
  readonly id: string;
  readonly value: string | null;
  readonly displayName: string;
  readonly description: string | null;
  readonly isEnabled: boolean;
  readonly allowedMemberTypes: readonly string[];
}

/** Microsoft Graph: permissionScope resource type, as far as it is used here. */
interface PermissionScope {
  readonly id: string;
  readonly value: string;
  readonly adminConsentDisplayName: string | null;
  readonly adminConsentDescription: string | null;
  readonly isEnabled: boolean;
  readonly type: 'Admin' | 'User';
}

const ofRole = ({ id, value, displayName, description, isEnabled }: AppRole): ApiPermission => ({
  id,
  type: 'Role',
  value: value ?? displayName,
  displayName,
  description: description ?? '',
  needsAdminConsent: true,
  isEnabled,
});

const ofScope = (scope: PermissionScope): ApiPermission => ({
  id: scope.id,
  type: 'Scope',
  value: scope.value,
  displayName: scope.adminConsentDisplayName ?? scope.value,
  description: scope.adminConsentDescription ?? '',
  needsAdminConsent: scope.type === 'Admin',
  isEnabled: scope.isEnabled,
});

const permissionsOf = (
  roles: readonly AppRole[],
  scopes: readonly PermissionScope[],
): readonly ApiPermission[] => [
  ...roles.filter(({ allowedMemberTypes }) => allowedMemberTypes.includes('Application')).map(ofRole),
  ...scopes.map(ofScope),
];

/** A service principal, as far as it offers permissions (Microsoft Graph: servicePrincipal resource type). */
export interface OfferingServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly appRoles: readonly AppRole[];
  readonly oauth2PermissionScopes: readonly PermissionScope[];
}

/** An API that is present in the tenant. */
export const apiOfServicePrincipal = (principal: OfferingServicePrincipal): Api => ({
  appId: principal.appId,
  displayName: principal.displayName,
  servicePrincipalId: principal.id,
  permissions: permissionsOf(principal.appRoles, principal.oauth2PermissionScopes),
});

/** A registration, as far as it offers permissions (Microsoft Graph: application resource type). */
export interface OfferingApplication {
  readonly appId: string;
  readonly displayName: string;
  readonly appRoles: readonly AppRole[];
  readonly api: { readonly oauth2PermissionScopes: readonly PermissionScope[] };
}

/** An API by its registration, whether or not the tenant has it present. */
export const apiOfApplication = (application: OfferingApplication): Api => ({
  appId: application.appId,
  displayName: application.displayName,
  servicePrincipalId: undefined,
  permissions: permissionsOf(application.appRoles, application.api.oauth2PermissionScopes),
});
