import { type ObjectId, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  assignDirectoryRole,
  findUser,
  listDirectoryRoles,
  listRoleAssignments,
  removeDirectoryRole,
} from '@vakt/store/directory/users';
import { ADD_DIRECTORY_ROLE_MEMBER, REMOVE_DIRECTORY_ROLE_MEMBER } from '../audit/changes/roles.ts';
import { findDirectoryObjects } from './directory-object.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, type GraphFailure, notFound } from './graph-error.ts';
import { type Entity, entityReply, listReply, NO_CONTENT, type Outcome } from './graph-reply.ts';
import { ME, NAMED_USER } from './named-user.ts';
import { readReference } from './reference-body.ts';
import { ASSIGN_ROLES, READ_ROLES } from './role-access.ts';
import { ROLE_TEMPLATES } from './role-templates.ts';

type Role = (typeof ROLE_TEMPLATES)[keyof typeof ROLE_TEMPLATES];

const roles: readonly Role[] = Object.values(ROLE_TEMPLATES);

/** A tenant's role has the id of its template: there is one of each, and nothing to activate. */
const entityOf = ({ id, displayName, description }: Role): Entity => ({
  id,
  deletedDateTime: null,
  description,
  displayName,
  roleTemplateId: id,
});

const findNamedRole = ({ request }: GraphCall): Result<Role, GraphFailure> => {
  const { id = '', roleTemplateId = '' } = request.params;
  const wanted = (id || roleTemplateId).toLowerCase();
  const role = roles.find(known => known.id === wanted);
  return role ? ok(role) : fail(notFound(id || roleTemplateId));
};

const list = async (call: GraphCall): Outcome => listReply(call, 'directoryRoles', roles.map(entityOf));

const get = async (call: GraphCall): Outcome => {
  const role = findNamedRole(call);
  return role.ok ? entityReply(call, 'directoryRoles', entityOf(role.value)) : role;
};

const listMembers = async (call: GraphCall): Outcome => {
  const role = findNamedRole(call);
  if (!role.ok) return role;
  const assignments = await listRoleAssignments(call.db);
  const holders = assignments.filter(({ roleTemplateId }) => roleTemplateId === role.value.id);
  const members = await findDirectoryObjects(
    call,
    holders.map(({ principalId }) => principalId),
  );
  return listReply(call, 'directoryObjects', members);
};

const addMember = async (call: GraphCall): Outcome => {
  const role = findNamedRole(call);
  if (!role.ok) return role;
  const member = readReference(call.body);
  if (!member.ok) return member;
  if (!(await findUser(call.db, member.value))) return fail(notFound(member.value));
  return (await assignDirectoryRole(call.db, member.value, role.value.id))
    ? NO_CONTENT
    : fail(
        badRequest(
          "One or more added object references already exist for the following modified properties: 'members'.",
        ),
      );
};

/** Takes a role away, unless nobody would be left to administer the tenant. */
export const takeRole = async (
  { db }: GraphCall,
  principalId: ObjectId,
  roleId: string,
): Promise<Result<boolean, GraphFailure>> => {
  const keepOne = roleId === ROLE_TEMPLATES.globalAdministrator.id;
  const removed = await removeDirectoryRole(db, principalId, roleId, { keepOne });
  return removed === 'the last one'
    ? fail(
        badRequest(
          'The last Global Administrator of a tenant who can sign in keeps the role. Give it to another user first.',
        ),
      )
    : ok(removed);
};

const removeMember = async (call: GraphCall): Outcome => {
  const role = findNamedRole(call);
  if (!role.ok) return role;
  const { memberId: text = '' } = call.request.params;
  const memberId = parseObjectId(text);
  if (!memberId) return fail(notFound(text));
  const taken = await takeRole(call, memberId, role.value.id);
  if (!taken.ok) return taken;
  return taken.value ? NO_CONTENT : fail(notFound(text));
};

const listMemberships =
  (find: typeof ME.find) =>
  async (call: GraphCall): Outcome => {
    const user = await find(call);
    if (!user.ok) return user;
    const held = await listDirectoryRoles(call.db, user.value.id);
    const value = roles
      .filter(({ id }) => held.includes(id))
      .map(role => ({ '@odata.type': '#microsoft.graph.directoryRole', ...entityOf(role) }));
    return listReply(call, 'directoryObjects', value);
  };

const READ_OWN = {
  ...READ_ROLES,
  delegated: ['User.Read', 'User.ReadWrite', 'User.Read.All', ...READ_ROLES.delegated],
  guests: true,
} as const;
const READ_OTHERS = {
  application: ['User.Read.All', ...READ_ROLES.application],
  delegated: ['User.Read.All', ...READ_ROLES.delegated],
};

const named = ['/directoryRoles/{id}', "/directoryRoles(roleTemplateId='{roleTemplateId}')"] as const;

/** Directory roles as groups that users are members of; Vakt has no other groups. */
export const directoryRoleOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/directoryRoles', access: READ_ROLES, handle: list },
  ...named.flatMap((path): GraphOperation[] => [
    { method: 'GET', path, access: READ_ROLES, handle: get },
    { method: 'GET', path: `${path}/members`, access: READ_ROLES, handle: listMembers },
    {
      method: 'POST',
      path: `${path}/members/$ref`,
      access: ASSIGN_ROLES,
      audit: ADD_DIRECTORY_ROLE_MEMBER,
      handle: addMember,
    },
    {
      method: 'DELETE',
      path: `${path}/members/{memberId}/$ref`,
      access: ASSIGN_ROLES,
      audit: REMOVE_DIRECTORY_ROLE_MEMBER,
      handle: removeMember,
    },
  ]),
  ...['memberOf', 'transitiveMemberOf'].flatMap((name): GraphOperation[] => [
    { method: 'GET', path: `${ME.path}/${name}`, access: READ_OWN, handle: listMemberships(ME.find) },
    {
      method: 'GET',
      path: `${NAMED_USER.path}/${name}`,
      access: READ_OTHERS,
      handle: listMemberships(NAMED_USER.find),
    },
  ]),
];
