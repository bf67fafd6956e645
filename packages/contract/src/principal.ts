import type { AppId, ObjectId, TenantId } from './ids.ts';

/** Who calls, as a verified access token says (`reference: identity, access-token claims`). */
interface TokenHolder {
  readonly tenantId: TenantId;
  /** The client application. */
  readonly appId: AppId;
  /** The service principal's (application) or the user's object id in this tenant. */
  readonly objectId: ObjectId;
  /** The `aud` claim, to the letter. */
  readonly audience: string;
  /** The client application's display name. */
  readonly appDisplayName: string;
  /** The token's `uti`. */
  readonly tokenId: string;
}

/** A daemon or script in its own name: permissions come in `roles`. */
export interface ApplicationPrincipal extends TokenHolder {
  readonly kind: 'application';
  readonly roles: readonly string[];
}

/** A signed-in user through an application: permissions come in `scp`, and the directory roles bound them. */
export interface UserPrincipal extends TokenHolder {
  readonly kind: 'user';
  readonly scopes: readonly string[];
  readonly userPrincipalName: string;
  /** Role template ids (`wids`) of the user in this tenant. */
  readonly directoryRoles: readonly string[];
}

export type Principal = ApplicationPrincipal | UserPrincipal;
