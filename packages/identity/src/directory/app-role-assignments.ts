import type { HttpReply } from '@vakt/contract/http';
import { parseObjectId } from '@vakt/contract/ids';
import { permissionsOf } from '@vakt/contract/permissions';
import { type ResourceName, resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  deleteAppRoleAssignment,
  insertAppRoleAssignment,
  listAppRoleAssignments,
} from '@vakt/store/directory/consent-grants';
import { findServicePrincipal, type ServicePrincipal } from '@vakt/store/directory/service-principals';
import type { Access } from './access.ts';
import { requireText } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, type GraphFailure, notFound } from './graph-error.ts';
import { findNamedServicePrincipal, namedServicePrincipal } from './named-service-principal.ts';
import { holdsAnyRole } from './role-templates.ts';

type Outcome = Promise<Result<HttpReply, GraphFailure>>;
type Assignment = Awaited<ReturnType<typeof listAppRoleAssignments>>[number];

const READ: Access = {
  application: ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All', 'Directory.Read.All'],
  delegated: ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All', 'Directory.Read.All'],
};
/** Granting an application permission is the administrator's consent. */
const CONSENT: Access = {
  application: ['AppRoleAssignment.ReadWrite.All'],
  delegated: ['AppRoleAssignment.ReadWrite.All'],
  roles: [
    'globalAdministrator',
    'privilegedRoleAdministrator',
    'applicationAdministrator',
    'cloudApplicationAdministrator',
  ],
};

const resourceNames: ReadonlyMap<string, ResourceName> = new Map(
  Object.values(resourceApplications).map(({ appId, name }) => [appId, name]),
);

const entityOf = (assignment: Assignment): Readonly<Record<string, unknown>> => ({
  id: assignment.id,
  deletedDateTime: null,
  appRoleId: assignment.app_role_id,
  createdDateTime: assignment.created_at.toISOString(),
  principalDisplayName: assignment.principal_name,
  principalId: assignment.principal_id,
  principalType: 'ServicePrincipal',
  resourceDisplayName: assignment.resource_name,
  resourceId: assignment.resource_id,
});

const readReference = async (
  { body, db }: GraphCall,
  property: 'principalId' | 'resourceId',
): Promise<Result<ServicePrincipal, GraphFailure>> => {
  const text = requireText(body, property);
  if (!text.ok) return text;
  const id = parseObjectId(text.value);
  const found = id && (await findServicePrincipal(db, id));
  return found ? ok(found) : fail(notFound(text.value));
};

/** Only the highest administrators may grant what opens the directory itself. */
const mayGrant = ({ principal }: GraphCall, resource: ServicePrincipal): boolean =>
  principal.kind === 'application' ||
  resource.app_id !== resourceApplications.MicrosoftGraph.appId ||
  holdsAnyRole(principal.directoryRoles, ['globalAdministrator', 'privilegedRoleAdministrator']);

const create = async (call: GraphCall): Outcome => {
  const named = await findNamedServicePrincipal(call);
  if (!named.ok) return named;
  const principal = await readReference(call, 'principalId');
  if (!principal.ok) return principal;
  const resource = await readReference(call, 'resourceId');
  if (!resource.ok) return resource;
  if (named.value.id !== principal.value.id && named.value.id !== resource.value.id)
    return fail(badRequest('The path must name the principal or the resource of the assignment.'));
  const role = requireText(call.body, 'appRoleId');
  if (!role.ok) return role;
  const appRoleId = role.value.toLowerCase();
  const name = resourceNames.get(resource.value.app_id);
  const isRole =
    name !== undefined && permissionsOf(name).some(({ id, kind }) => kind === 'Role' && id === appRoleId);
  if (!isRole)
    return fail(
      badRequest(`Permission being assigned was not found on application '${resource.value.display_name}'.`),
    );
  if (!mayGrant(call, resource.value))
    return fail({
      status: 403,
      code: 'Authorization_RequestDenied',
      message:
        'Insufficient privileges to complete the operation. Permissions of Microsoft Graph are granted by a Global Administrator or Privileged Role Administrator.',
    });
  const { clock, entropy } = call.services;
  const assignment = await insertAppRoleAssignment(call.db, {
    id: entropy.uuid(),
    principal_id: principal.value.id,
    resource_id: resource.value.id,
    app_role_id: appRoleId,
    created_at: new Date(clock.now()),
  });
  if (!assignment) return fail(badRequest('Permission being assigned already exists on the object'));
  const entity = entityOf({
    ...assignment,
    principal_name: principal.value.display_name,
    resource_name: resource.value.display_name,
  });
  const context = call.context(`servicePrincipals('${named.value.id}')/appRoleAssignments/$entity`);
  return ok({ status: 201, body: { '@odata.context': context, ...entity } });
};

const list =
  (side: 'principal_id' | 'resource_id', name: string) =>
  async (call: GraphCall): Outcome => {
    const named = await findNamedServicePrincipal(call);
    if (!named.ok) return named;
    const value = (await listAppRoleAssignments(call.db, side, named.value.id)).map(entityOf);
    return ok({
      status: 200,
      body: { '@odata.context': call.context(`servicePrincipals('${named.value.id}')/${name}`), value },
    });
  };

const remove = async (call: GraphCall): Outcome => {
  const named = await findNamedServicePrincipal(call);
  if (!named.ok) return named;
  const { assignmentId = '' } = call.request.params;
  const id = parseObjectId(assignmentId);
  return id && (await deleteAppRoleAssignment(call.db, named.value.id, id))
    ? ok({ status: 204 })
    : fail(notFound(assignmentId));
};

/** Application permissions that were granted: the application kind of consent. */
export const appRoleAssignmentOperations: readonly GraphOperation[] = namedServicePrincipal.flatMap(
  (path): GraphOperation[] =>
    (
      [
        ['appRoleAssignments', 'principal_id'],
        ['appRoleAssignedTo', 'resource_id'],
      ] as const
    ).flatMap(([name, side]): GraphOperation[] => [
      { method: 'GET', path: `${path}/${name}`, access: READ, handle: list(side, name) },
      { method: 'POST', path: `${path}/${name}`, access: CONSENT, handle: create },
      { method: 'DELETE', path: `${path}/${name}/{assignmentId}`, access: CONSENT, handle: remove },
    ]),
);
