import { type Kysely, sql } from 'kysely';

/** What a device says of an action, and no two open actions of one type on one device. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('machine_actions').addColumn('failure_reason', 'text').execute();
  await db.schema
    .createIndex('machine_actions_open')
    .unique()
    .on('machine_actions')
    .columns(['tenant_id', 'machine_id', 'type'])
    .where(sql.ref('status'), 'in', sql`('Pending', 'InProgress')`)
    .execute();
  await db.schema
    .createIndex('machine_actions_of_machine')
    .on('machine_actions')
    .columns(['tenant_id', 'machine_id', 'created_ticks'])
    .execute();
};
