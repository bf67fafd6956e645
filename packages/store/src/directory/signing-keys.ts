import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import type { SigningKeysTable } from '../tables/directory.ts';

export type StoredSigningKey = Selectable<SigningKeysTable>;

/** Keys that are not retired, in the order in which they begin to sign. */
export const listSigningKeys = (authority: Kysely<Database>, now: Date): Promise<StoredSigningKey[]> =>
  authority
    .selectFrom('signing_keys')
    .selectAll()
    .where('retired_at', '>', now)
    .orderBy('active_from')
    .execute();

/**
 * Adds the keys that `missing` finds wanting among the stored ones. Servers that start together add them once: the table is
 * locked between the look and the write.
 */
export const addSigningKeys = async (
  authority: Kysely<Database>,
  now: Date,
  missing: (stored: readonly StoredSigningKey[]) => Promise<readonly StoredSigningKey[]>,
): Promise<void> => {
  await authority.transaction().execute(async transaction => {
    await sql`lock table signing_keys in exclusive mode`.execute(transaction);
    const keys = await missing(await listSigningKeys(transaction, now));
    if (keys.length > 0)
      await transaction
        .insertInto('signing_keys')
        .values([...keys])
        .execute();
  });
};
