import type { Insertable, Kysely } from 'kysely';
import type { Database } from '../database.ts';
import type { UsedAssertionsTable } from '../tables/client-credentials.ts';

/**
 * Marks a client assertion as used, for every server on this store.
 *
 * @returns where it was used first; `undefined` when this is the first time.
 */
export const markAssertionUsed = async (
  authority: Kysely<Database>,
  used: Insertable<UsedAssertionsTable>,
): Promise<string | undefined> => {
  const { numInsertedOrUpdatedRows } = await authority
    .insertInto('used_assertions')
    .values(used)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return undefined;
  const first = await authority
    .selectFrom('used_assertions')
    .select('source')
    .where('app_id', '=', used.app_id)
    .where('assertion_hash', '=', used.assertion_hash)
    .executeTakeFirst();
  return first?.source;
};
