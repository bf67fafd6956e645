import type { AuditTarget, DirectoryAudit } from '../../data/logs.ts';

/** Who made a change. */
export interface Actor {
  readonly name: string;
  readonly id: string | null;
  /** From where: Graph has a place for a user's address alone, an application's is among the details. */
  readonly ipAddress: string;
}

export const actorOf = ({ initiatedBy: { user, app }, additionalDetails }: DirectoryAudit): Actor =>
  user
    ? { name: user.userPrincipalName, id: user.id, ipAddress: user.ipAddress }
    : {
        name: app?.displayName ?? '',
        id: app?.servicePrincipalId ?? app?.appId ?? null,
        ipAddress: additionalDetails.find(({ key }) => key === 'ipAddress')?.value ?? '',
      };

/** What a person calls a target. */
export const targetName = ({ id, displayName, userPrincipalName }: AuditTarget): string =>
  userPrincipalName ?? displayName ?? id;
