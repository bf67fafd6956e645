import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';

/** As many rows as one statement removes: it must not hold others up. */
const BATCH = 5_000;

const EXPIRING_TABLES = [
  'authorization_codes',
  'device_codes',
  'browser_sessions',
  'revoked_tokens',
  'used_assertions',
] as const;

/**
 * Removes what has expired, at most a batch a table.
 *
 * @param before what expired before then goes; a replayed code is noticed until it does.
 * @param unusedSince refresh families that were not used since then are of no use any more.
 * @returns whether there may be more.
 */
export const removeExpiredSignIns = async (
  authority: Kysely<Database>,
  before: Date,
  unusedSince: Date,
): Promise<boolean> => {
  const counts = await Promise.all([
    ...EXPIRING_TABLES.map(table =>
      sql`delete from ${sql.table(table)} where ctid in
        (select ctid from ${sql.table(table)} where expires_at < ${before} limit ${BATCH})`.execute(
        authority,
      ),
    ),
    sql`delete from refresh_families where ctid in
      (select ctid from refresh_families where last_used_at < ${unusedSince} limit ${BATCH})`.execute(
      authority,
    ),
  ]);
  return counts.some(({ numAffectedRows }) => numAffectedRows === BigInt(BATCH));
};
