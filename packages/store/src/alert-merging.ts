import { mergeEvidence } from '@vakt/contract/evidence-list';
import { formatTicks, nowTicks } from '@vakt/contract/ticks';
import type { Kysely } from 'kysely';
import { type AlertCreation, createAlert, type NewAlert } from './alert-creation.ts';
import { type Alert, findAlert } from './alerts.ts';
import type { Database } from './database.ts';
import { extendAlert, lockHits } from './detection-hits.ts';
import { storableText } from './storable-text.ts';
import { inTransaction } from './transaction.ts';

/** The device's latest alert of that title that is not resolved. */
const findOpenOfTitle = async (
  transaction: Kysely<Database>,
  { machineId, title }: NewAlert,
): Promise<string | undefined> => {
  const found = await transaction
    .selectFrom('alerts')
    .select('alert_id')
    .where('machine_id', '=', machineId)
    .where('title', '=', storableText(title))
    .where('status', '<>', 'Resolved')
    .orderBy('created_ticks', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.alert_id;
};

/**
 * Raises an alert, or adds its event to the device's open alert of the same title when there is one (reference:
 * defender-endpoint-core, section 2.5). Two that arrive at once become one.
 */
export const raiseOrExtendAlert = (
  db: Kysely<Database>,
  alert: NewAlert,
  creation: AlertCreation,
): Promise<Alert> =>
  inTransaction(db, async transaction => {
    await lockHits(transaction, alert.machineId);
    const open = await findOpenOfTitle(transaction, alert);
    if (open !== undefined) {
      const now = nowTicks(creation.clock);
      const { firstEventTicks, lastEventTicks } = alert;
      await extendAlert(transaction, open, {
        firstEventTicks,
        lastEventTicks,
        now,
        evidence: known => mergeEvidence(known, alert.evidence, formatTicks(now)),
      });
    }
    const alertId = open ?? (await createAlert(transaction, alert, creation)).alertId;
    const stored = await findAlert(transaction, alertId);
    if (!stored) throw new Error(`The alert ${alertId} vanished within its transaction.`);
    return stored;
  });
