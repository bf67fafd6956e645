import type { PortalPermission } from '@vakt/contract/portal-permissions';
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import { ensureUnassignedGroup } from './device-groups.ts';
import { storableText } from './storable-text.ts';
import type { DefenderRolesTable } from './tables/device-groups.ts';

/** A role with who has it and which device groups it opens. */
export interface DefenderRole extends Omit<Selectable<DefenderRolesTable>, 'tenant_id'> {
  /** Users by object id, directory roles by template id. */
  readonly members: readonly string[];
  readonly device_groups: readonly number[];
}

/** What an administrator says of a role; what is left out of a change stays as it is. */
export interface DefenderRoleDraft {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly PortalPermission[];
  readonly members: readonly string[];
  readonly deviceGroups: readonly number[];
}

/** What became of a change of a role. */
export type DefenderRoleOutcome =
  | { readonly kind: 'saved'; readonly role: DefenderRole }
  | { readonly kind: 'missing' }
  | { readonly kind: 'name-taken' }
  | { readonly kind: 'no-group'; readonly groupId: number };

const MEMBERS: RawBuilder<readonly string[]> = sql`array(
  select member_id::text from defender_role_members members
  where members.tenant_id = defender_roles.tenant_id and members.role_id = defender_roles.role_id order by 1)`;

const GROUPS: RawBuilder<readonly number[]> = sql`array(
  select group_id from defender_role_device_groups opened
  where opened.tenant_id = defender_roles.tenant_id and opened.role_id = defender_roles.role_id order by 1)`;

const select = (db: Kysely<Database>) =>
  db
    .selectFrom('defender_roles')
    .select(['role_id', 'name', 'description', 'permissions'])
    .select([MEMBERS.as('members'), GROUPS.as('device_groups')]);

/** The tenant's roles by name. */
export const listDefenderRoles = (db: Kysely<Database>): Promise<DefenderRole[]> =>
  select(db).orderBy('name').execute();

/** The role of that number; `undefined` when the tenant has none. */
export const findDefenderRole = (db: Kysely<Database>, roleId: number): Promise<DefenderRole | undefined> =>
  select(db).where('role_id', '=', roleId).executeTakeFirst();

/** Changes of roles take turns: two could give one name to two roles. */
const changeRoles = (
  db: Kysely<Database>,
  change: (transaction: Kysely<Database>) => Promise<DefenderRoleOutcome>,
): Promise<DefenderRoleOutcome> =>
  db.transaction().execute(async transaction => {
    await sql`select pg_advisory_xact_lock(
      hashtextextended(current_setting('vakt.tenant') || ' defender roles', 0))`.execute(transaction);
    return change(transaction);
  });

const setMembers = async (db: Kysely<Database>, role_id: number, members: readonly string[]) => {
  await db.deleteFrom('defender_role_members').where('role_id', '=', role_id).execute();
  if (members.length === 0) return;
  const rows = [...new Set(members)].map(member_id => ({ role_id, member_id }));
  await db.insertInto('defender_role_members').values(rows).execute();
};

const setGroups = async (db: Kysely<Database>, role_id: number, groupIds: readonly number[]) => {
  await db.deleteFrom('defender_role_device_groups').where('role_id', '=', role_id).execute();
  if (groupIds.length === 0) return;
  const rows = [...new Set(groupIds)].map(group_id => ({ role_id, group_id }));
  await db.insertInto('defender_role_device_groups').values(rows).execute();
};

/** The first of the groups that the tenant does not have; they stay until the transaction ends. */
const findMissingGroup = async (
  transaction: Kysely<Database>,
  groupIds: readonly number[],
): Promise<number | undefined> => {
  if (groupIds.length === 0) return undefined;
  await ensureUnassignedGroup(transaction);
  const known = await transaction
    .selectFrom('device_groups')
    .select('group_id')
    .where('group_id', 'in', groupIds)
    .forKeyShare()
    .execute();
  return groupIds.find(id => !known.some(({ group_id }) => group_id === id));
};

/** Why the draft cannot be the role's; `undefined` when it can. */
const problemOf = async (
  transaction: Kysely<Database>,
  { name, deviceGroups }: Partial<DefenderRoleDraft>,
  roleId?: number,
): Promise<DefenderRoleOutcome | undefined> => {
  const namesake =
    name === undefined
      ? undefined
      : await transaction
          .selectFrom('defender_roles')
          .select('role_id')
          .where(sql<string>`lower(name)`, '=', sql<string>`lower(${storableText(name)})`)
          .executeTakeFirst();
  if (namesake && namesake.role_id !== roleId) return { kind: 'name-taken' };
  const groupId = await findMissingGroup(transaction, deviceGroups ?? []);
  return groupId === undefined ? undefined : { kind: 'no-group', groupId };
};

const saveParts = async (
  transaction: Kysely<Database>,
  roleId: number,
  { members, deviceGroups }: Partial<DefenderRoleDraft>,
): Promise<DefenderRoleOutcome> => {
  if (members) await setMembers(transaction, roleId, members);
  if (deviceGroups) await setGroups(transaction, roleId, deviceGroups);
  const role = await findDefenderRole(transaction, roleId);
  return role ? { kind: 'saved', role } : { kind: 'missing' };
};

/** Makes a role. */
export const createDefenderRole = (
  db: Kysely<Database>,
  draft: DefenderRoleDraft,
): Promise<DefenderRoleOutcome> =>
  changeRoles(db, async transaction => {
    const problem = await problemOf(transaction, draft);
    if (problem) return problem;
    const { name, description, permissions } = draft;
    const { role_id } = await transaction
      .insertInto('defender_roles')
      .values({ name: storableText(name), description: storableText(description), permissions })
      .returning('role_id')
      .executeTakeFirstOrThrow();
    return saveParts(transaction, role_id, draft);
  });

/** Changes a role. */
export const updateDefenderRole = (
  db: Kysely<Database>,
  roleId: number,
  draft: Partial<DefenderRoleDraft>,
): Promise<DefenderRoleOutcome> =>
  changeRoles(db, async transaction => {
    if (!(await findDefenderRole(transaction, roleId))) return { kind: 'missing' };
    const problem = await problemOf(transaction, draft, roleId);
    if (problem) return problem;
    const { name, description, permissions } = draft;
    const change = {
      ...(name !== undefined && { name: storableText(name) }),
      ...(description !== undefined && { description: storableText(description) }),
      ...(permissions !== undefined && { permissions }),
    };
    if (Object.keys(change).length > 0)
      await transaction.updateTable('defender_roles').set(change).where('role_id', '=', roleId).execute();
    return saveParts(transaction, roleId, draft);
  });

/** Deletes a role; `false` when the tenant has none of that number. */
export const deleteDefenderRole = async (db: Kysely<Database>, roleId: number): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('defender_roles')
    .where('role_id', '=', roleId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};
