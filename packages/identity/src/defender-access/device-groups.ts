import { UNASSIGNED_GROUP } from '@vakt/contract/device-group';
import { fail } from '@vakt/contract/result';
import {
  createDeviceGroup,
  type DeviceGroup,
  type DeviceGroupOutcome,
  deleteDeviceGroup,
  findDeviceGroup,
  listDeviceGroups,
  updateDeviceGroup,
} from '@vakt/store/device-groups';
import {
  ADD_DEVICE_GROUP,
  DELETE_DEVICE_GROUP,
  UPDATE_DEVICE_GROUP,
} from '../audit/changes/defender-access.ts';
import { requireText, wrong } from '../directory/body.ts';
import type { GraphCall, GraphOperation } from '../directory/graph-call.ts';
import { badRequest, conflict, notFound } from '../directory/graph-error.ts';
import { type Entity, entityReply, listReply, NO_CONTENT, type Outcome } from '../directory/graph-reply.ts';
import { CHANGE_DEFENDER_ROLES, READ_DEFENDER_ROLES } from './access.ts';
import { readGroupChange } from './device-group-body.ts';
import { namedNumber } from './numbered.ts';

const SET = 'deviceGroups';
const ONE = `/${SET}/{id}`;

const entityOf = (group: DeviceGroup): Entity => ({
  id: group.group_id,
  name: group.name,
  description: group.description,
  rank: group.rank,
  remediationLevel: group.remediation_level,
  conditions: group.conditions,
  deviceCount: Number(group.device_count),
});

const list = async (call: GraphCall): Outcome =>
  listReply(call, SET, (await listDeviceGroups(call.db)).map(entityOf));

const absent = ({ request }: GraphCall) => fail(notFound(request.params['id'] ?? ''));

const get = async (call: GraphCall): Outcome => {
  const id = namedNumber(call);
  const group = id === undefined ? undefined : await findDeviceGroup(call.db, id);
  return group ? entityReply(call, SET, entityOf(group)) : absent(call);
};

const reply = async (call: GraphCall, outcome: DeviceGroupOutcome, status: 200 | 201): Outcome => {
  if (outcome.kind === 'saved') return entityReply(call, SET, entityOf(outcome.group), status);
  return outcome.kind === 'missing'
    ? absent(call)
    : fail(conflict('A device group of this name exists already.'));
};

const create = async (call: GraphCall): Outcome => {
  const name = requireText(call.body, 'name');
  if (!name.ok) return name;
  const change = readGroupChange(call.body);
  if (!change.ok) return change;
  const { description = '', remediationLevel = 'full', conditions, rank } = change.value;
  if (!conditions) return wrong('conditions', 'the list of conditions that a device of the group meets');
  const draft = { name: name.value.trim(), description, remediationLevel, conditions };
  return reply(call, await createDeviceGroup(call.db, draft, rank), 201);
};

const update = async (call: GraphCall): Outcome => {
  const id = namedNumber(call);
  const change = readGroupChange(call.body);
  if (!change.ok) return change;
  if (id === undefined) return absent(call);
  const { rank, ...draft } = change.value;
  if (id === UNASSIGNED_GROUP.id && (rank !== undefined || draft.conditions))
    return fail(badRequest('The group of the devices that no rule takes has neither rank nor conditions.'));
  return reply(call, await updateDeviceGroup(call.db, id, draft, rank), 200);
};

const remove = async (call: GraphCall): Outcome => {
  const id = namedNumber(call);
  if (id === UNASSIGNED_GROUP.id)
    return fail(badRequest('The group of the devices that no rule takes cannot be deleted.'));
  return id !== undefined && (await deleteDeviceGroup(call.db, id)) ? NO_CONTENT : absent(call);
};

/** Device groups and their rules. Vakt's own; in the real service they are made in its portal. */
export const deviceGroupOperations: readonly GraphOperation[] = [
  { method: 'GET', path: `/${SET}`, access: READ_DEFENDER_ROLES, handle: list },
  { method: 'GET', path: ONE, access: READ_DEFENDER_ROLES, handle: get },
  {
    method: 'POST',
    path: `/${SET}`,
    access: CHANGE_DEFENDER_ROLES,
    audit: ADD_DEVICE_GROUP,
    handle: create,
  },
  { method: 'PATCH', path: ONE, access: CHANGE_DEFENDER_ROLES, audit: UPDATE_DEVICE_GROUP, handle: update },
  { method: 'DELETE', path: ONE, access: CHANGE_DEFENDER_ROLES, audit: DELETE_DEVICE_GROUP, handle: remove },
];
