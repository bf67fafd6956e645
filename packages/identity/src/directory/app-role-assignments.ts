import { type ObjectId, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  deleteAppRoleAssignment,
  findAppRoleAssignment,
  insertAppRoleAssignment,
  listAppRoleAssignments,
  type NamedAppRoleAssignment,
} from '@vakt/store/directory/consent-grants';
import { findServicePrincipal, type ServicePrincipal } from '@vakt/store/directory/service-principals';
import { findUser } from '@vakt/store/directory/users';
import type { AuditedOperation } from '../audit/audited-operation.ts';
import {
  ADD_APP_ROLE_ASSIGNMENT,
  ADD_USER_ROLE_ASSIGNMENT,
  REMOVE_APP_ROLE_ASSIGNMENT,
  REMOVE_USER_ROLE_ASSIGNMENT,
} from '../audit/changes/consents.ts';
import type { Access } from './access.ts';
import { requireText } from './body.ts';
import { GRANTING_ROLES, mayGrantForOrganization } from './consent-rights.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, denied, type GraphFailure, notFound } from './graph-error.ts';
import { type Entity, entityReply, NO_CONTENT, type Outcome, pageReply } from './graph-reply.ts';
import { type DirectorySet, readListQuery } from './list-query.ts';
import {
  findNamedServicePrincipal,
  namedServicePrincipal,
  readServicePrincipal,
} from './named-service-principal.ts';
import { ME, NAMED_USER } from './named-user.ts';
import { findOfferedPermissions } from './offered-permissions.ts';

const READ: Access = {
  application: [
    'AppRoleAssignment.ReadWrite.All',
    'Application.Read.All',
    'Application.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  delegated: [
    'AppRoleAssignment.ReadWrite.All',
    'Application.Read.All',
    'Application.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
};
/** Granting an application permission is the administrator's consent. */
const CONSENT: Access = {
  application: ['AppRoleAssignment.ReadWrite.All'],
  delegated: ['AppRoleAssignment.ReadWrite.All'],
  roles: GRANTING_ROLES,
};

const ASSIGNMENTS: DirectorySet = {
  entity: 'microsoft.graph.appRoleAssignment',
  properties: {
    id: { type: 'string' },
    appRoleId: { type: 'string' },
    principalDisplayName: { type: 'string' },
    principalId: { type: 'string' },
    principalType: { type: 'string' },
    resourceDisplayName: { type: 'string' },
    resourceId: { type: 'string' },
  },
  ids: ['id', 'appRoleId', 'principalId', 'resourceId'],
};

/** What a user is assigned to an application with when it has no roles for users. */
const DEFAULT_ROLE = '00000000-0000-0000-0000-000000000000';

const entityOf = (assignment: NamedAppRoleAssignment): Entity => ({
  id: assignment.id,
  deletedDateTime: null,
  appRoleId: assignment.app_role_id,
  createdDateTime: assignment.created_at.toISOString(),
  principalDisplayName: assignment.principal_name,
  principalId: assignment.principal_id,
  principalType: assignment.principal_type,
  resourceDisplayName: assignment.resource_name,
  resourceId: assignment.resource_id,
});

/** Who is given a role. */
interface Assignee {
  readonly id: string;
  readonly name: string;
  readonly type: 'ServicePrincipal' | 'User';
}

const readAssignee = async ({ body, db }: GraphCall): Promise<Result<Assignee, GraphFailure>> => {
  const text = requireText(body, 'principalId');
  if (!text.ok) return text;
  const id = parseObjectId(text.value);
  const principal = id && (await findServicePrincipal(db, id));
  if (principal) return ok({ id: principal.id, name: principal.display_name, type: 'ServicePrincipal' });
  const user = id && (await findUser(db, id));
  return user ? ok({ id: user.id, name: user.display_name, type: 'User' }) : fail(notFound(text.value));
};

/** The role that the body names, when the resource has it for such a principal. */
const readRole = async (
  call: GraphCall,
  resource: ServicePrincipal,
  { type }: Assignee,
): Promise<Result<string, GraphFailure>> => {
  const text = requireText(call.body, 'appRoleId');
  if (!text.ok) return text;
  const id = text.value.toLowerCase();
  if (id === DEFAULT_ROLE && type === 'User') return ok(id);
  const { appRoles } = await findOfferedPermissions(call, resource.app_id);
  const memberType = type === 'User' ? 'User' : 'Application';
  const isOffered = appRoles.some(
    role => role.id === id && role.isEnabled && role.allowedMemberTypes.includes(memberType),
  );
  return isOffered
    ? ok(id)
    : fail(badRequest(`Permission being assigned was not found on application '${resource.display_name}'.`));
};

/** Only the highest administrators may grant what opens the directory itself, or take it away. */
const checkGrant = ({ principal }: GraphCall, resourceAppId: string): Result<true, GraphFailure> =>
  principal.kind === 'application' ||
  mayGrantForOrganization(principal.directoryRoles, { resourceAppId, kind: 'Role' })
    ? ok(true)
    : fail(
        denied(
          'Insufficient privileges to complete the operation. Permissions of Microsoft Graph are granted by a Global Administrator or Privileged Role Administrator.',
        ),
      );

/** The object in the path, which an assignment must have on one of its sides. */
type FindNamed = (call: GraphCall) => Promise<Result<{ readonly id: string }, GraphFailure>>;

const create =
  (findNamed: FindNamed, collection: string) =>
  async (call: GraphCall): Outcome => {
    const named = await findNamed(call);
    if (!named.ok) return named;
    const assignee = await readAssignee(call);
    if (!assignee.ok) return assignee;
    const resource = await readServicePrincipal(call, 'resourceId');
    if (!resource.ok) return resource;
    if (named.value.id !== assignee.value.id && named.value.id !== resource.value.id)
      return fail(badRequest('The path must name the principal or the resource of the assignment.'));
    const role = await readRole(call, resource.value, assignee.value);
    if (!role.ok) return role;
    const permitted = checkGrant(call, resource.value.app_id);
    if (!permitted.ok) return permitted;
    const assignment = await insertAppRoleAssignment(call.db, {
      id: call.services.entropy.uuid(),
      principal_id: assignee.value.id,
      principal_type: assignee.value.type,
      resource_id: resource.value.id,
      app_role_id: role.value,
      created_at: new Date(call.services.clock.now()),
    });
    if (!assignment) return fail(badRequest('Permission being assigned already exists on the object'));
    const entity = entityOf({
      ...assignment,
      principal_name: assignee.value.name,
      resource_name: resource.value.display_name,
    });
    return entityReply(call, `${collection}('${named.value.id}')/appRoleAssignments`, entity, 201);
  };

const list =
  (findNamed: FindNamed, collection: string, side: 'principal_id' | 'resource_id', name: string) =>
  async (call: GraphCall): Outcome => {
    const named = await findNamed(call);
    if (!named.ok) return named;
    const query = readListQuery(call.request, ASSIGNMENTS);
    if (!query.ok) return query;
    const find = (page: { readonly limit: number; readonly offset: number }) =>
      listAppRoleAssignments(call.db, side, named.value.id, { ...query.value, ...page });
    return pageReply(call, `${collection}('${named.value.id}')/${name}`, query.value, {
      find,
      present: items => items.map(entityOf),
    });
  };

const remove =
  (findNamed: FindNamed) =>
  async (call: GraphCall): Outcome => {
    const named = await findNamed(call);
    if (!named.ok) return named;
    const { assignmentId = '' } = call.request.params;
    const id = parseObjectId(assignmentId);
    const assignment = id && (await findAppRoleAssignment(call.db, named.value.id, id));
    if (!assignment) return fail(notFound(assignmentId));
    const resource = await findServicePrincipal(call.db, assignment.resource_id as ObjectId);
    const permitted = checkGrant(call, resource?.app_id ?? '');
    if (!permitted.ok) return permitted;
    return (await deleteAppRoleAssignment(call.db, assignment.id))
      ? NO_CONTENT
      : fail(notFound(assignmentId));
  };

type Collection = 'servicePrincipals' | 'users';

const AUDITED: Readonly<Record<Collection, Readonly<Record<'add' | 'remove', AuditedOperation>>>> = {
  servicePrincipals: { add: ADD_APP_ROLE_ASSIGNMENT, remove: REMOVE_APP_ROLE_ASSIGNMENT },
  users: { add: ADD_USER_ROLE_ASSIGNMENT, remove: REMOVE_USER_ROLE_ASSIGNMENT },
};

const operationsOf = (
  path: string,
  findNamed: FindNamed,
  collection: Collection,
  [name, side]: readonly [string, 'principal_id' | 'resource_id'],
): GraphOperation[] => [
  { method: 'GET', path: `${path}/${name}`, access: READ, handle: list(findNamed, collection, side, name) },
  {
    method: 'POST',
    path: `${path}/${name}`,
    access: CONSENT,
    audit: AUDITED[collection].add,
    handle: create(findNamed, collection),
  },
  {
    method: 'DELETE',
    path: `${path}/${name}/{assignmentId}`,
    access: CONSENT,
    audit: AUDITED[collection].remove,
    handle: remove(findNamed),
  },
];

const ASSIGNED = ['appRoleAssignments', 'principal_id'] as const;
const ASSIGNED_TO = ['appRoleAssignedTo', 'resource_id'] as const;

/** Application permissions that were granted, the application kind of consent, and users assigned to applications. */
export const appRoleAssignmentOperations: readonly GraphOperation[] = [
  ...namedServicePrincipal.flatMap(path =>
    [ASSIGNED, ASSIGNED_TO].flatMap(side =>
      operationsOf(path, findNamedServicePrincipal, 'servicePrincipals', side),
    ),
  ),
  ...operationsOf(NAMED_USER.path, NAMED_USER.find, 'users', ASSIGNED),
  {
    method: 'GET',
    path: `${ME.path}/appRoleAssignments`,
    access: { ...READ, guests: true },
    handle: list(ME.find, 'users', 'principal_id', 'appRoleAssignments'),
  },
];
