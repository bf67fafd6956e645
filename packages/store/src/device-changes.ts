import type { Ticks } from '@vakt/contract/ticks';
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { type Device, findDevices } from './devices.ts';
import { isHiddenByPolicy } from './row-security.ts';
import { storableJson, storableText } from './storable-text.ts';

/** What people change of a device; what is left out stays as it is. */
export interface DeviceChange {
  readonly addTag?: string;
  readonly removeTag?: string;
  /** In place of all tags. */
  readonly tags?: readonly string[];
  readonly deviceValue?: string;
}

/** The devices as they are now, the ids that the tenant does not have, or that the caller would not see the devices any more. */
export type DeviceChangeOutcome =
  | { readonly changed: readonly Device[] }
  | { readonly missing: readonly string[] }
  | { readonly hidden: true };

const tagsOf = ({ addTag, removeTag, tags }: DeviceChange) => {
  if (tags) return storableJson([...new Set(tags)]);
  if (addTag !== undefined) {
    const tag = storableText(addTag);
    return sql<string>`case when machine_tags @> to_jsonb(${tag}::text) then machine_tags
      else machine_tags || to_jsonb(${tag}::text) end`;
  }
  return removeTag === undefined ? undefined : sql<string>`machine_tags - ${storableText(removeTag)}::text`;
};

const changeInTransaction = async (
  transaction: Kysely<Database>,
  deviceIds: readonly string[],
  change: DeviceChange,
  now: Ticks,
): Promise<DeviceChangeOutcome> => {
  // One order of locks for all writers, as for those who store sightings.
  const found = await transaction
    .selectFrom('devices')
    .select('device_id')
    .where('device_id', 'in', deviceIds)
    .orderBy('device_id')
    .forUpdate()
    .execute();
  const known = new Set(found.map(({ device_id }) => device_id));
  const missing = deviceIds.filter(id => !known.has(id));
  if (missing.length > 0) return { missing };
  const machine_tags = tagsOf(change);
  const columns = {
    ...(machine_tags !== undefined && { machine_tags }),
    ...(change.deviceValue !== undefined && { device_value: change.deviceValue }),
  };
  if (Object.keys(columns).length > 0)
    await transaction
      .updateTable('devices')
      .set(columns)
      .where('device_id', 'in', [...known])
      .execute();
  const devices = await findDevices(transaction, [...known], now);
  return { changed: [...known].flatMap(id => devices.get(id) ?? []) };
};

/**
 * Changes all the devices, or none of them when the tenant lacks one, or when a new tag would take one into a device group
 * that the caller does not see.
 */
export const changeDevices = async (
  db: Kysely<Database>,
  deviceIds: readonly string[],
  change: DeviceChange,
  now: Ticks,
): Promise<DeviceChangeOutcome> => {
  try {
    return await db
      .transaction()
      .execute(transaction => changeInTransaction(transaction, deviceIds, change, now));
  } catch (error) {
    if (isHiddenByPolicy(error)) return { hidden: true };
    throw error;
  }
};
