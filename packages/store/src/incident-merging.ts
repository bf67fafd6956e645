import type { Comment } from '@vakt/contract/evidence';
import type { Ticks } from '@vakt/contract/ticks';
import { type Kysely, sql } from 'kysely';
import { takeMoments } from './change-moments.ts';
import type { Database } from './database.ts';
import { storableJson } from './storable-text.ts';

const byTime = (one: Comment, other: Comment): number => (one.createdTime < other.createdTime ? -1 : 1);

/** Hands the alerts over. */
const moveAlerts = async (
  transaction: Kysely<Database>,
  target: bigint,
  merged: readonly bigint[],
  now: Ticks,
): Promise<void> => {
  const alerts = await transaction
    .selectFrom('alerts')
    .select('alert_id')
    .where('incident_id', 'in', merged)
    .orderBy('alert_id')
    .forUpdate()
    .execute();
  if (alerts.length === 0) return;
  const ids = alerts.map(({ alert_id }) => alert_id);
  const moments = await takeMoments(transaction, now, ids.length);
  await transaction
    .updateTable('alerts')
    .set({ incident_id: target, updated_ticks: moments.of(sql`alert_id`, ids) })
    .where('alert_id', 'in', ids)
    .execute();
};

/** What people noted on the merged incidents must not be lost with them. */
const takeOverNotes = async (
  transaction: Kysely<Database>,
  target: bigint,
  merged: readonly bigint[],
): Promise<void> => {
  const incidents = await transaction
    .selectFrom('incidents')
    .select(['incident_id', 'tags', 'comments'])
    .where('incident_id', 'in', [target, ...merged])
    .orderBy('incident_id')
    .forUpdate()
    .execute();
  await transaction
    .updateTable('incidents')
    .set({
      tags: storableJson([...new Set(incidents.flatMap(({ tags }) => tags))]),
      comments: storableJson(incidents.flatMap(({ comments }) => comments).toSorted(byTime)),
    })
    .where('incident_id', '=', target)
    .execute();
};

/**
 * Merges incidents into another one: their alerts, tags and comments go over to it, and they lead there from now on, also
 * those that were merged into them before. The transaction has taken a moment.
 */
export const mergeIncidents = async (
  transaction: Kysely<Database>,
  target: bigint,
  merged: readonly bigint[],
  now: Ticks,
): Promise<void> => {
  await moveAlerts(transaction, target, merged, now);
  await takeOverNotes(transaction, target, merged);
  const earlier = await transaction
    .selectFrom('incidents')
    .select('incident_id')
    .where('redirect_incident_id', 'in', merged)
    .where('status', '=', 'Redirected')
    .execute();
  const redirected = [...merged, ...earlier.map(({ incident_id }) => incident_id)];
  const moments = await takeMoments(transaction, now, redirected.length);
  await transaction
    .updateTable('incidents')
    .set({
      status: 'Redirected',
      redirect_incident_id: target,
      updated_ticks: moments.of(sql`incident_id`, redirected),
    })
    .where('incident_id', 'in', redirected)
    .execute();
};
