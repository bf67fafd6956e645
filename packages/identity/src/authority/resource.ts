import { type AppId, isGuid, type TenantId } from '@vakt/contract/ids';
import { type Permission, permissionsOf } from '@vakt/contract/permissions';
import { type ResourceApplication, type ResourceName, resourceApplications } from '@vakt/contract/resources';
import type { Application } from '@vakt/store/directory/applications';
import { findApplicationByIdentifier } from '@vakt/store/directory/authority-lookups';
import type { Tenant } from '@vakt/store/directory/tenants';
import type { Store } from '@vakt/store/store';

/** A permission that a resource offers. */
export type ResourcePermission = Omit<Permission, 'resource'>;

/** An API that tokens are issued for: one of the well-known ones, or a registered application that offers scopes. */
export interface Resource {
  readonly appId: AppId;
  readonly displayName: string;
  /** Of the well-known resources only. */
  readonly name?: ResourceName;
  /** Of registered applications only. */
  readonly homeTenantId?: TenantId;
  readonly permissions: readonly ResourcePermission[];
  /** Delegated permissions that clients have without anybody's consent, by the client's id: the application says so itself. */
  readonly preAuthorized: ReadonlyMap<string, readonly string[]>;
  /** Roles that users can have at it. */
  readonly userRoles: readonly { readonly id: string; readonly value: string }[];
  /** The version of access tokens that it takes, whichever endpoint issues them (reference: identity, section 2.9). */
  readonly accessTokenVersion: 1 | 2;
}

/** A resource as a request named it. */
export interface RequestedResource {
  readonly application: Resource;
  /** The string to the letter, trailing slash included: it becomes the token's audience. */
  readonly audience: string;
}

const wellKnown = (application: ResourceApplication): Resource => ({
  appId: application.appId,
  displayName: application.displayName,
  name: application.name,
  permissions: permissionsOf(application.name),
  preAuthorized: new Map(),
  userRoles: [],
  accessTokenVersion: 1,
});

const byIdentifier: ReadonlyMap<string, Resource> = new Map(
  Object.values(resourceApplications).flatMap(application => {
    const resource = wellKnown(application);
    return [application.appId, ...application.identifierUris].map(
      identifier => [identifier.toLowerCase(), resource] as const,
    );
  }),
);

/** The scopes that each pre-authorized client has, by their values. */
const preAuthorizedBy = (application: Application): Resource['preAuthorized'] =>
  new Map(
    application.pre_authorized_applications.map(({ appId, delegatedPermissionIds }) => [
      appId.toLowerCase(),
      application.api_scopes
        .filter(({ id, isEnabled }) => isEnabled && delegatedPermissionIds.includes(id))
        .map(({ value }) => value),
    ]),
  );

/** What a registered application offers as an API. */
const ofApplication = (application: Application): Resource => ({
  appId: application.app_id as AppId,
  displayName: application.display_name,
  homeTenantId: application.tenant_id as TenantId,
  permissions: [
    ...application.api_scopes
      .filter(({ isEnabled }) => isEnabled)
      .map(({ id, value, type, adminConsentDisplayName, adminConsentDescription }) => ({
        id,
        value,
        kind: 'Scope' as const,
        displayName: adminConsentDisplayName,
        description: adminConsentDescription,
        adminOnly: type === 'Admin',
      })),
    ...application.app_roles
      .filter(({ isEnabled, allowedMemberTypes }) => isEnabled && allowedMemberTypes.includes('Application'))
      .map(({ id, value, displayName, description }) => ({
        id,
        value: value ?? '',
        kind: 'Role' as const,
        displayName,
        description,
        adminOnly: true,
      })),
  ],
  preAuthorized: preAuthorizedBy(application),
  userRoles: application.app_roles.flatMap(({ id, value, isEnabled, allowedMemberTypes }) =>
    isEnabled && value !== null && allowedMemberTypes.includes('User') ? [{ id, value }] : [],
  ),
  accessTokenVersion: application.requested_access_token_version === 2 ? 2 : 1,
});

const withoutSlash = (identifier: string): string => identifier.replace(/\/$/, '');

/** Finds the APIs that requests name. */
export class Resources {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * @param identifier an identifier URI, with or without one trailing slash, or an application id.
   * @param tenant where it is asked for: two tenants may use the same URI.
   */
  async find(identifier: string, tenant: Tenant): Promise<RequestedResource | undefined> {
    const known = byIdentifier.get(withoutSlash(identifier.toLowerCase()));
    if (known) return { application: known, audience: identifier };
    const own = withoutSlash(identifier);
    const appId = /^api:\/\/([0-9a-f-]{36})$/i.exec(own)?.[1] ?? own;
    const application = await findApplicationByIdentifier(
      this.#store.authority,
      isGuid(appId) ? { appId: appId.toLowerCase(), uri: own } : { uri: own },
      tenant.id,
    );
    return application && { application: ofApplication(application), audience: identifier };
  }

  /** The resource with an application id; for what an application's registration names. */
  async findByAppId(appId: string, tenant: Tenant): Promise<Resource | undefined> {
    return (await this.find(appId, tenant))?.application;
  }
}
