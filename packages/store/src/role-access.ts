import { UNASSIGNED_GROUP } from '@vakt/contract/device-group';
import type { PortalPermission } from '@vakt/contract/portal-permissions';
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/** What Defender's roles let a user do, and the device groups that the user sees. */
export interface RoleAccess {
  readonly permissions: readonly PortalPermission[];
  readonly deviceGroups: readonly number[];
}

/** Whether Defender's roles are turned on for the tenant. */
export const areRolesEnabled = async (db: Kysely<Database>): Promise<boolean> => {
  const settings = await db.selectFrom('defender_role_settings').select('enabled').executeTakeFirst();
  return settings?.enabled ?? false;
};

/** Turns Defender's roles on or off for the tenant. */
export const enableRoles = async (db: Kysely<Database>, enabled: boolean): Promise<void> => {
  await db
    .insertInto('defender_role_settings')
    .values({ enabled })
    .onConflict(conflict => conflict.column('tenant_id').doUpdateSet({ enabled }))
    .execute();
};

/**
 * What Defender's roles let a user do and see; `undefined` where they are not turned on. A device group to which no role was
 * given is open to everybody who has a role (the vendor's page "Create and manage device groups").
 *
 * @param memberIds the user's object id and the template ids of the user's directory roles.
 */
export const findRoleAccess = async (
  db: Kysely<Database>,
  memberIds: readonly string[],
): Promise<RoleAccess | undefined> => {
  const { rows } = await sql<RoleAccess>`
    with held as (
      select role_id, permissions from defender_roles where role_id in (
        select role_id from defender_role_members where member_id = any(${memberIds}::uuid[])))
    select
      array(select distinct unnest(permissions) from held) as permissions,
      array(
        select group_id from (select ${UNASSIGNED_GROUP.id}::integer union select group_id from device_groups) all_groups(group_id)
        where exists (select from held) and (
          not exists (select from defender_role_device_groups opened where opened.group_id = all_groups.group_id)
          or exists (select from defender_role_device_groups opened join held using (role_id)
            where opened.group_id = all_groups.group_id))
        order by group_id) as "deviceGroups"
    from defender_role_settings where enabled`.execute(db);
  return rows[0];
};
