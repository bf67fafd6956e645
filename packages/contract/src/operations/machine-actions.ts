import type { QueryProperties } from '../query.ts';
import { machineActionSchema, machineActionStatuses, machineActionTypes } from '../schemas/machine-action.ts';
import { collectionOf } from '../schemas/values.ts';
import { machineActionExample } from './examples/machine-action.ts';
import {
  DEFENDER_AUDIENCES,
  ENDPOINT_PAGE,
  GENERAL_LIMITS,
  type ListQuery,
  type Operation,
} from './operation.ts';

const properties: QueryProperties = {
  id: { type: 'string' },
  type: { type: 'enum', values: machineActionTypes },
  title: { type: 'string' },
  scope: { type: 'string' },
  requestor: { type: 'string' },
  requestorComment: { type: 'string' },
  requestSource: { type: 'string' },
  externalId: { type: 'string' },
  status: { type: 'enum', values: machineActionStatuses },
  machineId: { type: 'string' },
  computerDnsName: { type: 'string' },
  creationDateTimeUtc: { type: 'datetime' },
  lastUpdateDateTimeUtc: { type: 'datetime' },
  cancellationDateTimeUtc: { type: 'datetime' },
};

export const READ_MACHINE_ACTIONS = {
  resource: 'WindowsDefenderATP',
  application: ['Machine.Read.All', 'Machine.ReadWrite.All'],
  delegated: ['Machine.Read', 'Machine.ReadWrite'],
} as const;

/** What lists of machine actions may be asked for. */
export const MACHINE_ACTION_LIST: ListQuery = {
  entity: 'MachineAction',
  properties,
  filterable: [
    'id',
    'status',
    'machineId',
    'type',
    'requestor',
    'creationDateTimeUtc',
    'lastUpdateDateTimeUtc',
  ],
  // As the sample of the list prints it.
  aliases: { lastUpdateTimeUtc: 'lastUpdateDateTimeUtc' },
  expandable: [],
  ...ENDPOINT_PAGE,
};

export const listMachineActions: Operation = {
  id: 'listMachineActions',
  method: 'GET',
  path: '/machineactions',
  summary: 'List machine actions, the newest first',
  resource: 'Machine actions',
  permissions: READ_MACHINE_ACTIONS,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  list: MACHINE_ACTION_LIST,
  reply: {
    status: 200,
    schema: collectionOf(machineActionSchema),
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#MachineActions',
      value: [machineActionExample],
    },
  },
  errors: ['ODataError'],
  notes: [
    'The samples disagree on the name of the last update; lists and single actions both write `lastUpdateDateTimeUtc`. No page lists it among the properties of `$filter`; collectors filter and order by it.',
  ],
};

export const getMachineAction: Operation = {
  id: 'getMachineAction',
  method: 'GET',
  path: '/machineactions/{id}',
  summary: 'Get a machine action',
  resource: 'Machine actions',
  permissions: READ_MACHINE_ACTIONS,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  reply: {
    status: 200,
    schema: machineActionSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#MachineActions/$entity',
      ...machineActionExample,
    },
  },
  errors: ['ResourceNotFound'],
};
