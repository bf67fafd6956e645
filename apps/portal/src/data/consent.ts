/** An application permission that was granted (Microsoft Graph: appRoleAssignment resource type). */
export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly resourceId: string;
  readonly resourceDisplayName: string;
}

/** Delegated permissions that were granted (Microsoft Graph: oAuth2PermissionGrant resource type). */
export interface PermissionGrant {
  readonly id: string;
  /** For everybody in the tenant, or for one user. */
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly resourceId: string;
  /** Values, separated by blanks. */
  readonly scope: string;
}

/** What a tenant has let an application do. */
export interface Consents {
  /** The application's service principal; an application without one has no consent. */
  readonly clientId: string | undefined;
  readonly assignments: readonly AppRoleAssignment[];
  readonly grants: readonly PermissionGrant[];
}

/** One step of a consent, or of taking it back. */
export type ConsentChange =
  | {
      readonly kind: 'assign-role';
      readonly clientId: string;
      readonly resourceId: string;
      readonly appRoleId: string;
    }
  | { readonly kind: 'remove-role'; readonly clientId: string; readonly assignmentId: string }
  | {
      readonly kind: 'grant-scopes';
      readonly clientId: string;
      readonly resourceId: string;
      readonly scope: string;
    }
  | { readonly kind: 'change-scopes'; readonly grantId: string; readonly scope: string }
  | { readonly kind: 'remove-grant'; readonly grantId: string };
