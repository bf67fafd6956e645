import { type Kysely, sql } from 'kysely';

/** How many pieces of an alert's evidence the hunting tables have; -1 while they have nothing of the alert. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table alerts add column recorded_evidence integer not null default -1`.execute(db);
  await sql`create index alerts_unrecorded on alerts (created_ticks)
    where recorded_evidence < jsonb_array_length(evidence)`.execute(db);
};
