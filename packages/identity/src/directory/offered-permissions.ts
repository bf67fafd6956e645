import { permissionsOf } from '@vakt/contract/permissions';
import { type ResourceApplication, resourceApplications } from '@vakt/contract/resources';
import { type Application, listApplicationsOf } from '@vakt/store/directory/applications';
import type { ApiScope, AppRole } from '@vakt/store/tables/directory';
import type { GraphCall } from './graph-call.ts';

/** What an application lets its clients and users do. */
export interface OfferedPermissions {
  readonly appRoles: readonly AppRole[];
  readonly scopes: readonly ApiScope[];
}

const resourceByAppId: ReadonlyMap<string, ResourceApplication> = new Map(
  Object.values(resourceApplications).map(resource => [resource.appId, resource]),
);

/** The resource application of the service that has a client id. */
export const serviceResource = (appId: string): ResourceApplication | undefined => resourceByAppId.get(appId);

const serviceRoles = (resource: ResourceApplication): AppRole[] =>
  permissionsOf(resource.name)
    .filter(({ kind }) => kind === 'Role')
    .map(({ id, value, displayName, description }) => ({
      allowedMemberTypes: ['Application'],
      description,
      displayName,
      id,
      isEnabled: true,
      value,
    }));

const serviceScopes = (resource: ResourceApplication): ApiScope[] =>
  permissionsOf(resource.name)
    .filter(({ kind }) => kind === 'Scope')
    .map(({ id, value, displayName, description, adminOnly }) => ({
      adminConsentDescription: description,
      adminConsentDisplayName: displayName,
      id,
      isEnabled: true,
      type: adminOnly ? 'Admin' : 'User',
      userConsentDescription: description,
      userConsentDisplayName: displayName,
      value,
    }));

/** What a client id offers: the service's own resources by the contract, registered applications by their registration. */
export const offeredBy = (appId: string, application: Application | undefined): OfferedPermissions => {
  const resource = serviceResource(appId);
  return resource
    ? { appRoles: serviceRoles(resource), scopes: serviceScopes(resource) }
    : { appRoles: application?.app_roles ?? [], scopes: application?.api_scopes ?? [] };
};

/** The registrations behind service principals of the tenant, by client id; the service's own resources have none. */
export const findRegistrations = async (
  { services }: GraphCall,
  appIds: readonly string[],
): Promise<ReadonlyMap<string, Application>> => {
  const registered = appIds.filter(appId => !resourceByAppId.has(appId));
  const applications = await listApplicationsOf(services.store.authority, registered);
  return new Map(applications.map(application => [application.app_id, application]));
};

/** What a service principal of the tenant offers. */
export const findOfferedPermissions = async (call: GraphCall, appId: string): Promise<OfferedPermissions> =>
  offeredBy(appId, (await findRegistrations(call, [appId])).get(appId));
