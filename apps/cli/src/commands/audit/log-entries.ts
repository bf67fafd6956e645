/** A sign-in as Microsoft Graph shows it, as far as the table needs it. */
export interface SignIn {
  readonly createdDateTime: string;
  readonly userPrincipalName: string | null;
  readonly appId: string | null;
  readonly appDisplayName: string | null;
  readonly ipAddress: string;
  readonly resourceDisplayName: string | null;
  readonly signInEventTypes: readonly string[];
  readonly status: { readonly errorCode: number; readonly failureReason: string | null };
}

interface User {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly ipAddress: string;
}

interface App {
  readonly appId: string | null;
  readonly displayName: string;
}

export interface Target {
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
}

/** A change as Microsoft Graph shows it, as far as the table needs it. */
export interface Change {
  readonly activityDateTime: string;
  readonly activityDisplayName: string;
  readonly result: string;
  readonly resultReason: string;
  readonly initiatedBy: { readonly user: User | null; readonly app: App | null };
  readonly targetResources: readonly Target[];
  readonly additionalDetails: readonly { readonly key: string; readonly value: string }[];
}
