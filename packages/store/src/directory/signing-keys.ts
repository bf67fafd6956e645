import type { Insertable, Kysely, Selectable } from 'kysely';
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
 * Writes what `change` makes of the stored keys: added ones, and others under a key id that is there. Servers that do so
 * together do it one after the other: the table is locked between the look and the write.
 */
export const writeSigningKeys = async (
  authority: Kysely<Database>,
  now: Date,
  change: (stored: readonly StoredSigningKey[]) => Promise<readonly Insertable<SigningKeysTable>[]>,
): Promise<void> => {
  await authority.transaction().execute(async transaction => {
    await sql`lock table signing_keys in exclusive mode`.execute(transaction);
    const keys = await change(await listSigningKeys(transaction, now));
    if (keys.length === 0) return;
    await transaction
      .insertInto('signing_keys')
      .values([...keys])
      .onConflict(conflict =>
        conflict.column('key_id').doUpdateSet(row => ({
          private_key: row.ref('excluded.private_key'),
          certificate: row.ref('excluded.certificate'),
          active_from: row.ref('excluded.active_from'),
          retired_at: row.ref('excluded.retired_at'),
        })),
      )
      .execute();
  });
};
