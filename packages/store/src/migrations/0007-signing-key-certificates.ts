import type { Kysely } from 'kysely';

/** Private keys are sealed from now on, and each key has a certificate; those made earlier get one when they are next read. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('signing_keys').addColumn('certificate', 'text').execute();
};
