import type { DeviceCondition, RemediationLevel } from '@vakt/contract/device-group';
import type { PortalPermission } from '@vakt/contract/portal-permissions';
import type { ColumnType, Generated } from 'kysely';

/** Device groups. The group of devices that no rule takes has the number 0 and no rank. */
export interface DeviceGroupsTable {
  tenant_id: Generated<string>;
  group_id: Generated<number>;
  name: string;
  description: string;
  remediation_level: RemediationLevel;
  /** 1 is asked first. */
  rank: number | null;
  conditions: ColumnType<readonly DeviceCondition[], string, string>;
}

/** Defender's roles: what their members may do. */
export interface DefenderRolesTable {
  tenant_id: Generated<string>;
  role_id: Generated<number>;
  name: string;
  description: string;
  permissions: readonly PortalPermission[];
}

/** Who has a role: a user by object id, or everybody with a directory role by its template id. */
export interface DefenderRoleMembersTable {
  tenant_id: Generated<string>;
  role_id: number;
  member_id: string;
}

/** Which device groups a role opens. */
export interface DefenderRoleDeviceGroupsTable {
  tenant_id: Generated<string>;
  role_id: number;
  group_id: number;
}

/** Whether Defender's roles are turned on for the tenant; no row means no. */
export interface DefenderRoleSettingsTable {
  tenant_id: Generated<string>;
  enabled: boolean;
}

/** The tables of device groups and of the roles that open them, for `database.ts`. */
export interface DeviceGroupTables {
  device_groups: DeviceGroupsTable;
  defender_roles: DefenderRolesTable;
  defender_role_members: DefenderRoleMembersTable;
  defender_role_device_groups: DefenderRoleDeviceGroupsTable;
  defender_role_settings: DefenderRoleSettingsTable;
}
