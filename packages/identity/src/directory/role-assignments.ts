import type { HttpReply } from '@vakt/contract/http';
import { isGuid, type ObjectId, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  assignDirectoryRole,
  findUser,
  listRoleAssignments,
  type RoleAssignment,
  removeDirectoryRole,
} from '@vakt/store/directory/users';
import type { Access } from './access.ts';
import { requireText } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, conflict, type GraphFailure, notFound } from './graph-error.ts';
import { ROLE_TEMPLATES } from './role-templates.ts';

type Outcome = Promise<Result<HttpReply, GraphFailure>>;

const READ: Access = {
  application: ['RoleManagement.ReadWrite.Directory', 'Directory.Read.All'],
  delegated: ['RoleManagement.ReadWrite.Directory', 'Directory.Read.All'],
};
const WRITE: Access = {
  application: ['RoleManagement.ReadWrite.Directory'],
  delegated: ['RoleManagement.ReadWrite.Directory'],
  roles: ['globalAdministrator', 'privilegedRoleAdministrator'],
};

const GLOBAL_ADMINISTRATOR = ROLE_TEMPLATES.globalAdministrator.id;
const roleIds: ReadonlySet<string> = new Set(Object.values(ROLE_TEMPLATES).map(({ id }) => id));

/** An assignment has no id of its own: it is told by who has which role. */
const idOf = ({ principalId, roleTemplateId }: RoleAssignment): string =>
  Buffer.from(`${principalId}${roleTemplateId}`.replaceAll('-', ''), 'hex').toString('base64url');

const parseId = (text: string): { principalId: ObjectId; roleTemplateId: string } | undefined => {
  const hex = Buffer.from(text, 'base64url').toString('hex');
  const guid = (at: number): string =>
    hex.slice(at, at + 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const principalId = parseObjectId(guid(0));
  return hex.length === 64 && principalId ? { principalId, roleTemplateId: guid(32) } : undefined;
};

const entityOf = (assignment: RoleAssignment): Readonly<Record<string, unknown>> => ({
  id: idOf(assignment),
  principalId: assignment.principalId,
  roleDefinitionId: assignment.roleTemplateId,
  directoryScopeId: '/',
});

const definitions = async (call: GraphCall): Outcome => {
  const value = Object.values(ROLE_TEMPLATES).map(({ id, displayName }) => ({
    id,
    displayName,
    isBuiltIn: true,
    isEnabled: true,
    templateId: id,
  }));
  const context = call.context('roleManagement/directory/roleDefinitions');
  return ok({ status: 200, body: { '@odata.context': context, value } });
};

const FILTER = /^\s*(principalId|roleDefinitionId)\s+eq\s+'([^']*)'\s*$/i;

const list = async (call: GraphCall): Outcome => {
  const filter = call.request.query.get('$filter');
  const [, property = '', id = ''] = FILTER.exec(filter ?? '') ?? [];
  if (filter !== null && !isGuid(id))
    return fail({
      status: 400,
      code: 'Request_UnsupportedQuery',
      message: "Unsupported filter clause. Use principalId eq '<id>' or roleDefinitionId eq '<id>'.",
    });
  const key = property.toLowerCase() === 'principalid' ? 'principalId' : 'roleTemplateId';
  const assignments = await listRoleAssignments(call.db);
  const wanted = filter === null ? assignments : assignments.filter(one => one[key] === id.toLowerCase());
  const context = call.context('roleManagement/directory/roleAssignments');
  return ok({ status: 200, body: { '@odata.context': context, value: wanted.map(entityOf) } });
};

const create = async (call: GraphCall): Outcome => {
  const principal = requireText(call.body, 'principalId');
  if (!principal.ok) return principal;
  const role = requireText(call.body, 'roleDefinitionId');
  if (!role.ok) return role;
  const principalId = parseObjectId(principal.value);
  if (!principalId || !(await findUser(call.db, principalId))) return fail(notFound(principal.value));
  const roleTemplateId = role.value.toLowerCase();
  if (!roleIds.has(roleTemplateId))
    return fail(
      badRequest(
        `There is no role definition '${role.value.slice(0, 60)}'. GET roleManagement/directory/roleDefinitions lists them.`,
      ),
    );
  if (!(await assignDirectoryRole(call.db, principalId, roleTemplateId)))
    return fail(
      conflict('A conflicting object with one or more of the specified property values is present.'),
    );
  const context = call.context('roleManagement/directory/roleAssignments/$entity');
  const body = { '@odata.context': context, ...entityOf({ principalId, roleTemplateId }) };
  return ok({ status: 201, body });
};

const remove = async (call: GraphCall): Outcome => {
  const { id = '' } = call.request.params;
  const assignment = parseId(id);
  if (!assignment) return fail(notFound(id));
  const { principalId, roleTemplateId } = assignment;
  const removed = await removeDirectoryRole(call.db, principalId, roleTemplateId, {
    keepOne: roleTemplateId === GLOBAL_ADMINISTRATOR,
  });
  if (removed === 'the last one')
    return fail(
      badRequest('The last Global Administrator of a tenant keeps the role. Give it to another user first.'),
    );
  return removed ? ok({ status: 204 }) : fail(notFound(id));
};

const ASSIGNMENTS = '/roleManagement/directory/roleAssignments';

/** Who is an administrator of what. */
export const roleAssignmentOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/roleManagement/directory/roleDefinitions', access: READ, handle: definitions },
  { method: 'GET', path: ASSIGNMENTS, access: READ, handle: list },
  { method: 'POST', path: ASSIGNMENTS, access: WRITE, handle: create },
  { method: 'DELETE', path: `${ASSIGNMENTS}/{id}`, access: WRITE, handle: remove },
];
