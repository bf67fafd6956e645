import { runAdvancedQuery } from './advanced-hunting/run-advanced-query.ts';
import { runHuntingQuery } from './advanced-hunting/run-hunting-query.ts';
import { batchUpdateAlerts } from './alerts/batch-update-alerts.ts';
import { countAlerts } from './alerts/count-alerts.ts';
import { createAlertByReference } from './alerts/create-alert-by-reference.ts';
import { getAlert } from './alerts/get-alert.ts';
import { listAlerts } from './alerts/list-alerts.ts';
import { updateAlert } from './alerts/update-alert.ts';
import type { OperationHandler } from './call.ts';
import { getIncident } from './incidents/get-incident.ts';
import { listIncidents } from './incidents/list-incidents.ts';
import { updateIncident } from './incidents/update-incident.ts';
import { deleteIndicator } from './indicators/delete-indicator.ts';
import { deleteIndicators } from './indicators/delete-indicators.ts';
import { importIndicators } from './indicators/import-indicators.ts';
import { listIndicators } from './indicators/list-indicators.ts';
import { submitIndicator } from './indicators/submit-indicator.ts';
import { cancelMachineAction } from './machine-actions/cancel-machine-action.ts';
import { getMachineAction } from './machine-actions/get-machine-action.ts';
import { listMachineActions } from './machine-actions/list-machine-actions.ts';
import { responseActions } from './machine-actions/response-actions.ts';
import { startAction } from './machine-actions/start-action.ts';
import { getMachine } from './machines/get-machine.ts';
import { listMachines } from './machines/list-machines.ts';

/** Who does which operation, by the contract's id. A test holds this table against the contract. */
export const handlers: Readonly<Record<string, OperationHandler>> = {
  listAlerts,
  countAlerts,
  getAlert,
  updateAlert,
  batchUpdateAlerts,
  createAlertByReference,
  listMachines,
  getMachine,
  listMachineActions,
  getMachineAction,
  cancelMachineAction,
  ...Object.fromEntries(Object.keys(responseActions).map(id => [id, startAction(id)])),
  listIndicators,
  submitIndicator,
  importIndicators,
  deleteIndicator,
  deleteIndicators,
  listIncidents,
  getIncident,
  updateIncident,
  runAdvancedQuery,
  runHuntingQuery,
};
