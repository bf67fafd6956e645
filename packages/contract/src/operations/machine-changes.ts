import { machineSchema } from '../schemas/machine.ts';
import {
  deviceValueSchema,
  machineTagSchema,
  machineTagsSchema,
  machineUpdateSchema,
} from '../schemas/machine-requests.ts';
import { machineExample } from './examples/machine.ts';
import { machinesSchema } from './machine-search.ts';
import { DEFENDER_AUDIENCES, GENERAL_LIMITS, type Operation } from './operation.ts';

const one = {
  status: 200,
  schema: machineSchema,
  example: {
    '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Machines/$entity',
    ...machineExample,
  },
};

/** What the pages of changes agree on. */
const changeOperation = {
  resource: 'Machines',
  permissions: {
    resource: 'WindowsDefenderATP',
    application: ['Machine.ReadWrite.All'],
    delegated: ['Machine.ReadWrite'],
  },
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  reply: one,
  errors: ['ResourceNotFound', 'InvalidRequestBody'],
} as const;

const TAG_NOTES = [
  'A tag has up to 200 characters, as one set on the device has, and its own letter case. A tag that is there is not added again; removing one that is not there changes nothing.',
  'A tag that the device itself reports comes back with its next report.',
  'Tags decide on device groups. A user whose roles open some groups only cannot set tags that would move the device to another one: 403.',
];

export const tagMachine: Operation = {
  ...changeOperation,
  id: 'tagMachine',
  method: 'POST',
  path: '/machines/{id}/tags',
  summary: 'Add a tag to a machine or remove it',
  body: { schema: machineTagSchema, example: { Value: 'test Tag 2', Action: 'Add' } },
  notes: TAG_NOTES,
};

export const tagMachines: Operation = {
  ...changeOperation,
  id: 'tagMachines',
  method: 'POST',
  path: '/machines/AddOrRemoveTagForMultipleMachines',
  summary: 'Add a tag to many machines or remove it',
  body: {
    schema: machineTagsSchema,
    example: { Value: 'Tag', Action: 'Add', MachineIds: ['34e83ca3feea4dabf6d3cb8b9e2a1f6b2c9d4e5f'] },
  },
  reply: {
    status: 200,
    schema: machinesSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Machines',
      value: [machineExample],
    },
  },
  errors: ['ResourceNotFound', 'InvalidRequestBody', 'MaximumBatchSizeExceeded'],
  notes: [
    'At most 500 machines a call. Answers the machines as a collection, in the order of their ids.',
    'An unknown id fails the call by its name and no machine is changed.',
    ...TAG_NOTES,
  ],
};

export const setDeviceValue: Operation = {
  ...changeOperation,
  id: 'setDeviceValue',
  method: 'POST',
  path: '/machines/{id}/setDeviceValue',
  summary: 'Say how valuable a machine is',
  body: { schema: deviceValueSchema, example: { DeviceValue: 'High' } },
};

export const updateMachine: Operation = {
  ...changeOperation,
  id: 'updateMachine',
  method: 'PATCH',
  path: '/machines/{id}',
  summary: 'Change a machine’s tags or value',
  body: {
    schema: machineUpdateSchema,
    example: { deviceValue: 'Normal', machineTags: ['Demo Device', 'Generic User Machine - Tier 3'] },
  },
  notes: [
    'The page says both that tags are appended and that they are replaced. They are replaced: the machine then has the tags of the body, which must name those that are to stay.',
    'A property that is left out or null keeps its value.',
    ...TAG_NOTES,
  ],
};
