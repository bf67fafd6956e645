import type { QueryProperties } from '../query.ts';
import { machineActionSchema, machineActionStatuses, machineActionTypes } from '../schemas/machine-action.ts';
import { collectionOf } from '../schemas/values.ts';
import { DEFENDER_AUDIENCES, ENDPOINT_PAGE, GENERAL_LIMITS, type Operation } from './operation.ts';

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

const READ = {
  resource: 'WindowsDefenderATP',
  application: ['Machine.Read.All', 'Machine.ReadWrite.All'],
  delegated: ['Machine.Read', 'Machine.ReadWrite'],
} as const;

const example = {
  id: '5382f7ea-7557-4ab7-9782-d50480024a4e',
  type: 'Isolate',
  title: null,
  requestor: 'Analyst@TestPrd.onmicrosoft.com',
  requestorComment: 'test for docs',
  status: 'Succeeded',
  machineId: '7b1f4967d9728e5aa3c06a9e617a22a4a5a17378',
  computerDnsName: 'desktop-test',
  creationDateTimeUtc: '2019-01-02T14:39:38.2262283Z',
  lastUpdateDateTimeUtc: '2019-01-02T14:40:44.6596267Z',
  cancellationRequestor: null,
  cancellationComment: null,
  cancellationDateTimeUtc: null,
  errorHResult: 0,
  scope: 'Selective',
  externalId: null,
  requestSource: 'PublicApi',
  relatedFileInfo: null,
  commands: [],
};

export const listMachineActions: Operation = {
  id: 'listMachineActions',
  method: 'GET',
  path: '/machineactions',
  summary: 'List machine actions, the newest first',
  resource: 'Machine actions',
  permissions: READ,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  list: {
    entity: 'MachineAction',
    properties,
    filterable: ['id', 'status', 'machineId', 'type', 'requestor', 'creationDateTimeUtc'],
    expandable: [],
    ...ENDPOINT_PAGE,
  },
  reply: {
    status: 200,
    schema: collectionOf(machineActionSchema),
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#MachineActions',
      value: [example],
    },
  },
  errors: ['ODataError'],
  notes: [
    'The samples disagree on the name of the last update; lists and single actions both write `lastUpdateDateTimeUtc`, which clients order by.',
  ],
};

export const getMachineAction: Operation = {
  id: 'getMachineAction',
  method: 'GET',
  path: '/machineactions/{id}',
  summary: 'Get a machine action',
  resource: 'Machine actions',
  permissions: READ,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  reply: {
    status: 200,
    schema: machineActionSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#MachineActions/$entity',
      ...example,
    },
  },
  errors: ['ResourceNotFound'],
};
