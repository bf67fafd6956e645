import { batchUpdateAlerts, createAlertByReference } from './operations/alert-changes.ts';
import {
  getAlertMachine,
  getAlertUser,
  listAlertDomains,
  listAlertFiles,
  listAlertIps,
} from './operations/alert-entities.ts';
import { getAlert, listAlerts, updateAlert } from './operations/alerts.ts';
import { countAlerts, countIndicators, countMachineActions, countMachines } from './operations/counts.ts';
import { getDomainStatistics, listDomainAlerts, listDomainMachines } from './operations/domains.ts';
import { getFile, getFileStatistics, listFileAlerts, listFileMachines } from './operations/files.ts';
import { runAdvancedQuery, runGraphHuntingQuery, runHuntingQuery } from './operations/hunting.ts';
import { getIncident, listIncidents, updateIncident } from './operations/incidents.ts';
import {
  deleteIndicator,
  deleteIndicators,
  getIndicator,
  importIndicators,
  listIndicators,
  submitIndicator,
} from './operations/indicators.ts';
import { getPackageUri } from './operations/investigation-package.ts';
import { getInvestigation, listInvestigations, startInvestigation } from './operations/investigations.ts';
import { getIpStatistics, listIpAlerts, listIpMachines } from './operations/ip-addresses.ts';
import { deleteLibraryFile, listLibraryFiles, uploadLibraryFile } from './operations/library-files.ts';
import { getLiveResponseResult, runLiveResponse } from './operations/live-response.ts';
import { getMachineAction, listMachineActions } from './operations/machine-actions.ts';
import { setDeviceValue, tagMachine, tagMachines, updateMachine } from './operations/machine-changes.ts';
import {
  countMachineAlerts,
  listMachineAlerts,
  listMachineLogonUsers,
} from './operations/machine-details.ts';
import {
  listActionsOfMachine,
  listAvailableMachineActions,
  listMachineTimeline,
} from './operations/machine-navigation.ts';
import { findMachinesByAddress, findMachinesByIp, findMachinesByTag } from './operations/machine-search.ts';
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
import { getUser, listUserAlerts, listUserMachines } from './operations/users.ts';

/** Every operation of the Defender APIs that Vakt serves, in the order of the documents. */
export const operations: readonly Operation[] = [
  listAlerts,
  countAlerts,
  getAlert,
  updateAlert,
  batchUpdateAlerts,
  createAlertByReference,
  listAlertDomains,
  listAlertFiles,
  listAlertIps,
  getAlertMachine,
  getAlertUser,
  listMachines,
  countMachines,
  getMachine,
  listMachineLogonUsers,
  listMachineAlerts,
  countMachineAlerts,
  listActionsOfMachine,
  listAvailableMachineActions,
  listMachineTimeline,
  findMachinesByIp,
  findMachinesByAddress,
  findMachinesByTag,
  tagMachine,
  tagMachines,
  setDeviceValue,
  updateMachine,
  listMachineActions,
  countMachineActions,
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
  getPackageUri,
  runLiveResponse,
  getLiveResponseResult,
  listLibraryFiles,
  uploadLibraryFile,
  deleteLibraryFile,
  listInvestigations,
  getInvestigation,
  startInvestigation,
  listIndicators,
  countIndicators,
  submitIndicator,
  importIndicators,
  getIndicator,
  deleteIndicator,
  deleteIndicators,
  getFile,
  getFileStatistics,
  listFileAlerts,
  listFileMachines,
  listDomainAlerts,
  listDomainMachines,
  getDomainStatistics,
  listIpAlerts,
  listIpMachines,
  getIpStatistics,
  getUser,
  listUserAlerts,
  listUserMachines,
  listIncidents,
  getIncident,
  updateIncident,
  runAdvancedQuery,
  runHuntingQuery,
  runGraphHuntingQuery,
];
