import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';

export const addOwner = async (db: Kysely<Database>, objectId: string, ownerId: string): Promise<void> => {
  await db
    .insertInto('directory_owners')
    .values({ object_id: objectId, owner_id: ownerId })
    .onConflict(conflict => conflict.doNothing())
    .execute();
};

/** `false` when nobody of that id owns the object. */
export const removeOwner = async (
  db: Kysely<Database>,
  objectId: string,
  ownerId: string,
): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('directory_owners')
    .where('object_id', '=', objectId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};

export const isOwner = async (db: Kysely<Database>, objectId: string, ownerId: string): Promise<boolean> =>
  (await db
    .selectFrom('directory_owners')
    .select('owner_id')
    .where('object_id', '=', objectId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst()) !== undefined;

/** Ids of the users who own an object. */
export const listOwners = async (db: Kysely<Database>, objectId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('directory_owners')
    .select('owner_id')
    .where('object_id', '=', objectId)
    .orderBy('owner_id')
    .execute();
  return rows.map(({ owner_id }) => owner_id);
};

/** Ids of the objects that somebody owns. */
export const listOwnedObjects = async (db: Kysely<Database>, ownerId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('directory_owners')
    .select('object_id')
    .where('owner_id', '=', ownerId)
    .orderBy('object_id')
    .limit(1_000)
    .execute();
  return rows.map(({ object_id }) => object_id);
};

/** What is to be forgotten of an object or a user that is deleted. */
export const forgetOwnership = async (db: Kysely<Database>, id: string): Promise<void> => {
  await db
    .deleteFrom('directory_owners')
    .where(row => row.or([row('object_id', '=', id), row('owner_id', '=', id)]))
    .execute();
};
