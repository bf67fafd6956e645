import { runAdvancedQuery } from './advanced-hunting/run-advanced-query.ts';
import { runGraphHuntingQuery } from './advanced-hunting/run-graph-hunting-query.ts';
import { runHuntingQuery } from './advanced-hunting/run-hunting-query.ts';
import { batchUpdateAlerts } from './alerts/batch-update-alerts.ts';
import { countAlerts } from './alerts/count-alerts.ts';
import { createAlertByReference } from './alerts/create-alert-by-reference.ts';
import { getAlert } from './alerts/get-alert.ts';
import { getAlertMachine } from './alerts/get-alert-machine.ts';
import { getAlertUser } from './alerts/get-alert-user.ts';
import { listAlertDomains } from './alerts/list-alert-domains.ts';
import { listAlertFiles } from './alerts/list-alert-files.ts';
import { listAlertIps } from './alerts/list-alert-ips.ts';
import { listAlerts } from './alerts/list-alerts.ts';
import { updateAlert } from './alerts/update-alert.ts';
import type { OperationHandler } from './call.ts';
import { getDomainStatistics } from './domains/get-domain-statistics.ts';
import { listDomainAlerts } from './domains/list-domain-alerts.ts';
import { listDomainMachines } from './domains/list-domain-machines.ts';
import { getFile } from './files/get-file.ts';
import { getFileStatistics } from './files/get-file-statistics.ts';
import { listFileAlerts } from './files/list-file-alerts.ts';
import { listFileMachines } from './files/list-file-machines.ts';
import { getIncident } from './incidents/get-incident.ts';
import { listIncidents } from './incidents/list-incidents.ts';
import { updateIncident } from './incidents/update-incident.ts';
import { countIndicators } from './indicators/count-indicators.ts';
import { deleteIndicator } from './indicators/delete-indicator.ts';
import { deleteIndicators } from './indicators/delete-indicators.ts';
import { getIndicator } from './indicators/get-indicator.ts';
import { importIndicators } from './indicators/import-indicators.ts';
import { listIndicators } from './indicators/list-indicators.ts';
import { submitIndicator } from './indicators/submit-indicator.ts';
import { getInvestigation } from './investigations/get-investigation.ts';
import { listInvestigations } from './investigations/list-investigations.ts';
import { startInvestigation } from './investigations/start-investigation.ts';
import { getIpStatistics } from './ips/get-ip-statistics.ts';
import { listIpAlerts } from './ips/list-ip-alerts.ts';
import { listIpMachines } from './ips/list-ip-machines.ts';
import { deleteLibraryFile } from './library-files/delete-library-file.ts';
import { listLibraryFiles } from './library-files/list-library-files.ts';
import { uploadLibraryFile } from './library-files/upload-library-file.ts';
import { getLiveResponseResult } from './live-response/get-live-response-result.ts';
import { runLiveResponse } from './live-response/run-live-response.ts';
import { cancelMachineAction } from './machine-actions/cancel-machine-action.ts';
import { countMachineActions } from './machine-actions/count-machine-actions.ts';
import { getMachineAction } from './machine-actions/get-machine-action.ts';
import { getPackageUri } from './machine-actions/get-package-uri.ts';
import { listActionsOfMachine } from './machine-actions/list-actions-of-machine.ts';
import { listAvailableMachineActions } from './machine-actions/list-available-actions.ts';
import { listMachineActions } from './machine-actions/list-machine-actions.ts';
import { responseActions } from './machine-actions/response-actions.ts';
import { startAction } from './machine-actions/start-action.ts';
import { setDeviceValue, tagMachine, updateMachine } from './machines/change-machine.ts';
import { countMachines } from './machines/count-machines.ts';
import { findMachinesByAddress, findMachinesByIp } from './machines/find-machines-by-ip.ts';
import { findMachinesByTag } from './machines/find-machines-by-tag.ts';
import { getMachine } from './machines/get-machine.ts';
import { listMachineLogonUsers } from './machines/list-machine-logon-users.ts';
import { listMachineTimeline } from './machines/list-machine-timeline.ts';
import { listMachines } from './machines/list-machines.ts';
import { countMachineAlerts, listMachineAlerts } from './machines/machine-alerts.ts';
import { tagMachines } from './machines/tag-machines.ts';
import { getUser } from './users/get-user.ts';
import { listUserAlerts } from './users/list-user-alerts.ts';
import { listUserMachines } from './users/list-user-machines.ts';

/** Who does which operation, by the contract's id. A test holds this table against the contract. */
export const handlers: Readonly<Record<string, OperationHandler>> = {
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
  cancelMachineAction,
  getPackageUri,
  runLiveResponse,
  getLiveResponseResult,
  listLibraryFiles,
  uploadLibraryFile,
  deleteLibraryFile,
  ...Object.fromEntries(Object.keys(responseActions).map(id => [id, startAction(id)])),
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
};
