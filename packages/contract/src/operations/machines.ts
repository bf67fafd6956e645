import type { QueryProperties } from '../query.ts';
import {
  deviceValues,
  exposureLevels,
  healthStatuses,
  machineSchema,
  onboardingStatuses,
  riskScores,
} from '../schemas/machine.ts';
import { collectionOf } from '../schemas/values.ts';
import { machineExample } from './examples/machine.ts';
import {
  DEFENDER_AUDIENCES,
  ENDPOINT_PAGE,
  GENERAL_LIMITS,
  type ListQuery,
  type Operation,
} from './operation.ts';

const properties: QueryProperties = {
  id: { type: 'string' },
  computerDnsName: { type: 'string' },
  firstSeen: { type: 'datetime' },
  lastSeen: { type: 'datetime' },
  osPlatform: { type: 'string' },
  osVersion: { type: 'string' },
  version: { type: 'string' },
  lastIpAddress: { type: 'string' },
  lastExternalIpAddress: { type: 'string' },
  agentVersion: { type: 'string' },
  osBuild: { type: 'number' },
  healthStatus: { type: 'enum', values: healthStatuses },
  deviceValue: { type: 'enum', values: deviceValues },
  rbacGroupId: { type: 'number' },
  rbacGroupName: { type: 'string' },
  riskScore: { type: 'enum', values: riskScores },
  exposureLevel: { type: 'enum', values: exposureLevels },
  aadDeviceId: { type: 'string' },
  machineTags: { type: 'string', collection: true },
  onboardingStatus: { type: 'enum', values: onboardingStatuses },
  osArchitecture: { type: 'string' },
  ipAddresses: {
    type: 'object',
    collection: true,
    properties: {
      ipAddress: { type: 'string' },
      macAddress: { type: 'string' },
      type: { type: 'string' },
      operationalStatus: { type: 'string' },
    },
  },
};

/** What lets a caller read machines. */
export const READ_MACHINES = {
  resource: 'WindowsDefenderATP',
  application: ['Machine.Read.All', 'Machine.ReadWrite.All'],
  delegated: ['Machine.Read', 'Machine.ReadWrite'],
} as const;

/** What query options over machines may name. */
export const MACHINE_LIST: ListQuery = {
  entity: 'Machine',
  properties,
  filterable: [
    'computerDnsName',
    'id',
    'version',
    'deviceValue',
    'aadDeviceId',
    'machineTags',
    'lastSeen',
    'exposureLevel',
    'onboardingStatus',
    'lastIpAddress',
    'healthStatus',
    'osPlatform',
    'riskScore',
    'rbacGroupId',
    'ipAddresses',
  ],
  expandable: [],
  ...ENDPOINT_PAGE,
};

export const listMachines: Operation = {
  id: 'listMachines',
  method: 'GET',
  path: '/machines',
  summary: 'List machines, the one heard of last first',
  resource: 'Machines',
  permissions: READ_MACHINES,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  list: MACHINE_LIST,
  reply: {
    status: 200,
    schema: collectionOf(machineSchema),
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Machines',
      value: [machineExample],
    },
  },
  errors: ['ODataError'],
  notes: [
    'The page says 404 when there is no recent machine; clients in use meet 200 with an empty list and take 404 for a broken address, so Vakt answers 200.',
    '`$filter` takes `ipAddresses/any(…)`, which the page does not name: `lastIpAddress` is one address of several.',
  ],
};

export const getMachine: Operation = {
  id: 'getMachine',
  method: 'GET',
  path: '/machines/{id}',
  summary: 'Get a machine by its id or its name',
  resource: 'Machines',
  permissions: READ_MACHINES,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  reply: {
    status: 200,
    schema: machineSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Machines/$entity',
      ...machineExample,
    },
  },
  errors: ['ResourceNotFound'],
  notes: [
    'Of several machines with one name it is the one heard of last.',
    'The Entra device id (`aadDeviceId`) is taken, too: some clients know no other.',
  ],
};
