import { parseObjectId } from '@vakt/contract/ids';
import { findAppRoleAssignment, findPermissionGrant } from '@vakt/store/directory/consent-grants';
import { findServicePrincipal, type ServicePrincipal } from '@vakt/store/directory/service-principals';
import { findUser } from '@vakt/store/directory/users';
import type { GraphCall } from '../../directory/graph-call.ts';
import { findOfferedPermissions } from '../../directory/offered-permissions.ts';
import type { AuditedOperation } from '../audited-operation.ts';
import type { ChangeTarget, ModifiedProperty, OperationType } from '../directory-change.ts';
import { setTo, takenAway, textOfBody } from './properties.ts';

/** An application role given to an application or a user. */
interface RoleAssignment {
  readonly principalId: string | null;
  readonly resourceId: string | null;
  readonly appRoleId: string | null;
}

/** Delegated permissions granted to an application. */
interface ScopeGrant {
  readonly clientId: string | null;
  readonly resourceId: string | null;
  readonly principalId: string | null;
  readonly scope: string | null;
}

const asTarget = (principal: ServicePrincipal): ChangeTarget => ({
  id: principal.id,
  displayName: principal.display_name,
  type: 'ServicePrincipal',
});

const servicePrincipal = async ({ db }: GraphCall, id: string | null) => {
  const objectId = id === null ? undefined : parseObjectId(id);
  return objectId && findServicePrincipal(db, objectId);
};

const userTarget = async ({ db }: GraphCall, id: string | null): Promise<ChangeTarget | undefined> => {
  const objectId = id === null ? undefined : parseObjectId(id);
  const user = objectId && (await findUser(db, objectId));
  return user
    ? {
        id: user.id,
        displayName: user.display_name,
        type: 'User',
        userPrincipalName: user.user_principal_name,
      }
    : undefined;
};

const present = (targets: readonly (ChangeTarget | undefined)[]): readonly ChangeTarget[] =>
  targets.filter(target => target !== undefined);

const roleName = async (call: GraphCall, resource: ServicePrincipal, id: string | null): Promise<string> => {
  const { appRoles } = await findOfferedPermissions(call, resource.app_id);
  return appRoles.find(role => role.id === id?.toLowerCase())?.value ?? id ?? '';
};

type Property = (displayName: string, value: unknown) => ModifiedProperty;

/** The resource whose role it is, with the role's name, and whom it is given to. */
const roleTargets = async (
  call: GraphCall,
  { principalId, resourceId, appRoleId }: RoleAssignment,
  property: Property,
): Promise<readonly ChangeTarget[]> => {
  const [resource, application, user] = await Promise.all([
    servicePrincipal(call, resourceId),
    servicePrincipal(call, principalId),
    userTarget(call, principalId),
  ]);
  const role = resource && {
    ...asTarget(resource),
    modifiedProperties: [property('AppRole.Value', await roleName(call, resource, appRoleId))],
  };
  return present([role, application && asTarget(application), user]);
};

/** The resource whose scopes are granted, the client they are granted to, and the user when it is for one. */
const scopeTargets = async (
  call: GraphCall,
  grant: ScopeGrant,
  properties: readonly ModifiedProperty[],
): Promise<readonly ChangeTarget[]> => {
  const [resource, client, user] = await Promise.all([
    servicePrincipal(call, grant.resourceId),
    servicePrincipal(call, grant.clientId),
    userTarget(call, grant.principalId),
  ]);
  return present([
    resource && { ...asTarget(resource), modifiedProperties: properties },
    client && asTarget(client),
    user,
  ]);
};

const SCOPE = 'DelegatedPermissionGrant.Scope';

/** The path names the user or service principal on one side of the assignment. */
const namedAssignment = async ({ db, request }: GraphCall): Promise<RoleAssignment | undefined> => {
  const { id = '', assignmentId = '' } = request.params;
  const found = parseObjectId(assignmentId) && (await findAssignment(db, id, assignmentId));
  return (
    found && { principalId: found.principal_id, resourceId: found.resource_id, appRoleId: found.app_role_id }
  );
};

const findAssignment = async (db: GraphCall['db'], id: string, assignmentId: string) =>
  parseObjectId(id) ? findAppRoleAssignment(db, id, assignmentId) : undefined;

const namedGrant = async ({ db, request }: GraphCall): Promise<ScopeGrant | undefined> => {
  const id = parseObjectId(request.params['id'] ?? '');
  const found = id && (await findPermissionGrant(db, id));
  return (
    found && {
      clientId: found.client_id,
      resourceId: found.resource_id,
      principalId: found.principal_id,
      scope: found.scope,
    }
  );
};

const consent = (
  activity: string,
  operationType: OperationType,
  targets: AuditedOperation['targets'],
): AuditedOperation => ({ activity, category: 'ApplicationManagement', operationType, targets });

const assignedInBody = (call: GraphCall): Promise<readonly ChangeTarget[]> =>
  roleTargets(
    call,
    {
      principalId: textOfBody(call, 'principalId'),
      resourceId: textOfBody(call, 'resourceId'),
      appRoleId: textOfBody(call, 'appRoleId'),
    },
    setTo,
  );

const assignedInPath = async (call: GraphCall): Promise<readonly ChangeTarget[]> => {
  const found = await namedAssignment(call);
  return found ? roleTargets(call, found, takenAway) : [];
};

export const ADD_APP_ROLE_ASSIGNMENT = consent(
  'Add app role assignment to service principal',
  'Assign',
  assignedInBody,
);
export const REMOVE_APP_ROLE_ASSIGNMENT = consent(
  'Remove app role assignment from service principal',
  'Unassign',
  assignedInPath,
);
export const ADD_USER_ROLE_ASSIGNMENT: AuditedOperation = {
  ...consent('Add app role assignment grant to user', 'Assign', assignedInBody),
  category: 'UserManagement',
};
export const REMOVE_USER_ROLE_ASSIGNMENT: AuditedOperation = {
  ...consent('Remove app role assignment from user', 'Unassign', assignedInPath),
  category: 'UserManagement',
};

export const ADD_PERMISSION_GRANT = consent('Add delegated permission grant', 'Assign', call => {
  const scope = textOfBody(call, 'scope');
  return scopeTargets(
    call,
    {
      clientId: textOfBody(call, 'clientId'),
      resourceId: textOfBody(call, 'resourceId'),
      principalId: textOfBody(call, 'principalId'),
      scope,
    },
    [setTo(SCOPE, scope)],
  );
});

export const UPDATE_PERMISSION_GRANT = consent('Update delegated permission grant', 'Update', async call => {
  const grant = await namedGrant(call);
  if (!grant) return [];
  const changed = { ...setTo(SCOPE, textOfBody(call, 'scope')), oldValue: JSON.stringify(grant.scope) };
  return scopeTargets(call, grant, [changed]);
});

export const REMOVE_PERMISSION_GRANT = consent(
  'Remove delegated permission grant',
  'Unassign',
  async call => {
    const grant = await namedGrant(call);
    return grant ? scopeTargets(call, grant, [takenAway(SCOPE, grant.scope)]) : [];
  },
);
