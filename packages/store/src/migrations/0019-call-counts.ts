import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

/**
 * What is used of quotas. The table is unlogged: nothing acknowledged depends on it, and so a reservation waits for no
 * write-ahead log. A crash of PostgreSQL empties it, and every quota begins anew.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('quota_windows')
    .modifyFront(sql`unlogged`)
    .addColumn('tenant_id', 'uuid', column =>
      column.notNull().defaultTo(sql`current_setting('vakt.tenant')::uuid`),
    )
    .addColumn('quota', 'text', column => column.notNull())
    .addColumn('ends_at', 'timestamptz', column => column.notNull())
    .addColumn('used', 'integer', column => column.notNull())
    .addColumn('granted', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('quota_windows_pkey', ['tenant_id', 'quota'])
    // Room in each page for the next versions of its rows, which change often.
    .modifyEnd(sql`with (fillfactor = 50)`)
    .execute();
  await db.schema.createIndex('quota_windows_end').on('quota_windows').column('ends_at').execute();
  await protectTenantRows(db, 'quota_windows');
};
