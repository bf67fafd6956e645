import { type ResourceName, resourceApplications } from '@vakt/contract/resources';
import { usageError } from '../failure/command-error.ts';
import type { Directory } from './directory.ts';
import type { RequestedAccess, RequestedPermission, ServicePrincipal } from './objects.ts';

/** A permission as it was found at its resource. */
export interface FoundPermission extends RequestedPermission {
  readonly resource: ServicePrincipal;
  readonly value: string;
}

/** Whether application permissions are looked for, or delegated ones. */
export type PermissionKind = RequestedPermission['type'];

const matchesResource = (name: ResourceName, wanted: string): boolean => {
  const { appId, displayName } = resourceApplications[name];
  return [name, displayName, appId].some(text => text.toLowerCase() === wanted.toLowerCase());
};

/** `Alert.Read.All`, or `WindowsDefenderATP/Alert.Read.All` where two resources use the name. */
const splitName = (text: string): { readonly resource: string | undefined; readonly value: string } => {
  const [first = '', second] = text.split('/');
  return second === undefined ? { resource: undefined, value: first } : { resource: first, value: second };
};

const permissionIn = (
  resource: ServicePrincipal,
  value: string,
  kind: PermissionKind,
): FoundPermission | undefined => {
  const list = kind === 'Role' ? resource.appRoles : resource.oauth2PermissionScopes;
  const found = list?.find(permission => permission.value.toLowerCase() === value.toLowerCase());
  return found && { id: found.id, type: kind, resource, value: found.value };
};

/** The permissions that the tenant's resources offer, found by their names. */
export class PermissionCatalogue {
  readonly #resources: readonly (readonly [ResourceName, ServicePrincipal])[];

  private constructor(resources: readonly (readonly [ResourceName, ServicePrincipal])[]) {
    this.#resources = resources;
  }

  /** Reads the resource applications of the tenant. */
  static async read(directory: Directory): Promise<PermissionCatalogue> {
    const names = Object.keys(resourceApplications) as ResourceName[];
    const found = await Promise.all(
      names.map(
        async name => [name, await directory.servicePrincipal(resourceApplications[name].appId)] as const,
      ),
    );
    return new PermissionCatalogue(
      found.flatMap(([name, principal]) => (principal ? [[name, principal] as const] : [])),
    );
  }

  /**
   * Finds a permission by its name.
   *
   * @throws CommandError when no resource offers it, or two do
   */
  find(text: string, kind: PermissionKind): FoundPermission {
    const { resource, value } = splitName(text);
    const candidates = this.#resources
      .filter(([name]) => resource === undefined || matchesResource(name, resource))
      .flatMap(([, principal]) => permissionIn(principal, value, kind) ?? []);
    const [found, another] = candidates;
    if (!found) throw this.#unknown(text, value, kind);
    if (another)
      throw usageError(
        `Two resources offer ${value}`,
        ...candidates.map(one => `Say which: "${one.resource.displayName}/${value}"`),
      );
    return found;
  }

  /** The resource with a client id. */
  resource(appId: string): ServicePrincipal | undefined {
    return this.#resources.find(([, principal]) => principal.appId === appId)?.[1];
  }

  /** The resource with the id of its service principal. */
  resourceWithId(id: string): ServicePrincipal | undefined {
    return this.#resources.find(([, principal]) => principal.id === id)?.[1];
  }

  /** The name of a permission; its id when the resource does not offer it any more. */
  nameOf(resourceAppId: string, permissionId: string): string {
    const resource = this.resource(resourceAppId);
    const offered = [...(resource?.appRoles ?? []), ...(resource?.oauth2PermissionScopes ?? [])];
    return offered.find(({ id }) => id === permissionId)?.value ?? permissionId;
  }

  /** The resources of the tenant. */
  get resources(): readonly ServicePrincipal[] {
    return this.#resources.map(([, principal]) => principal);
  }

  #unknown(text: string, value: string, kind: PermissionKind): Error {
    const other: PermissionKind = kind === 'Role' ? 'Scope' : 'Role';
    const isOther = this.#resources.some(([, principal]) => permissionIn(principal, value, other));
    const advice = isOther
      ? kind === 'Role'
        ? `${value} is a delegated permission: add --delegated, or take ${value}.All for an application.`
        : `${value} is an application permission: leave --delegated out.`
      : 'See what each call needs: vakt permissions';
    const sort = kind === 'Role' ? 'application' : 'delegated';
    return usageError(`There is no ${sort} permission ${text}`, advice);
  }
}

/** What a registration asks for once `added` are in it, each permission once. */
export const addRequested = (
  current: readonly RequestedAccess[],
  added: readonly FoundPermission[],
): RequestedAccess[] => {
  const byResource = new Map(current.map(access => [access.resourceAppId, [...access.resourceAccess]]));
  for (const { resource, id, type } of added) {
    const list = byResource.get(resource.appId) ?? [];
    if (!list.some(one => one.id === id && one.type === type)) list.push({ id, type });
    byResource.set(resource.appId, list);
  }
  return [...byResource].map(([resourceAppId, resourceAccess]) => ({ resourceAppId, resourceAccess }));
};

/** What a registration asks for once `removed` are out of it; a resource of which nothing is asked any more goes, too. */
export const removeRequested = (
  current: readonly RequestedAccess[],
  removed: readonly FoundPermission[],
): RequestedAccess[] =>
  current
    .map(({ resourceAppId, resourceAccess }) => ({
      resourceAppId,
      resourceAccess: resourceAccess.filter(
        one =>
          !removed.some(
            ({ resource, id, type }) =>
              resource.appId === resourceAppId && id === one.id && type === one.type,
          ),
      ),
    }))
    .filter(({ resourceAccess }) => resourceAccess.length > 0);
