import type { OperationType } from '../audit/directory-change.ts';
import type { Visit } from '../sign-in/visit.ts';
import type { Account } from './account.ts';

/** Writes into the tenant's log what a person changed of their own account. */
export const recordOwnChange = (
  { tenant, user }: Account,
  activity: string,
  operationType: OperationType,
  { request, attempt, services: { audit } }: Visit,
): Promise<void> => {
  const { id, user_principal_name: userPrincipalName, display_name: displayName } = user;
  return audit.change({
    tenantId: tenant.id,
    activity,
    category: 'UserManagement',
    operationType,
    initiatedBy: { kind: 'user', id, userPrincipalName, displayName },
    targets: [{ id, displayName, type: 'User', userPrincipalName }],
    ipAddress: request.remoteAddress,
    correlationId: attempt.trace.correlationId,
    result: 'success',
  });
};
