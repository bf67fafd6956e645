import type { PermissionCatalogue } from './catalogue.ts';
import type { Directory } from './directory.ts';
import type { Application, RequestedPermission } from './objects.ts';

/**
 * Where a permission stands in this tenant. `added since consent`: others of the application are granted, so an
 * administrator consented once, and has to again. `granted, not asked for`: the registration dropped it, the consent stays.
 */
export type ConsentState = 'granted' | 'not granted' | 'added since consent' | 'granted, not asked for';

/** A permission of an application with its state in this tenant. */
export interface PermissionState {
  readonly resource: string;
  readonly permission: string;
  readonly type: 'application' | 'delegated';
  readonly state: ConsentState;
}

/** A permission as the resource's client id, its kind and its name. */
interface NamedPermission {
  readonly resourceAppId: string;
  readonly kind: RequestedPermission['type'];
  readonly value: string;
}

const keyOf = ({ resourceAppId, kind, value }: NamedPermission): string =>
  `${resourceAppId} ${kind} ${value}`;

const requestedBy = (catalogue: PermissionCatalogue, application: Application): NamedPermission[] =>
  (application.requiredResourceAccess ?? []).flatMap(({ resourceAppId, resourceAccess }) =>
    resourceAccess.map(({ id, type }) => ({
      resourceAppId,
      kind: type,
      value: catalogue.nameOf(resourceAppId, id),
    })),
  );

/** What was granted for the whole tenant. */
const grantedTo = async (
  directory: Directory,
  catalogue: PermissionCatalogue,
  appId: string,
): Promise<NamedPermission[]> => {
  const client = await directory.servicePrincipal(appId);
  if (!client) return [];
  const [assignments, grants] = await Promise.all([
    directory.roleAssignments(client.id),
    directory.permissionGrants(client.id),
  ]);
  const roles = assignments.map(({ resourceId, appRoleId }): NamedPermission => {
    const resourceAppId = catalogue.resourceWithId(resourceId)?.appId ?? resourceId;
    return { resourceAppId, kind: 'Role', value: catalogue.nameOf(resourceAppId, appRoleId) };
  });
  const scopes = grants
    .filter(({ consentType }) => consentType === 'AllPrincipals')
    .flatMap(({ resourceId, scope }) =>
      scope
        .split(' ')
        .filter(Boolean)
        .map((value): NamedPermission => {
          const resourceAppId = catalogue.resourceWithId(resourceId)?.appId ?? resourceId;
          return { resourceAppId, kind: 'Scope', value };
        }),
    );
  return [...roles, ...scopes];
};

/** What an application asks for and what it was granted in this tenant, permission by permission. */
export const readPermissionStates = async (
  directory: Directory,
  catalogue: PermissionCatalogue,
  application: Application,
): Promise<PermissionState[]> => {
  const requested = requestedBy(catalogue, application);
  const granted = await grantedTo(directory, catalogue, application.appId);
  const grantedKeys = new Set(granted.map(keyOf));
  const requestedKeys = new Set(requested.map(keyOf));
  const missing: ConsentState = granted.length > 0 ? 'added since consent' : 'not granted';
  const stateOf = (permission: NamedPermission, state: ConsentState): PermissionState => ({
    resource: catalogue.resource(permission.resourceAppId)?.displayName ?? permission.resourceAppId,
    permission: permission.value,
    type: permission.kind === 'Role' ? 'application' : 'delegated',
    state,
  });
  return [
    ...requested.map(one => stateOf(one, grantedKeys.has(keyOf(one)) ? 'granted' : missing)),
    ...granted
      .filter(one => !requestedKeys.has(keyOf(one)))
      .map(one => stateOf(one, 'granted, not asked for')),
  ];
};
