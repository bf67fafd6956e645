import type { DirectoryAuditRow } from '@vakt/store/audit/directory-audits';
import type { Entity } from '../directory/graph-reply.ts';
import type { ChangeTarget, DirectoryChange, Initiator } from './directory-change.ts';

/** The rest of an entry, as `toAuditRow` wrote it. */
type Details = Pick<DirectoryChange, 'operationType' | 'initiatedBy' | 'targets' | 'ipAddress'> & {
  readonly resultReason?: string;
};

const initiatorEntity = (initiator: Initiator, ipAddress: string): Entity =>
  initiator.kind === 'user'
    ? {
        user: {
          id: initiator.id,
          displayName: initiator.displayName ?? null,
          userPrincipalName: initiator.userPrincipalName,
          ipAddress,
        },
        app: null,
      }
    : {
        user: null,
        app: {
          appId: initiator.appId ?? null,
          displayName: initiator.displayName,
          servicePrincipalId: initiator.servicePrincipalId ?? null,
          servicePrincipalName: null,
        },
      };

const targetEntity = ({
  id,
  displayName,
  type,
  userPrincipalName,
  modifiedProperties,
}: ChangeTarget): Entity => ({
  id,
  displayName,
  type,
  userPrincipalName: userPrincipalName ?? null,
  groupType: null,
  modifiedProperties: modifiedProperties ?? [],
});

/** A change in Microsoft Graph's shape (vendor page: directoryAudit resource type). */
export const directoryAuditEntity = (row: DirectoryAuditRow): Entity => {
  const { operationType, initiatedBy, targets, ipAddress, resultReason } = row.details as unknown as Details;
  return {
    id: row.id,
    category: row.category,
    correlationId: row.correlation_id,
    result: row.result,
    resultReason: resultReason ?? '',
    activityDisplayName: row.activity,
    activityDateTime: row.created_at.toISOString(),
    loggedByService: 'Core Directory',
    operationType,
    initiatedBy: initiatorEntity(initiatedBy, ipAddress),
    targetResources: targets.map(targetEntity),
    // Graph has a place for a user's address alone.
    additionalDetails: initiatedBy.kind === 'app' ? [{ key: 'ipAddress', value: ipAddress }] : [],
  };
};
