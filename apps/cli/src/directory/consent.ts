import type { PermissionCatalogue } from './catalogue.ts';
import type { Directory } from './directory.ts';
import type { Application, RequestedAccess, ServicePrincipal } from './objects.ts';

/** What was consented to, by name; what the application had already is not named again. */
export interface Consent {
  readonly granted: readonly string[];
}

const valueOf = (
  list: readonly { readonly id: string; readonly value: string }[] | undefined,
  id: string,
): string => list?.find(permission => permission.id === id)?.value ?? id;

const consentRoles = async (
  directory: Directory,
  client: ServicePrincipal,
  resource: ServicePrincipal,
  access: RequestedAccess,
): Promise<string[]> => {
  const wanted = access.resourceAccess.filter(({ type }) => type === 'Role').map(({ id }) => id);
  if (wanted.length === 0) return [];
  const held = await directory.assignedRoles(client.id, resource.id);
  const missing = wanted.filter(id => !held.has(id));
  for (const id of missing) await directory.assignRole(client.id, resource.id, id);
  return missing.map(id => `${resource.displayName}/${valueOf(resource.appRoles, id)}`);
};

const consentScopes = async (
  directory: Directory,
  client: ServicePrincipal,
  resource: ServicePrincipal,
  access: RequestedAccess,
): Promise<string[]> => {
  const wanted = access.resourceAccess
    .filter(({ type }) => type === 'Scope')
    .map(({ id }) => valueOf(resource.oauth2PermissionScopes, id));
  if (wanted.length === 0) return [];
  const grant = await directory.permissionGrant(client.id, resource.id);
  const held = grant?.scope.split(' ') ?? [];
  const missing = wanted.filter(value => !held.includes(value));
  if (missing.length === 0) return [];
  const scope = [...held, ...missing].filter(value => value !== '').join(' ');
  await (grant
    ? directory.changeGrant(grant.id, scope)
    : directory.grantScopes(client.id, resource.id, scope));
  return missing.map(value => `${resource.displayName}/${value}`);
};

/**
 * The administrator's consent to all that an application asks for, in this tenant: a service principal where there is
 * none, an assignment for each application permission, one grant for the delegated ones of each resource.
 */
export const consentTo = async (
  directory: Directory,
  catalogue: PermissionCatalogue,
  application: Pick<Application, 'appId' | 'requiredResourceAccess'>,
): Promise<Consent> => {
  const client =
    (await directory.servicePrincipal(application.appId)) ??
    (await directory.createServicePrincipal(application.appId));
  const granted: string[] = [];
  for (const access of application.requiredResourceAccess ?? []) {
    const resource = catalogue.resource(access.resourceAppId);
    if (!resource) continue;
    granted.push(...(await consentRoles(directory, client, resource, access)));
    granted.push(...(await consentScopes(directory, client, resource, access)));
  }
  return { granted };
};
