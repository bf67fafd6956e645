import { type ObjectId, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  assignDirectoryRole,
  findUser,
  listDirectoryRoles,
  listRoleAssignments,
  type RoleAssignment,
} from '@vakt/store/directory/users';
import { ADD_ROLE_MEMBER, REMOVE_ROLE_MEMBER } from '../audit/changes/roles.ts';
import { requireText } from './body.ts';
import { findDirectoryObject } from './directory-object.ts';
import { takeRole } from './directory-roles.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, conflict, type GraphFailure, notFound } from './graph-error.ts';
import { type Entity, entityReply, NO_CONTENT, type Outcome, pageReply } from './graph-reply.ts';
import { matchesFilter } from './in-memory-filter.ts';
import { type DirectorySet, readListQuery } from './list-query.ts';
import { ASSIGN_ROLES, READ_ROLES } from './role-access.ts';
import { parseRoleAssignmentId, roleAssignmentId } from './role-assignment-id.ts';
import { ROLE_TEMPLATES } from './role-templates.ts';

const DEFINITIONS_PATH = '/roleManagement/directory/roleDefinitions';
const ASSIGNMENTS_PATH = '/roleManagement/directory/roleAssignments';
const WHOLE_TENANT = '/';

const DEFINITIONS: DirectorySet = {
  entity: 'microsoft.graph.unifiedRoleDefinition',
  properties: {
    id: { type: 'string' },
    displayName: { type: 'string' },
    isBuiltIn: { type: 'boolean' },
    templateId: { type: 'string' },
  },
  ids: ['id', 'templateId'],
};

const ASSIGNMENTS: DirectorySet = {
  entity: 'microsoft.graph.unifiedRoleAssignment',
  properties: {
    id: { type: 'string' },
    principalId: { type: 'string' },
    roleDefinitionId: { type: 'string' },
    directoryScopeId: { type: 'string' },
  },
  ids: ['principalId', 'roleDefinitionId'],
  expandable: ['principal', 'roleDefinition'],
};

const definitions: readonly Entity[] = Object.values(ROLE_TEMPLATES).map(
  ({ id, displayName, description }) => ({
    id,
    description,
    displayName,
    isBuiltIn: true,
    isEnabled: true,
    resourceScopes: [WHOLE_TENANT],
    templateId: id,
    version: '1',
  }),
);

const entityOf = (assignment: RoleAssignment): Entity => ({
  id: roleAssignmentId(assignment),
  principalId: assignment.principalId,
  roleDefinitionId: assignment.roleTemplateId,
  directoryScopeId: WHOLE_TENANT,
});

/** The part of a list that a filter and a page leave. */
const sliceOf =
  (entities: readonly Entity[], { filter }: Pick<Parameters<typeof pageReply>[2], 'filter'>) =>
  ({ limit, offset }: { readonly limit: number; readonly offset: number }): readonly Entity[] =>
    entities.filter(entity => !filter || matchesFilter(entity, filter)).slice(offset, offset + limit);

const listDefinitions = async (call: GraphCall): Outcome => {
  const query = readListQuery(call.request, DEFINITIONS);
  if (!query.ok) return query;
  const find = sliceOf(definitions, query.value);
  return pageReply(call, 'roleManagement/directory/roleDefinitions', query.value, {
    find: async page => find(page),
    present: items => items,
  });
};

const getDefinition = async (call: GraphCall): Outcome => {
  const { id = '' } = call.request.params;
  const definition = definitions.find(known => known['id'] === id.toLowerCase());
  return definition
    ? entityReply(call, 'roleManagement/directory/roleDefinitions', definition)
    : fail(notFound(id));
};

const expanded = async (call: GraphCall, entity: Entity, expand: readonly string[]): Promise<Entity> => ({
  ...entity,
  ...(expand.includes('principal') && {
    principal: (await findDirectoryObject(call, String(entity['principalId']))) ?? null,
  }),
  ...(expand.includes('roleDefinition') && {
    roleDefinition: definitions.find(({ id }) => id === entity['roleDefinitionId']) ?? null,
  }),
});

const list = async (call: GraphCall): Outcome => {
  const query = readListQuery(call.request, ASSIGNMENTS);
  if (!query.ok) return query;
  const find = sliceOf((await listRoleAssignments(call.db)).map(entityOf), query.value);
  return pageReply(call, 'roleManagement/directory/roleAssignments', query.value, {
    find: async page => find(page),
    present: items => Promise.all(items.map(item => expanded(call, item, query.value.expand))),
  });
};

const findNamedAssignment = async ({
  db,
  request,
}: GraphCall): Promise<Result<{ principalId: ObjectId; roleTemplateId: string }, GraphFailure>> => {
  const { id = '' } = request.params;
  const assignment = parseRoleAssignmentId(id);
  const held = assignment ? await listDirectoryRoles(db, assignment.principalId) : [];
  return assignment && held.includes(assignment.roleTemplateId) ? ok(assignment) : fail(notFound(id));
};

const get = async (call: GraphCall): Outcome => {
  const assignment = await findNamedAssignment(call);
  return assignment.ok
    ? entityReply(call, 'roleManagement/directory/roleAssignments', entityOf(assignment.value))
    : assignment;
};

const create = async (call: GraphCall): Outcome => {
  const principal = requireText(call.body, 'principalId');
  if (!principal.ok) return principal;
  const role = requireText(call.body, 'roleDefinitionId');
  if (!role.ok) return role;
  const { directoryScopeId = WHOLE_TENANT } = call.body;
  if (directoryScopeId !== WHOLE_TENANT)
    return fail(badRequest("The property 'directoryScopeId' must be /: roles count for the whole tenant."));
  const principalId = parseObjectId(principal.value);
  if (!principalId || !(await findUser(call.db, principalId))) return fail(notFound(principal.value));
  const roleTemplateId = role.value.toLowerCase();
  if (!definitions.some(({ id }) => id === roleTemplateId))
    return fail(
      badRequest(
        `There is no role definition '${role.value.slice(0, 60)}'. GET roleManagement/directory/roleDefinitions lists them.`,
      ),
    );
  if (!(await assignDirectoryRole(call.db, principalId, roleTemplateId)))
    return fail(
      conflict('A conflicting object with one or more of the specified property values is present.'),
    );
  const entity = entityOf({ principalId, roleTemplateId });
  return entityReply(call, 'roleManagement/directory/roleAssignments', entity, 201);
};

const remove = async (call: GraphCall): Outcome => {
  const assignment = await findNamedAssignment(call);
  if (!assignment.ok) return assignment;
  const { principalId, roleTemplateId } = assignment.value;
  const taken = await takeRole(call, principalId, roleTemplateId);
  if (!taken.ok) return taken;
  return taken.value ? NO_CONTENT : fail(notFound(roleAssignmentId(assignment.value)));
};

/** Who is an administrator of what. */
export const roleAssignmentOperations: readonly GraphOperation[] = [
  { method: 'GET', path: DEFINITIONS_PATH, access: READ_ROLES, handle: listDefinitions },
  { method: 'GET', path: `${DEFINITIONS_PATH}/{id}`, access: READ_ROLES, handle: getDefinition },
  { method: 'GET', path: ASSIGNMENTS_PATH, access: READ_ROLES, handle: list },
  { method: 'POST', path: ASSIGNMENTS_PATH, access: ASSIGN_ROLES, audit: ADD_ROLE_MEMBER, handle: create },
  { method: 'GET', path: `${ASSIGNMENTS_PATH}/{id}`, access: READ_ROLES, handle: get },
  {
    method: 'DELETE',
    path: `${ASSIGNMENTS_PATH}/{id}`,
    access: ASSIGN_ROLES,
    audit: REMOVE_ROLE_MEMBER,
    handle: remove,
  },
];
