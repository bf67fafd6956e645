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

/** Addresses that answers of the authority may be sent to, of one kind of client. */
interface Redirects {
  readonly redirectUris?: readonly string[];
}

export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly description?: string | null;
  readonly signInAudience: string;
  readonly createdDateTime: string;
  readonly isFallbackPublicClient?: boolean | null;
  readonly requiredResourceAccess?: readonly RequestedAccess[];
  readonly web?: Redirects;
  readonly spa?: Redirects;
  readonly publicClient?: Redirects;
  readonly passwordCredentials?: readonly SecretEntry[];
  readonly keyCredentials?: readonly Certificate[];
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
  /** The user who consented; absent where an administrator did for everybody. */
  readonly principalId?: string | null;
  /** Values, separated by blanks. */
  readonly scope: string;
}

/** The consent to one application permission. */
export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly principalId: string;
  readonly principalDisplayName?: string;
  readonly principalType?: string;
  readonly resourceId: string;
  readonly resourceDisplayName?: string;
  readonly createdDateTime?: string;
}

/** A secret as it is listed: never its value. */
export interface SecretEntry {
  readonly keyId: string;
  readonly displayName?: string | null;
  readonly startDateTime?: string;
  readonly endDateTime: string;
  /** The first characters of the value. */
  readonly hint?: string | null;
}

/** A secret as it is answered once, when it is made. */
export interface Secret extends SecretEntry {
  readonly secretText: string;
}

/** A certificate with which an application proves itself. */
export interface Certificate {
  readonly keyId: string;
  readonly displayName?: string | null;
  /** The SHA-1 thumbprint. */
  readonly customKeyIdentifier?: string | null;
  readonly startDateTime?: string;
  readonly endDateTime: string;
}

/** An outside issuer whose tokens an application proves itself with. */
export interface FederatedCredential {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
  readonly description?: string | null;
}

export interface User {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly accountEnabled?: boolean;
  readonly userType?: string | null;
  readonly mail?: string | null;
  readonly createdDateTime?: string;
}

/** A directory role that users can have. */
export interface RoleDefinition {
  readonly id: string;
  readonly displayName: string;
}

/** That a user has a directory role. */
export interface RoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
}

export interface Domain {
  readonly id: string;
  readonly isDefault?: boolean;
  readonly isVerified?: boolean;
}

/** A tenant that uses a partner's application. */
export interface Customer {
  readonly appId: string;
  readonly tenantId: string;
  readonly displayName: string | null;
  readonly createdDateTime: string;
}
