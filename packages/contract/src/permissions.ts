import { azureResourceManagerPermissions } from './permissions/azure-resource-manager.ts';
import { microsoftGraphPermissions } from './permissions/microsoft-graph.ts';
import { microsoftThreatProtectionPermissions } from './permissions/microsoft-threat-protection.ts';
import type { PermissionRow } from './permissions/row.ts';
import { vaktPermissions } from './permissions/vakt.ts';
import { windowsDefenderAtpPermissions } from './permissions/windows-defender-atp.ts';
import type { ResourceName } from './resources.ts';

/** `Role`: an application permission, in the token's `roles`. `Scope`: a delegated one, in its `scp`. */
export type PermissionKind = 'Role' | 'Scope';

/** Something that a resource application lets its clients do. */
export interface Permission {
  /** A GUID, unique within the resource, the same in every installation. */
  readonly id: string;
  /** What tokens carry, for example `Alert.Read.All`. */
  readonly value: string;
  readonly kind: PermissionKind;
  readonly resource: ResourceName;
  readonly displayName: string;
  readonly description: string;
  /** Whether only an administrator can consent to it. */
  readonly adminOnly: boolean;
}

const rows: Readonly<Record<ResourceName, readonly PermissionRow[]>> = {
  WindowsDefenderATP: windowsDefenderAtpPermissions,
  MicrosoftThreatProtection: microsoftThreatProtectionPermissions,
  MicrosoftGraph: microsoftGraphPermissions,
  AzureResourceManager: azureResourceManagerPermissions,
  Vakt: vaktPermissions,
};

const toPermission = (
  resource: ResourceName,
  [id, value, kind, displayName, description, consentBy]: PermissionRow,
): Permission => ({
  id,
  value,
  kind,
  resource,
  displayName,
  description,
  adminOnly: consentBy !== 'user',
});

/** Every permission of every resource application. */
export const permissions: readonly Permission[] = (Object.keys(rows) as ResourceName[]).flatMap(resource =>
  rows[resource].map(row => toPermission(resource, row)),
);

/** The permissions of one resource application. */
export const permissionsOf = (resource: ResourceName): readonly Permission[] =>
  permissions.filter(permission => permission.resource === resource);

/** Finds a permission of a resource by its value and kind; `undefined` when the resource has none. */
export const findPermission = (
  resource: ResourceName,
  value: string,
  kind: PermissionKind,
): Permission | undefined =>
  permissions.find(
    permission => permission.resource === resource && permission.value === value && permission.kind === kind,
  );
