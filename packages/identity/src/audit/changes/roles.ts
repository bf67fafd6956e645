import { parseObjectId } from '@vakt/contract/ids';
import { findUser } from '@vakt/store/directory/users';
import type { GraphCall } from '../../directory/graph-call.ts';
import { readReference } from '../../directory/reference-body.ts';
import { parseRoleAssignmentId } from '../../directory/role-assignment-id.ts';
import { ROLE_TEMPLATES } from '../../directory/role-templates.ts';
import type { AuditedOperation } from '../audited-operation.ts';
import type { ChangeTarget, ModifiedProperty, OperationType } from '../directory-change.ts';
import { setTo, takenAway, textOfBody } from './properties.ts';
import { userTarget } from './users.ts';

/** Who gets or loses which role. */
interface Membership {
  readonly principalId: string | undefined;
  readonly roleId: string;
}

type Property = (displayName: string, value: unknown) => ModifiedProperty;

const roleTarget = (id: string, property: Property): ChangeTarget => {
  const displayName = Object.values(ROLE_TEMPLATES).find(role => role.id === id)?.displayName ?? null;
  return {
    id,
    displayName,
    type: 'Role',
    modifiedProperties: [property('Role.DisplayName', displayName), property('Role.TemplateId', id)],
  };
};

const onRole = (
  activity: string,
  operationType: OperationType,
  property: Property,
  read: (call: GraphCall) => Membership | undefined,
): AuditedOperation => ({
  activity,
  category: 'RoleManagement',
  operationType,
  targets: async call => {
    const membership = read(call);
    if (!membership) return [];
    const id = parseObjectId(membership.principalId ?? '');
    const user = id && (await findUser(call.db, id));
    return [...(user ? [userTarget(user)] : []), roleTarget(membership.roleId.toLowerCase(), property)];
  },
});

const ADD = 'Add member to role';
const REMOVE = 'Remove member from role';

export const ADD_ROLE_MEMBER = onRole(ADD, 'Assign', setTo, call => ({
  principalId: textOfBody(call, 'principalId') ?? undefined,
  roleId: textOfBody(call, 'roleDefinitionId') ?? '',
}));

export const REMOVE_ROLE_MEMBER = onRole(REMOVE, 'Unassign', takenAway, ({ request }) => {
  const assignment = parseRoleAssignmentId(request.params['id'] ?? '');
  return assignment && { principalId: assignment.principalId, roleId: assignment.roleTemplateId };
});

/** The role that the path of `/directoryRoles` names. */
const namedRole = ({ request }: GraphCall): string =>
  request.params['id'] ?? request.params['roleTemplateId'] ?? '';

export const ADD_DIRECTORY_ROLE_MEMBER = onRole(ADD, 'Assign', setTo, call => {
  const member = readReference(call.body);
  return { principalId: member.ok ? member.value : undefined, roleId: namedRole(call) };
});

export const REMOVE_DIRECTORY_ROLE_MEMBER = onRole(REMOVE, 'Unassign', takenAway, call => ({
  principalId: call.request.params['memberId'],
  roleId: namedRole(call),
}));
