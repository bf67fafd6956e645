import { nowTicks } from '@vakt/contract/ticks';
import type { Kysely } from 'kysely';
import { type AlertCreation, createAlert, type NewAlert } from './alert-creation.ts';
import { raiseOrExtendAlert } from './alert-merging.ts';
import { type Alert, findAlert } from './alerts.ts';
import type { Database } from './database.ts';
import { lockHits } from './detection-hits.ts';
import { beginInvestigation, findRunning } from './investigation-progress.ts';
import type { Investigation } from './investigations.ts';
import { inTransaction } from './transaction.ts';

/** Who wants an investigation, and why. */
export interface InvestigationRequest {
  readonly requestor: string;
  readonly comment: string;
}

const begin = (
  transaction: Kysely<Database>,
  { alert_id, machine_id, computer_dns_name }: Alert,
  { requestor, comment }: InvestigationRequest,
  { clock }: AlertCreation,
): Promise<Investigation> =>
  beginInvestigation(transaction, {
    machine_id,
    computer_dns_name,
    triggering_alert_id: alert_id,
    requestor,
    requestor_comment: comment,
    started_ticks: nowTicks(clock),
  });

const stored = async (transaction: Kysely<Database>, alertId: string): Promise<Alert> => {
  const alert = await findAlert(transaction, alertId);
  if (!alert) throw new Error(`The alert ${alertId} vanished within its transaction.`);
  return alert;
};

/** Raises the alert that triggers an investigation and begins it; `undefined`, and no alert, when one runs on the device. */
export const investigateByAlert = (
  db: Kysely<Database>,
  alert: NewAlert,
  request: InvestigationRequest,
  creation: AlertCreation,
): Promise<Investigation | undefined> =>
  inTransaction(db, async transaction => {
    await lockHits(transaction, alert.machineId);
    if (await findRunning(transaction, alert.machineId)) return undefined;
    const { alertId } = await createAlert(transaction, alert, creation);
    return begin(transaction, await stored(transaction, alertId), request, creation);
  });

/** Raises or extends an alert, and investigates it unless it is, or was, or its device is under investigation. */
export const raiseInvestigatedAlert = (
  db: Kysely<Database>,
  alert: NewAlert,
  request: InvestigationRequest,
  creation: AlertCreation,
): Promise<Alert> =>
  inTransaction(db, async transaction => {
    const raised = await raiseOrExtendAlert(transaction, alert, creation);
    if (raised.investigation_id !== null || (await findRunning(transaction, alert.machineId))) return raised;
    await begin(transaction, raised, request, creation);
    return stored(transaction, raised.alert_id);
  });
