import type { Ticks } from '@vakt/contract/ticks';
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { mergeIncidents } from './incident-merging.ts';
import { storableText } from './storable-text.ts';

/** The part of an alert that decides which incident it belongs to. */
export interface GroupedAlert {
  readonly alertId: string;
  readonly machineId: string;
  readonly title: string;
  readonly firstEventTicks: Ticks;
  readonly lastEventTicks: Ticks;
}

/**
 * Makes everybody who groups alerts of this device wait until the transaction ends: two alerts that arrive at once would
 * otherwise open an incident each.
 */
const lockGrouping = async (transaction: Kysely<Database>, machineId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(
    hashtextextended(current_setting('vakt.tenant') || ${machineId}, 0))`.execute(transaction);
};

/** Incidents that an alert may join are looked for no further. */
const MOST_JOINED = 100;

/** The incidents that are still open and have an alert of the device within `window` of the given time, the oldest first. */
const findOpenIncidents = async (
  db: Kysely<Database>,
  machineId: string,
  time: { readonly firstEventTicks: Ticks; readonly lastEventTicks: Ticks },
  window: Ticks,
): Promise<bigint[]> => {
  const found = await db
    .selectFrom('alerts')
    .innerJoin('incidents', 'incidents.incident_id', 'alerts.incident_id')
    .select('incidents.incident_id')
    .distinct()
    .where('incidents.status', 'not in', ['Resolved', 'Redirected'])
    .where('alerts.machine_id', '=', machineId)
    .where('alerts.last_event_ticks', '>=', time.firstEventTicks - window)
    .where('alerts.first_event_ticks', '<=', time.lastEventTicks + window)
    .orderBy('incidents.incident_id')
    .limit(MOST_JOINED)
    .execute();
  return found.map(({ incident_id }) => incident_id);
};

/** Takes the tenant's next incident number; a transaction that is undone gives it back. */
const takeNumber = async (transaction: Kysely<Database>): Promise<bigint> => {
  const { last_number } = await transaction
    .insertInto('incident_numbers')
    .values({ last_number: 1n })
    .onConflict(conflict =>
      conflict.column('tenant_id').doUpdateSet({ last_number: sql`incident_numbers.last_number + 1` }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return last_number;
};

const openIncident = async (
  transaction: Kysely<Database>,
  alert: GroupedAlert,
  now: Ticks,
): Promise<bigint> => {
  const incident_id = await takeNumber(transaction);
  await transaction
    .insertInto('incidents')
    .values({
      incident_id,
      name: storableText(`${alert.title} on one endpoint`),
      created_ticks: now,
      updated_ticks: now,
    })
    .execute();
  return incident_id;
};

/**
 * What an incident of several stages is called: after the first and the last of them in the order of their alerts.
 * `undefined` while all its alerts are of one category.
 */
const stagesName = async (transaction: Kysely<Database>, incidentId: bigint): Promise<string | undefined> => {
  const alerts = await transaction
    .selectFrom('alerts')
    .select(eb => ['category', eb.fn.min('created_ticks').as('since')])
    .where('incident_id', '=', incidentId)
    .groupBy('category')
    .orderBy('since')
    .orderBy('category')
    .execute();
  const [first, last] = [alerts[0]?.category, alerts.at(-1)?.category];
  return first === last ? undefined : `Multi-stage incident involving ${first} & ${last} on one endpoint`;
};

const noteFurtherAlert = async (
  transaction: Kysely<Database>,
  incidentId: bigint,
  now: Ticks,
): Promise<void> => {
  const name = await stagesName(transaction, incidentId);
  await transaction
    .updateTable('incidents')
    .set({ updated_ticks: now, ...(name !== undefined && { name }) })
    .where('incident_id', '=', incidentId)
    .execute();
};

/**
 * Puts a stored alert into the device's open incident close in time, or into a new one, and gives the incident's id. Where
 * there are several, the alert shows that they are one: the later ones are merged into the oldest, which people know longest.
 * `transaction` must be a transaction.
 */
export const joinOpenIncident = async (
  transaction: Kysely<Database>,
  alert: GroupedAlert,
  window: Ticks,
  now: Ticks,
): Promise<bigint> => {
  await lockGrouping(transaction, alert.machineId);
  const [open, ...others] = await findOpenIncidents(transaction, alert.machineId, alert, window);
  const incidentId = open ?? (await openIncident(transaction, alert, now));
  await transaction
    .updateTable('alerts')
    .set({ incident_id: incidentId })
    .where('alert_id', '=', alert.alertId)
    .execute();
  if (open !== undefined && others.length > 0) await mergeIncidents(transaction, open, others, now);
  if (open !== undefined) await noteFurtherAlert(transaction, incidentId, now);
  return incidentId;
};
