import { batchUpdateAlerts, createAlertByReference } from './operations/alert-changes.ts';
import { countAlerts, getAlert, listAlerts, updateAlert } from './operations/alerts.ts';
import { runAdvancedQuery, runHuntingQuery } from './operations/hunting.ts';
import { getIncident, listIncidents, updateIncident } from './operations/incidents.ts';
import {
  deleteIndicator,
  deleteIndicators,
  importIndicators,
  listIndicators,
  submitIndicator,
} from './operations/indicators.ts';
import { getMachineAction, listMachineActions } from './operations/machine-actions.ts';
import { getMachine, listMachines } from './operations/machines.ts';
import type { Operation } from './operations/operation.ts';
import {
  cancelMachineAction,
  collectInvestigationPackage,
  isolateMachine,
  offboardMachine,
  restrictCodeExecution,
  runAntiVirusScan,
  stopAndQuarantineFile,
  unisolateMachine,
  unrestrictCodeExecution,
} from './operations/response-actions.ts';

/** Every operation of the Defender APIs that Vakt serves, in the order of the documents. */
export const operations: readonly Operation[] = [
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
  isolateMachine,
  unisolateMachine,
  restrictCodeExecution,
  unrestrictCodeExecution,
  runAntiVirusScan,
  collectInvestigationPackage,
  offboardMachine,
  stopAndQuarantineFile,
  cancelMachineAction,
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
];

/** The paths of an operation: the version may be left out. */
export const pathsOf = ({ path }: Operation): readonly string[] => [`/api${path}`, `/api/v1.0${path}`];
