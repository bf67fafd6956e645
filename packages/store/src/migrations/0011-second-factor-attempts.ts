import type { Kysely } from 'kysely';

/** Codes are counted apart from passwords: whoever guesses the one must not lock the other, nor clear its count. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .alterTable('users')
    .addColumn('totp_attempts', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('totp_locked_until', 'timestamptz')
    .execute();
};
