import { runAdvancedQuery } from './advanced-hunting/run-advanced-query.ts';
import { runHuntingQuery } from './advanced-hunting/run-hunting-query.ts';
import { getAlert } from './alerts/get-alert.ts';
import { listAlerts } from './alerts/list-alerts.ts';
import { updateAlert } from './alerts/update-alert.ts';
import type { OperationHandler } from './call.ts';
import { getIncident } from './incidents/get-incident.ts';
import { listIncidents } from './incidents/list-incidents.ts';
import { updateIncident } from './incidents/update-incident.ts';
import { cancelMachineAction } from './machine-actions/cancel-machine-action.ts';
import { getMachineAction } from './machine-actions/get-machine-action.ts';
import { listMachineActions } from './machine-actions/list-machine-actions.ts';
import { deleteIndicator } from './indicators/delete-indicator.ts';
import { deleteIndicators } from './indicators/delete-indicators.ts';
import { importIndicators } from './indicators/import-indicators.ts';
import { listIndicators } from './indicators/list-indicators.ts';
import { submitIndicator } from './indicators/submit-indicator.ts';
import { responseActions } from './machine-actions/response-actions.ts';
import { startAction } from './machine-actions/start-action.ts';
import { getMachine } from './machines/get-machine.ts';
import { listMachines } from './machines/list-machines.ts';

/** Who does which operation, by the contract's id. A test holds this table against the contract. */
export const handlers: Readonly<Record<string, OperationHandler>> = {
  listAlerts,
  getAlert,
  updateAlert,
  listMachines,
  getMachine,
  listMachineActions,
  getMachineAction,
  cancelMachineAction,
  ...Object.fromEntries(Object.keys(responseActions).map(id => [id, startAction(id)])),
  listIncidents,
  getIncident,
  updateIncident,
  runAdvancedQuery,
  runHuntingQuery,
};
  listIndicators,
  submitIndicator,
  importIndicators,
  deleteIndicator,
  deleteIndicators,
