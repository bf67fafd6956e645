import { batchUpdateAlerts, createAlertByReference } from '@vakt/contract/operations/alert-changes';
import {
  addressesSchema,
  domainsSchema,
  filesSchema,
  getAlertMachine,
  getAlertUser,
  listAlertDomains,
  listAlertFiles,
  listAlertIps,
} from '@vakt/contract/operations/alert-entities';
import { getAlert, listAlerts, updateAlert } from '@vakt/contract/operations/alerts';
import {
  countAlerts,
  countIndicators,
  countMachineActions,
  countMachines,
} from '@vakt/contract/operations/counts';
import { getDomainStatistics, listDomainAlerts, listDomainMachines } from '@vakt/contract/operations/domains';
import { relatedAlertsSchema, relatedMachinesSchema } from '@vakt/contract/operations/entity-operation';
import {
  getFile,
  getFileStatistics,
  listFileAlerts,
  listFileMachines,
} from '@vakt/contract/operations/files';
import { runAdvancedQuery, runGraphHuntingQuery, runHuntingQuery } from '@vakt/contract/operations/hunting';
import { getIncident, listIncidents, updateIncident } from '@vakt/contract/operations/incidents';
import {
  deleteIndicator,
  deleteIndicators,
  getIndicator,
  importIndicators,
  listIndicators,
  submitIndicator,
} from '@vakt/contract/operations/indicators';
import { getPackageUri } from '@vakt/contract/operations/investigation-package';
import {
  getInvestigation,
  listInvestigations,
  startInvestigation,
} from '@vakt/contract/operations/investigations';
import { getIpStatistics, listIpAlerts, listIpMachines } from '@vakt/contract/operations/ip-addresses';
import { getMachineAction, listMachineActions } from '@vakt/contract/operations/machine-actions';
import {
  setDeviceValue,
  tagMachine,
  tagMachines,
  updateMachine,
} from '@vakt/contract/operations/machine-changes';
import {
  countMachineAlerts,
  listMachineAlerts,
  listMachineLogonUsers,
  logonUsersSchema,
  machineAlertsSchema,
} from '@vakt/contract/operations/machine-details';
import {
  availableMachineActionsSchema,
  listActionsOfMachine,
  listAvailableMachineActions,
  listMachineTimeline,
  machineTimelineSchema,
} from '@vakt/contract/operations/machine-navigation';
import {
  findMachinesByAddress,
  findMachinesByIp,
  findMachinesByTag,
  machinesSchema,
} from '@vakt/contract/operations/machine-search';
import { getMachine, listMachines } from '@vakt/contract/operations/machines';
import { cancelMachineAction } from '@vakt/contract/operations/response-actions';
import { getUser, listUserAlerts, listUserMachines } from '@vakt/contract/operations/users';
import { alertUserSchema } from '@vakt/contract/schemas/account';
import { alertSchema } from '@vakt/contract/schemas/alert';
import {
  alertBatchUpdateSchema,
  alertByReferenceSchema,
  alertUpdateSchema,
} from '@vakt/contract/schemas/alert-requests';
import { fileSchema } from '@vakt/contract/schemas/file';
import { graphHuntingReplySchema, huntingReplySchema } from '@vakt/contract/schemas/hunting';
import { incidentSchema, incidentUpdateSchema } from '@vakt/contract/schemas/incident';
import {
  importResultSchema,
  indicatorIdsSchema,
  indicatorImportSchema,
  indicatorSchema,
  indicatorSubmissionSchema,
} from '@vakt/contract/schemas/indicator';
import { investigationSchema } from '@vakt/contract/schemas/investigation';
import { machineSchema } from '@vakt/contract/schemas/machine';
import { commentSchema, machineActionSchema, packageUriSchema } from '@vakt/contract/schemas/machine-action';
import {
  deviceValueSchema,
  machineTagSchema,
  machineTagsSchema,
  machineUpdateSchema,
} from '@vakt/contract/schemas/machine-requests';
import {
  addressStatisticsSchema,
  domainStatisticsSchema,
  fileStatisticsSchema,
} from '@vakt/contract/schemas/statistics';
import { userProfileSchema } from '@vakt/contract/schemas/user';
import { nothingSchema } from '@vakt/contract/schemas/values';
import { libraryMethods, liveResponseResult } from './live-response-methods.ts';
import {
  changes,
  counts,
  countsOf,
  deletes,
  finds,
  gets,
  getsBy,
  hunts,
  huntsWithin,
  lists,
  listsOf,
  measures,
  searches,
  submits,
} from './operation-methods.ts';
import { responseMethods } from './response-methods.ts';

/**
 * Every method of the client: the operation that it calls, and the schemas that its types follow from. A test compares
 * this table with the contract: no operation may be missing, no schema may be another's.
 */
export const methods = {
  alerts: {
    list: lists(listAlerts, alertSchema),
    get: gets(getAlert, alertSchema),
    update: changes(updateAlert, alertUpdateSchema, alertSchema),
    updateMany: submits(batchUpdateAlerts, alertBatchUpdateSchema, nothingSchema),
    createByReference: submits(createAlertByReference, alertByReferenceSchema, alertSchema),
    count: counts(countAlerts),
    domains: gets(listAlertDomains, domainsSchema),
    files: gets(listAlertFiles, filesSchema),
    ips: gets(listAlertIps, addressesSchema),
    machine: gets(getAlertMachine, machineSchema),
    user: gets(getAlertUser, alertUserSchema),
  },
  machines: {
    list: lists(listMachines, machineSchema),
    count: counts(countMachines),
    get: gets(getMachine, machineSchema),
    logonUsers: gets(listMachineLogonUsers, logonUsersSchema),
    alerts: gets(listMachineAlerts, machineAlertsSchema),
    countAlerts: countsOf(countMachineAlerts),
    actions: listsOf(listActionsOfMachine, machineActionSchema),
    availableActions: gets(listAvailableMachineActions, availableMachineActionsSchema),
    timeline: getsBy<typeof machineTimelineSchema, { fromDate?: string; toDate?: string; pageSize?: number }>(
      listMachineTimeline,
      machineTimelineSchema,
    ),
    findByIp: finds<typeof machinesSchema, { ip: string; timestamp: string }>(
      findMachinesByIp,
      machinesSchema,
    ),
    find: finds<typeof machinesSchema, { key: string; timestamp: string }>(
      findMachinesByAddress,
      machinesSchema,
    ),
    findByTag: searches<typeof machineSchema, { tag: string; useStartsWithFilter?: boolean }>(
      findMachinesByTag,
      machineSchema,
    ),
    tag: changes(tagMachine, machineTagSchema, machineSchema),
    tagMany: submits(tagMachines, machineTagsSchema, machinesSchema),
    setDeviceValue: changes(setDeviceValue, deviceValueSchema, machineSchema),
    update: changes(updateMachine, machineUpdateSchema, machineSchema),
    ...responseMethods,
  },
  machineActions: {
    list: lists(listMachineActions, machineActionSchema),
    count: counts(countMachineActions),
    get: gets(getMachineAction, machineActionSchema),
    cancel: changes(cancelMachineAction, commentSchema, machineActionSchema),
    packageUri: gets(getPackageUri, packageUriSchema),
    liveResponseResult,
  },
  investigations: {
    list: lists(listInvestigations, investigationSchema),
    get: gets(getInvestigation, investigationSchema),
    start: changes(startInvestigation, commentSchema, investigationSchema),
  },
  libraryFiles: libraryMethods,
  incidents: {
    list: lists(listIncidents, incidentSchema),
    get: gets(getIncident, incidentSchema),
    update: changes(updateIncident, incidentUpdateSchema, incidentSchema),
  },
  indicators: {
    list: lists(listIndicators, indicatorSchema),
    count: counts(countIndicators),
    get: gets(getIndicator, indicatorSchema),
    submit: submits(submitIndicator, indicatorSubmissionSchema, indicatorSchema),
    import: submits(importIndicators, indicatorImportSchema, importResultSchema),
    delete: deletes(deleteIndicator),
    deleteMany: submits(deleteIndicators, indicatorIdsSchema, nothingSchema),
  },
  files: {
    get: gets(getFile, fileSchema),
    statistics: measures(getFileStatistics, fileStatisticsSchema),
    alerts: gets(listFileAlerts, relatedAlertsSchema),
    machines: gets(listFileMachines, relatedMachinesSchema),
  },
  domains: {
    statistics: measures(getDomainStatistics, domainStatisticsSchema),
    alerts: gets(listDomainAlerts, relatedAlertsSchema),
    machines: gets(listDomainMachines, relatedMachinesSchema),
  },
  ips: {
    statistics: measures(getIpStatistics, addressStatisticsSchema),
    alerts: gets(listIpAlerts, relatedAlertsSchema),
    machines: gets(listIpMachines, relatedMachinesSchema),
  },
  users: {
    get: gets(getUser, userProfileSchema),
    alerts: gets(listUserAlerts, relatedAlertsSchema),
    machines: gets(listUserMachines, relatedMachinesSchema),
  },
  hunting: {
    run: hunts(runAdvancedQuery, huntingReplySchema),
  },
  xdrHunting: {
    run: hunts(runHuntingQuery, huntingReplySchema),
  },
  graphHunting: {
    run: huntsWithin(runGraphHuntingQuery, graphHuntingReplySchema),
  },
};
