import type { Visit } from '../sign-in/visit.ts';
import type { GivenConsent } from './grant-consent.ts';

/** Writes into the tenant's log who consented to what. */
export const recordConsent = (
  { client, member, permissions, isForOrganization }: GivenConsent,
  servicePrincipalId: string,
  { request, attempt, services: { audit } }: Visit,
): Promise<void> =>
  audit.change({
    tenantId: member.tenant.id,
    activity: 'Consent to application',
    category: 'ApplicationManagement',
    operationType: 'Assign',
    initiatedBy: {
      kind: 'user',
      id: member.user.id,
      userPrincipalName: member.user.user_principal_name,
      displayName: member.user.display_name,
    },
    targets: [
      {
        id: servicePrincipalId,
        displayName: client.displayName,
        type: 'ServicePrincipal',
        modifiedProperties: [
          {
            displayName: 'ConsentContext.IsAdminConsent',
            oldValue: null,
            newValue: isForOrganization ? 'True' : 'False',
          },
          {
            displayName: 'ConsentAction.Permissions',
            oldValue: null,
            newValue: permissions.map(({ permission }) => permission.value).join(' '),
          },
        ],
      },
    ],
    ipAddress: request.remoteAddress,
    correlationId: attempt.trace.correlationId,
    result: 'success',
  });
