import type { User } from '@vakt/store/directory/users';
import type { GraphCall } from '../../directory/graph-call.ts';
import { ME, NAMED_USER } from '../../directory/named-user.ts';
import type { AuditedOperation } from '../audited-operation.ts';
import type { ChangeTarget, OperationType } from '../directory-change.ts';
import { textOfBody, updatedProperties } from './properties.ts';

/** A user as the target of a change. */
export const userTarget = (user: User): ChangeTarget => ({
  id: user.id,
  displayName: user.display_name,
  type: 'User',
  userPrincipalName: user.user_principal_name,
});

const namedUser = async (call: GraphCall): Promise<readonly ChangeTarget[]> => {
  const found = await (call.request.params['id'] === undefined ? ME : NAMED_USER).find(call);
  return found.ok ? [userTarget(found.value)] : [];
};

const onUser = (
  activity: string,
  operationType: OperationType,
  properties?: AuditedOperation['properties'],
): AuditedOperation => ({
  activity,
  category: 'UserManagement',
  operationType,
  targets: namedUser,
  ...(properties && { properties }),
});

export const ADD_USER: AuditedOperation = {
  ...onUser('Add user', 'Add'),
  targets: async call => [
    {
      id: '',
      displayName: textOfBody(call, 'displayName'),
      type: 'User',
      userPrincipalName: textOfBody(call, 'userPrincipalName') ?? undefined,
    },
  ],
};

export const UPDATE_USER: AuditedOperation = {
  ...onUser('Update user', 'Update', updatedProperties),
  activity: ({ body }) => ('passwordProfile' in body ? 'Reset user password' : 'Update user'),
};

export const DELETE_USER = onUser('Delete user', 'Delete');
export const CHANGE_PASSWORD = onUser('Change user password', 'Update');
export const RESET_PASSWORD = onUser('Reset user password', 'Update');
export const REVOKE_SESSIONS = onUser('Update StsRefreshTokenValidFrom Timestamp', 'Update');

export const INVITE_USER: AuditedOperation = {
  ...onUser('Invite external user', 'Add'),
  targets: async call => [
    {
      id: '',
      displayName: textOfBody(call, 'invitedUserDisplayName'),
      type: 'User',
      userPrincipalName: textOfBody(call, 'invitedUserEmailAddress') ?? undefined,
    },
  ],
};
