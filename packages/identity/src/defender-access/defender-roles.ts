import { fail } from '@vakt/contract/result';
import {
  createDefenderRole,
  type DefenderRole,
  type DefenderRoleOutcome,
  deleteDefenderRole,
  findDefenderRole,
  listDefenderRoles,
  updateDefenderRole,
} from '@vakt/store/defender-roles';
import {
  ADD_DEFENDER_ROLE,
  DELETE_DEFENDER_ROLE,
  UPDATE_DEFENDER_ROLE,
} from '../audit/changes/defender-access.ts';
import { requireText } from '../directory/body.ts';
import type { GraphCall, GraphOperation } from '../directory/graph-call.ts';
import { badRequest, conflict, notFound } from '../directory/graph-error.ts';
import { type Entity, entityReply, listReply, NO_CONTENT, type Outcome } from '../directory/graph-reply.ts';
import { CHANGE_DEFENDER_ROLES, READ_DEFENDER_ROLES } from './access.ts';
import { readRoleChange } from './defender-role-body.ts';
import { namedNumber } from './numbered.ts';

const SET = 'defenderRoles';
const ONE = `/${SET}/{id}`;

const entityOf = (role: DefenderRole): Entity => ({
  id: role.role_id,
  name: role.name,
  description: role.description,
  permissions: role.permissions,
  members: role.members,
  deviceGroups: role.device_groups,
});

const list = async (call: GraphCall): Outcome =>
  listReply(call, SET, (await listDefenderRoles(call.db)).map(entityOf));

const absent = ({ request }: GraphCall) => fail(notFound(request.params['id'] ?? ''));

const get = async (call: GraphCall): Outcome => {
  const id = namedNumber(call);
  const role = id === undefined ? undefined : await findDefenderRole(call.db, id);
  return role ? entityReply(call, SET, entityOf(role)) : absent(call);
};

const reply = async (call: GraphCall, outcome: DefenderRoleOutcome, status: 200 | 201): Outcome => {
  switch (outcome.kind) {
    case 'saved':
      return entityReply(call, SET, entityOf(outcome.role), status);
    case 'missing':
      return absent(call);
    case 'name-taken':
      return fail(conflict('A role of this name exists already.'));
    case 'no-group':
      return fail(badRequest(`There is no device group with the id ${outcome.groupId}.`));
  }
};

const create = async (call: GraphCall): Outcome => {
  const name = requireText(call.body, 'name');
  if (!name.ok) return name;
  const change = await readRoleChange(call);
  if (!change.ok) return change;
  const { description = '', permissions = [], members = [], deviceGroups = [] } = change.value;
  const draft = { name: name.value.trim(), description, permissions, members, deviceGroups };
  return reply(call, await createDefenderRole(call.db, draft), 201);
};

const update = async (call: GraphCall): Outcome => {
  const id = namedNumber(call);
  const change = await readRoleChange(call);
  if (!change.ok) return change;
  return id === undefined
    ? absent(call)
    : reply(call, await updateDefenderRole(call.db, id, change.value), 200);
};

const remove = async (call: GraphCall): Outcome => {
  const id = namedNumber(call);
  return id !== undefined && (await deleteDefenderRole(call.db, id)) ? NO_CONTENT : absent(call);
};

/** Defender's roles: what their members may do, and on which device groups. Vakt's own; in the real service its portal's. */
export const defenderRoleOperations: readonly GraphOperation[] = [
  { method: 'GET', path: `/${SET}`, access: READ_DEFENDER_ROLES, handle: list },
  { method: 'GET', path: ONE, access: READ_DEFENDER_ROLES, handle: get },
  {
    method: 'POST',
    path: `/${SET}`,
    access: CHANGE_DEFENDER_ROLES,
    audit: ADD_DEFENDER_ROLE,
    handle: create,
  },
  { method: 'PATCH', path: ONE, access: CHANGE_DEFENDER_ROLES, audit: UPDATE_DEFENDER_ROLE, handle: update },
  { method: 'DELETE', path: ONE, access: CHANGE_DEFENDER_ROLES, audit: DELETE_DEFENDER_ROLE, handle: remove },
];
