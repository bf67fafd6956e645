import type { AuditedOperation } from '../audited-operation.ts';
import type { OperationType } from '../directory-change.ts';
import { setTo, textOfBody, updatedProperties } from './properties.ts';

/** A change of a device group or a role of Defender, with what it is from then on. */
const change = (
  activity: string,
  operationType: OperationType,
  properties: readonly string[],
): AuditedOperation => ({
  activity,
  category: 'RoleManagement',
  operationType,
  targets: async call => [
    {
      id: call.request.params['id'] ?? '',
      displayName: textOfBody(call, 'name'),
      type: 'Other',
      modifiedProperties: updatedProperties(call),
    },
  ],
  properties: (_call, reply) =>
    properties.flatMap(name => (reply[name] === undefined ? [] : [setTo(name, reply[name])])),
});

const OF_GROUP = ['id', 'name', 'rank', 'remediationLevel', 'conditions'];
const OF_ROLE = ['id', 'name', 'permissions', 'members', 'deviceGroups'];

export const ADD_DEVICE_GROUP = change('Add device group', 'Add', OF_GROUP);
export const UPDATE_DEVICE_GROUP = change('Update device group', 'Update', OF_GROUP);
export const DELETE_DEVICE_GROUP = change('Delete device group', 'Delete', []);
export const ADD_DEFENDER_ROLE = change('Add Defender role', 'Add', OF_ROLE);
export const UPDATE_DEFENDER_ROLE = change('Update Defender role', 'Update', OF_ROLE);
export const DELETE_DEFENDER_ROLE = change('Delete Defender role', 'Delete', []);
export const SWITCH_DEFENDER_ROLES = change('Switch role-based access of Defender', 'Update', ['enabled']);
