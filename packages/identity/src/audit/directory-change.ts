import type { TenantId } from '@vakt/contract/ids';
import type { NewDirectoryAudit } from '@vakt/store/audit/directory-audits';

/** The categories of Microsoft Entra's audit log that Vakt writes. */
export type ChangeCategory =
  | 'ApplicationManagement'
  | 'UserManagement'
  | 'RoleManagement'
  | 'DirectoryManagement';

/** What a change does to its target, as Microsoft Graph's `operationType`. */
export type OperationType = 'Add' | 'Update' | 'Delete' | 'Assign' | 'Unassign';

/** Who made a change. */
export type Initiator =
  | {
      readonly kind: 'user';
      readonly id: string;
      readonly userPrincipalName: string;
      readonly displayName?: string | undefined;
    }
  | {
      readonly kind: 'app';
      readonly appId?: string | undefined;
      readonly displayName: string;
      readonly servicePrincipalId?: string | undefined;
    };

/** A property that a change touched. The new value is only told of properties that everybody may read. */
export interface ModifiedProperty {
  readonly displayName: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** What was changed. */
export interface ChangeTarget {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: 'Application' | 'ServicePrincipal' | 'User' | 'Role' | 'Directory' | 'Other';
  readonly userPrincipalName?: string | undefined;
  readonly modifiedProperties?: readonly ModifiedProperty[] | undefined;
}

/** A change of the directory, done or refused. Secrets and passwords have no place in it. */
export interface DirectoryChange {
  readonly tenantId: TenantId;
  /** Microsoft Graph's `activityDisplayName`, for example `Add application`. */
  readonly activity: string;
  readonly category: ChangeCategory;
  readonly operationType: OperationType;
  readonly initiatedBy: Initiator;
  readonly targets: readonly ChangeTarget[];
  readonly ipAddress: string;
  readonly correlationId: string;
  readonly result: 'success' | 'failure';
  /** Why it was refused. */
  readonly resultReason?: string | undefined;
}

const LONGEST_REASON = 512;

/** A change as the store keeps it: columns for what is searched by, the rest as `details`. */
export const toAuditRow = (change: DirectoryChange, createdAt: Date, id: string): NewDirectoryAudit => ({
  tenantId: change.tenantId,
  createdAt,
  id,
  activity: change.activity,
  category: change.category,
  result: change.result,
  correlationId: change.correlationId,
  details: {
    operationType: change.operationType,
    initiatedBy: change.initiatedBy,
    targets: change.targets,
    ipAddress: change.ipAddress,
    resultReason: change.resultReason?.slice(0, LONGEST_REASON),
  },
});
