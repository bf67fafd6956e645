import { type ObjectId, parseObjectId } from '@vakt/contract/ids';
import { type PortalPermission, portalPermissions } from '@vakt/contract/portal-permissions';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { DefenderRoleDraft } from '@vakt/store/defender-roles';
import { findUser } from '@vakt/store/directory/users';
import { type Body, readText, readTextList, requireText, wrong } from '../directory/body.ts';
import type { GraphCall } from '../directory/graph-call.ts';
import { badRequest, type GraphFailure } from '../directory/graph-error.ts';
import { ROLE_TEMPLATES } from '../directory/role-templates.ts';
import { isNumber } from './numbered.ts';

const MOST_GROUPS = 256;

const names = Object.keys(portalPermissions) as PortalPermission[];

const readPermissions = (body: Body): Result<readonly PortalPermission[] | undefined, GraphFailure> => {
  const list = readTextList(body, 'permissions');
  if (!list.ok || list.value === undefined) return list.ok ? ok(undefined) : list;
  const wanted = new Set(list.value);
  const known = names.filter(name => wanted.has(name));
  return known.length === wanted.size
    ? ok(known)
    : wrong('permissions', `a list of some of ${names.join(', ')}`);
};

const isDirectoryRole = (id: ObjectId): boolean =>
  Object.values(ROLE_TEMPLATES).some(template => template.id === id);

const readMembers = async ({
  body,
  db,
}: GraphCall): Promise<Result<readonly ObjectId[] | undefined, GraphFailure>> => {
  const list = readTextList(body, 'members');
  if (!list.ok || list.value === undefined) return list.ok ? ok(undefined) : list;
  const members: ObjectId[] = [];
  for (const text of list.value) {
    const id = parseObjectId(text);
    if (!id || !(isDirectoryRole(id) || (await findUser(db, id))))
      return fail(
        badRequest(
          `The property 'members' names '${text.slice(0, 60)}', which is neither a user's object id nor the id of a directory role.`,
        ),
      );
    members.push(id);
  }
  return ok(members);
};

const readGroups = ({ deviceGroups: list }: Body): Result<readonly number[] | undefined, GraphFailure> => {
  if (list === undefined || list === null) return ok(undefined);
  return Array.isArray(list) && list.length <= MOST_GROUPS && list.every(isNumber)
    ? ok(list)
    : wrong('deviceGroups', `a list of at most ${MOST_GROUPS} ids of device groups`);
};

/** Reads what changes of a role; members must be there. */
export const readRoleChange = async (
  call: GraphCall,
): Promise<Result<Partial<DefenderRoleDraft>, GraphFailure>> => {
  const { body } = call;
  const name = body['name'] === undefined ? ok(undefined) : requireText(body, 'name');
  if (!name.ok) return name;
  const description = readText(body, 'description');
  if (!description.ok) return description;
  const permissions = readPermissions(body);
  if (!permissions.ok) return permissions;
  const members = await readMembers(call);
  if (!members.ok) return members;
  const deviceGroups = readGroups(body);
  if (!deviceGroups.ok) return deviceGroups;
  return ok({
    ...(name.value !== undefined && { name: name.value.trim() }),
    ...(description.value !== undefined && { description: description.value }),
    ...(permissions.value && { permissions: permissions.value }),
    ...(members.value && { members: members.value }),
    ...(deviceGroups.value && { deviceGroups: deviceGroups.value }),
  });
};
