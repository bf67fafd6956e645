import type { Kysely } from 'kysely';

/** Collectors ask for the actions that changed since they last asked, in that order. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createIndex('machine_actions_updated')
    .on('machine_actions')
    .columns(['tenant_id', 'updated_ticks'])
    .execute();
};
