import type { Comment } from '@vakt/contract/evidence';
import type { Ticks } from '@vakt/contract/ticks';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Alert, WITH_EVIDENCE } from './alerts.ts';
import { type Moments, takeMoments } from './change-moments.ts';
import type { Database } from './database.ts';
import { storableJson, storableText } from './storable-text.ts';

/** What people change of an alert; what is left out stays as it is. */
export interface AlertChange {
  readonly status?: string;
  readonly assignedTo?: string | null;
  readonly classification?: string | null;
  readonly determination?: string | null;
  /** Where no determination is given: those that may stay, the others are cleared. */
  readonly fittingDeterminations?: readonly string[];
  /** Added to the comments that are there. */
  readonly comment?: Comment;
}

/** The time of the resolution is kept while an alert stays resolved, and goes when it is reopened. */
const resolution = (status: string, now: Ticks) => ({
  status,
  resolved_ticks: status === 'Resolved' ? sql<bigint>`coalesce(resolved_ticks, ${now}::bigint)` : null,
});

const determinationOf = ({
  determination,
  fittingDeterminations,
}: AlertChange): { readonly determination?: string | null | RawBuilder<string | null> } => {
  if (determination !== undefined) return { determination };
  if (!fittingDeterminations) return {};
  const fitting = sql<string[]>`${[...fittingDeterminations]}::text[]`;
  return {
    determination: sql<string | null>`case when determination = any(${fitting}) then determination end`,
  };
};

const columnsOf = (change: AlertChange, now: Ticks) => ({
  ...(change.status !== undefined && resolution(change.status, now)),
  ...(change.assignedTo !== undefined && {
    assigned_to: change.assignedTo === null ? null : storableText(change.assignedTo),
  }),
  ...(change.classification !== undefined && { classification: change.classification }),
  ...determinationOf(change),
  ...(change.comment && {
    comments: sql<string>`comments || ${storableJson([change.comment])}::jsonb`,
  }),
});

/** Locks those of the alerts that there are, in one order for all, so that two callers cannot wait for each other. */
const lock = (transaction: Kysely<Database>, alertIds: readonly string[]) =>
  transaction
    .selectFrom('alerts')
    .select(['alert_id', 'incident_id'])
    .where('alert_id', 'in', alertIds.map(storableText))
    .orderBy('alert_id')
    .forUpdate()
    .execute();

/**
 * Incidents embed their alerts: who polls them by their last update must see that of an alert.
 *
 * @param moments at least as many as there are incidents.
 */
export const touchIncidents = async (
  transaction: Kysely<Database>,
  incidentIds: readonly bigint[],
  moments: Moments,
): Promise<void> => {
  if (incidentIds.length === 0) return;
  // One order of locks here, too; a single one needs no order.
  if (incidentIds.length > 1)
    await transaction
      .selectFrom('incidents')
      .select('incident_id')
      .where('incident_id', 'in', incidentIds)
      .orderBy('incident_id')
      .forUpdate()
      .execute();
  await transaction
    .updateTable('incidents')
    .set({ updated_ticks: moments.of(sql`incident_id`, incidentIds) })
    .where('incident_id', 'in', incidentIds)
    .execute();
};

/**
 * Changes all the alerts, or none of them when the tenant lacks one.
 *
 * @returns the alerts as they are now, or the ids that the tenant does not have.
 */
export const changeAlerts = (
  db: Kysely<Database>,
  alertIds: readonly string[],
  change: AlertChange,
  now: Ticks,
): Promise<{ readonly changed: readonly Alert[] } | { readonly missing: readonly string[] }> =>
  db.transaction().execute(async transaction => {
    const moments = await takeMoments(transaction, now, alertIds.length);
    const found = await lock(transaction, alertIds);
    const known = new Set(found.map(({ alert_id }) => alert_id));
    const missing = alertIds.filter(id => !known.has(id));
    if (missing.length > 0) return { missing };
    const incidents = new Set(
      found.flatMap(({ incident_id }) => (incident_id === null ? [] : [incident_id])),
    );
    await touchIncidents(transaction, [...incidents], moments);
    const changed = await transaction
      .updateTable('alerts')
      .set({ ...columnsOf(change, now), updated_ticks: moments.of(sql`alert_id`, [...known]) })
      .where('alert_id', 'in', [...known])
      .returning(WITH_EVIDENCE)
      .execute();
    return { changed };
  });
