import type { Kysely, Transaction } from 'kysely';
import type { Database } from './database.ts';

/** Does `work` in a transaction: the caller's when `db` is one already, otherwise a new one. */
export const inTransaction = <Outcome>(
  db: Kysely<Database>,
  work: (transaction: Kysely<Database>) => Promise<Outcome>,
): Promise<Outcome> =>
  db.isTransaction ? work(db as Transaction<Database>) : db.transaction().execute(work);
