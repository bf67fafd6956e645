import type { Kysely } from 'kysely';

/** Lists of investigations by state or machine, newest first, without reading the others. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.dropIndex('investigations_machine_id').execute();
  for (const column of ['machine_id', 'state'])
    await db.schema
      .createIndex(`investigations_of_${column}`)
      .on('investigations')
      .columns(['tenant_id', column, 'started_ticks'])
      .execute();
};
