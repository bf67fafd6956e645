import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';

/** As many entries as one statement removes: it must not hold others up. */
const BATCH = 5_000;

/**
 * Removes entries that are older than `before`, at most a batch a log.
 *
 * @returns whether there may be more.
 */
export const removeLogEntries = async (authority: Kysely<Database>, before: Date): Promise<boolean> => {
  const removed = await Promise.all(
    (['sign_in_events', 'directory_audits'] as const).map(table =>
      sql`delete from ${sql.table(table)} where ctid in
        (select ctid from ${sql.table(table)} where created_at < ${before} limit ${BATCH})`.execute(
        authority,
      ),
    ),
  );
  return removed.some(({ numAffectedRows }) => numAffectedRows === BigInt(BATCH));
};
