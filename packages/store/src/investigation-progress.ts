import type { Ticks } from '@vakt/contract/ticks';
import { type Expression, type Insertable, type Kysely, type SqlBool, sql } from 'kysely';
import { touchIncidents } from './alert-changes.ts';
import { type Alert, WITH_EVIDENCE } from './alerts.ts';
import { takeMoments } from './change-moments.ts';
import type { Database } from './database.ts';
import { INVESTIGATION_COLUMNS, type Investigation } from './investigations.ts';
import { storableText } from './storable-text.ts';
import type { InvestigationsTable } from './tables/investigations.ts';

/** Written as it is, so that a plan that is kept for any value finds the index of those that run. */
const IS_RUNNING = sql<SqlBool>`state = 'Running'`;

/** How an investigation stands, as its alerts show it. */
type Standing = Pick<Investigation, 'investigation_id' | 'state'>;

export type NewInvestigation = Pick<
  Insertable<InvestigationsTable>,
  | 'machine_id'
  | 'computer_dns_name'
  | 'triggering_alert_id'
  | 'requestor'
  | 'requestor_comment'
  | 'started_ticks'
>;

/** Says in alerts how their investigation stands; their incidents embed them. */
const showInAlerts = async (
  transaction: Kysely<Database>,
  which: Expression<SqlBool>,
  { investigation_id, state }: Standing,
  now: Ticks,
): Promise<void> => {
  // Nobody else in the tenant raises or changes alerts from here on.
  await takeMoments(transaction, now);
  const alerts = await transaction
    .selectFrom('alerts')
    .select(['alert_id', 'incident_id'])
    .where(which)
    .orderBy('alert_id')
    .forUpdate()
    .execute();
  if (alerts.length === 0) return;
  const moments = await takeMoments(transaction, now, alerts.length);
  const ids = alerts.map(({ alert_id }) => alert_id);
  const incidents = alerts.flatMap(({ incident_id }) => (incident_id === null ? [] : [incident_id]));
  await touchIncidents(transaction, [...new Set(incidents)], moments);
  await transaction
    .updateTable('alerts')
    .set({
      investigation_id,
      investigation_state: state,
      updated_ticks: moments.of(sql`alert_id`, ids),
    })
    .where('alert_id', 'in', ids)
    .execute();
};

/** The investigation that runs on a device; `undefined` when none does. */
export const findRunning = (db: Kysely<Database>, machineId: string): Promise<Standing | undefined> =>
  db
    .selectFrom('investigations')
    .select(['investigation_id', 'state'])
    .where('machine_id', '=', machineId)
    .where(IS_RUNNING)
    .executeTakeFirst();

/** Begins an investigation. The transaction holds the device's lock of hits and has seen that none runs. */
export const beginInvestigation = async (
  transaction: Kysely<Database>,
  investigation: NewInvestigation,
): Promise<Investigation> => {
  const begun = await transaction
    .insertInto('investigations')
    .values({
      ...investigation,
      requestor_comment: storableText(investigation.requestor_comment),
      state: 'Running',
    })
    .returning(INVESTIGATION_COLUMNS)
    .executeTakeFirstOrThrow();
  const { triggering_alert_id, started_ticks } = begun;
  await showInAlerts(transaction, sql<SqlBool>`alert_id = ${triggering_alert_id}`, begun, started_ticks);
  return begun;
};

/** Adds a new alert to the investigation that runs on its device, if one does. */
export const joinRunningInvestigation = async (
  transaction: Kysely<Database>,
  alertId: string,
  machineId: string,
): Promise<void> => {
  const running = await findRunning(transaction, machineId);
  if (!running) return;
  await transaction
    .updateTable('alerts')
    .set({ investigation_id: running.investigation_id, investigation_state: running.state })
    .where('alert_id', '=', alertId)
    .execute();
};

/** Ends a running investigation, and says so in its alerts. Ending one that has ended changes nothing. */
export const endInvestigation = (
  db: Kysely<Database>,
  investigationId: bigint,
  outcome: { readonly state: string; readonly details: string },
  now: Ticks,
): Promise<void> =>
  db.transaction().execute(async transaction => {
    // An alert that is being raised has joined, or does not join any more.
    await takeMoments(transaction, now);
    const ended = await transaction
      .updateTable('investigations')
      .set({ state: outcome.state, status_details: storableText(outcome.details), ended_ticks: now })
      .where('investigation_id', '=', investigationId)
      .where(IS_RUNNING)
      .returning(['investigation_id', 'state'])
      .executeTakeFirst();
    if (ended)
      await showInAlerts(transaction, sql<SqlBool>`investigation_id = ${investigationId}`, ended, now);
  });

/** The alerts of an investigation with their evidence, the oldest first, at most so many. */
export const listAlertsOfInvestigation = (
  db: Kysely<Database>,
  investigationId: bigint,
  most: number,
): Promise<Alert[]> =>
  db
    .selectFrom('alerts')
    .select(WITH_EVIDENCE)
    .where('investigation_id', '=', investigationId)
    .orderBy('created_ticks')
    .orderBy('alert_id')
    .limit(most)
    .execute();
