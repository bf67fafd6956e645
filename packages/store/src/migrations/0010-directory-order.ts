import type { Kysely } from 'kysely';

/** Lists show the oldest first: a page is read off an index, however many objects a tenant has. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const table of ['applications', 'service_principals', 'users'])
    await db.schema
      .createIndex(`${table}_oldest`)
      .on(table)
      .columns(['tenant_id', 'created_at', 'id'])
      .execute();
};
