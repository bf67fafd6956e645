/** A permission that a registration asks for: of an application (`Role`) or on behalf of a user (`Scope`). */
export interface RequestedPermission {
  readonly id: string;
  readonly type: 'Role' | 'Scope';
}

/** What a registration asks of one resource. It grants nothing. */
export interface RequestedAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly RequestedPermission[];
}

export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly signInAudience: string;
  readonly createdDateTime: string;
  readonly requiredResourceAccess?: readonly RequestedAccess[];
}

export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly appRoles?: readonly {
    readonly id: string;
    readonly value: string;
    readonly displayName?: string;
  }[];
  readonly oauth2PermissionScopes?: readonly { readonly id: string; readonly value: string }[];
}

/** The consent to delegated permissions of one resource. */
export interface PermissionGrant {
  readonly id: string;
  readonly clientId: string;
  readonly resourceId: string;
  readonly consentType: string;
  /** Values, separated by blanks. */
  readonly scope: string;
}

/** A secret as it is answered once, when it is made. */
export interface Secret {
  readonly keyId: string;
  readonly displayName?: string;
  readonly endDateTime: string;
  readonly hint?: string;
  readonly secretText: string;
}
