import { type DeviceCondition, type RemediationLevel, UNASSIGNED_GROUP } from '@vakt/contract/device-group';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import { storableJson, storableText } from './storable-text.ts';
import type { DeviceGroupsTable } from './tables/device-groups.ts';

/** A device group with the number of devices that its rule puts into it. */
export interface DeviceGroup extends Omit<Selectable<DeviceGroupsTable>, 'tenant_id'> {
  readonly device_count: bigint;
}

/** What an administrator says of a device group; what is left out of a change stays as it is. */
export interface DeviceGroupDraft {
  readonly name: string;
  readonly description: string;
  readonly remediationLevel: RemediationLevel;
  readonly conditions: readonly DeviceCondition[];
}

/** What became of a change of the groups. */
export type DeviceGroupOutcome =
  | { readonly kind: 'saved'; readonly group: DeviceGroup }
  | { readonly kind: 'missing' }
  | { readonly kind: 'name-taken' };

/** The name of a device's group; what the device says itself counts as long as the tenant has no groups. */
export const DEVICE_GROUP_NAME = sql<string | null>`coalesce((select device_groups.name from device_groups
  where device_groups.tenant_id = devices.tenant_id and device_groups.group_id = devices.rbac_group_id),
  devices.rbac_group_name)`;

const select = (db: Kysely<Database>) =>
  db
    .selectFrom('device_groups')
    .select(['group_id', 'name', 'description', 'remediation_level', 'rank', 'conditions'])
    .select(groups =>
      groups
        .selectFrom('devices')
        .select(devices => devices.fn.countAll<bigint>().as('total'))
        .whereRef('devices.rbac_group_id', '=', 'device_groups.group_id')
        .$asScalar()
        .$notNull()
        .as('device_count'),
    );

/** The tenant's groups by rank, the one of the devices that no rule takes at the end. */
export const listDeviceGroups = (db: Kysely<Database>): Promise<DeviceGroup[]> =>
  select(db).orderBy('rank', 'asc').execute();

/** The group of that number; `undefined` when the tenant has none. */
export const findDeviceGroup = (db: Kysely<Database>, groupId: number): Promise<DeviceGroup | undefined> =>
  select(db).where('group_id', '=', groupId).executeTakeFirst();

/** The names of those groups. */
export const listDeviceGroupNames = async (
  db: Kysely<Database>,
  groupIds: readonly number[],
): Promise<readonly string[]> => {
  if (groupIds.length === 0) return [];
  const groups = await db
    .selectFrom('device_groups')
    .select('name')
    .where('group_id', 'in', groupIds)
    .orderBy('rank')
    .execute();
  return groups.map(({ name }) => name);
};

/** Makes the group of the devices that no rule takes, which every tenant with groups has. */
export const ensureUnassignedGroup = async (db: Kysely<Database>): Promise<void> => {
  const { id: group_id, name, description } = UNASSIGNED_GROUP;
  await db
    .insertInto('device_groups')
    .values({ group_id, name, description, remediation_level: 'full', rank: null, conditions: '[]' })
    .onConflict(conflict => conflict.doNothing())
    .execute();
};

/** Puts every device that is not in the group of the rules there. One order of locks, as for those who store sightings. */
const reassign = async (db: Kysely<Database>): Promise<void> => {
  await sql`update devices set rbac_group_id = 0 where device_id in (
    select device_id from devices where rbac_group_id <> device_group_of(devices)
    order by device_id for update)`.execute(db);
};

/** Waits until whoever still writes devices by rules that are gone has ended (`assign_device_group`). */
const outwaitWriters = (db: Kysely<Database>): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(
    hashtextextended(current_setting('vakt.tenant') || ' device groups', 0))`.execute(db);

/**
 * Changes the groups, one change of a tenant at a time, and puts every device where the rules now say. Devices that were
 * written meanwhile by the old rules follow in a second turn: to keep writers out for the first could end in a deadlock.
 */
const changeGroups = async <Outcome>(
  db: Kysely<Database>,
  change: (transaction: Kysely<Database>) => Promise<Outcome>,
): Promise<Outcome> => {
  const outcome = await db.transaction().execute(async transaction => {
    await sql`select pg_advisory_xact_lock(
      hashtextextended(current_setting('vakt.tenant') || ' device group rules', 0))`.execute(transaction);
    await ensureUnassignedGroup(transaction);
    const changed = await change(transaction);
    await reassign(transaction);
    return changed;
  });
  await outwaitWriters(db);
  await reassign(db);
  return outcome;
};

/** Gives the group its place among the ranks: `rank` 1 is asked first, without it the place is the last. */
const place = async (transaction: Kysely<Database>, groupId: number, rank: number | undefined) => {
  const ranked = await transaction
    .selectFrom('device_groups')
    .select('group_id')
    .where('rank', 'is not', null)
    .where('group_id', '<>', groupId)
    .orderBy('rank')
    .execute();
  const order = ranked.map(({ group_id }) => group_id);
  order.splice(rank === undefined ? order.length : rank - 1, 0, groupId);
  await sql`update device_groups set rank = places.rank
    from unnest(${order}::integer[]) with ordinality as places(group_id, rank)
    where device_groups.group_id = places.group_id`.execute(transaction);
};

const isNameTaken = async (
  transaction: Kysely<Database>,
  name: string | undefined,
  groupId: number | undefined,
): Promise<boolean> => {
  if (name === undefined) return false;
  const found = await transaction
    .selectFrom('device_groups')
    .select('group_id')
    .where(sql<string>`lower(name)`, '=', sql<string>`lower(${storableText(name)})`)
    .executeTakeFirst();
  return found !== undefined && found.group_id !== groupId;
};

const saved = async (transaction: Kysely<Database>, groupId: number): Promise<DeviceGroupOutcome> => {
  await reassign(transaction);
  const group = await findDeviceGroup(transaction, groupId);
  return group ? { kind: 'saved', group } : { kind: 'missing' };
};

/** Makes a group, asked last unless it gets a rank. */
export const createDeviceGroup = (
  db: Kysely<Database>,
  { name, description, remediationLevel, conditions }: DeviceGroupDraft,
  rank?: number,
): Promise<DeviceGroupOutcome> =>
  changeGroups(db, async transaction => {
    if (await isNameTaken(transaction, name, undefined)) return { kind: 'name-taken' };
    const { group_id } = await transaction
      .insertInto('device_groups')
      .values({
        name: storableText(name),
        description: storableText(description),
        remediation_level: remediationLevel,
        // Until it has its place.
        rank: 0,
        conditions: storableJson(conditions),
      })
      .returning('group_id')
      .executeTakeFirstOrThrow();
    await place(transaction, group_id, rank);
    return saved(transaction, group_id);
  });

/** Changes a group; that of the devices which no rule takes has neither rank nor conditions. */
export const updateDeviceGroup = (
  db: Kysely<Database>,
  groupId: number,
  { name, description, remediationLevel, conditions }: Partial<DeviceGroupDraft>,
  rank?: number,
): Promise<DeviceGroupOutcome> =>
  changeGroups(db, async transaction => {
    if (!(await findDeviceGroup(transaction, groupId))) return { kind: 'missing' };
    if (await isNameTaken(transaction, name, groupId)) return { kind: 'name-taken' };
    const change = {
      ...(name !== undefined && { name: storableText(name) }),
      ...(description !== undefined && { description: storableText(description) }),
      ...(remediationLevel !== undefined && { remediation_level: remediationLevel }),
      ...(conditions !== undefined && { conditions: storableJson(conditions) }),
    };
    if (Object.keys(change).length > 0)
      await transaction.updateTable('device_groups').set(change).where('group_id', '=', groupId).execute();
    if (rank !== undefined) await place(transaction, groupId, rank);
    return saved(transaction, groupId);
  });

/** Deletes a group: its devices go where the other rules say. `false` when the tenant has none of that number. */
export const deleteDeviceGroup = (db: Kysely<Database>, groupId: number): Promise<boolean> =>
  changeGroups(db, async transaction => {
    const { numDeletedRows } = await transaction
      .deleteFrom('device_groups')
      .where('group_id', '=', groupId)
      .where('rank', 'is not', null)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  });
