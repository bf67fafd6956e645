import { Type } from 'typebox';
import { machineActionSchema } from '../schemas/machine-action.ts';
import { availableMachineActionSchema, timelineEventSchema } from '../schemas/machine-navigation.ts';
import { collectionOf } from '../schemas/values.ts';
import { machineActionExample } from './examples/machine-action.ts';
import { MACHINE_ACTION_LIST, READ_MACHINE_ACTIONS } from './machine-actions.ts';
import { READ_MACHINES } from './machines.ts';
import { DEFENDER_AUDIENCES, GENERAL_LIMITS, type Operation } from './operation.ts';

export const availableMachineActionsSchema = collectionOf(availableMachineActionSchema);
export const machineTimelineSchema = collectionOf(timelineEventSchema);

/** The most events of a timeline in one answer. */
export const MOST_TIMELINE_EVENTS = 1_000;

/** What no page names and clients in use ask of a machine all the same (reference: wire-quirks, section 1). */
const navigation = {
  method: 'GET',
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
} as const;

const UNDOCUMENTED = 'No page names it; clients in use call it.';

export const listActionsOfMachine: Operation = {
  ...navigation,
  id: 'listActionsOfMachine',
  path: '/machines/{id}/machineactions',
  summary: 'List the actions of a machine, the newest first',
  resource: 'Machine actions',
  permissions: READ_MACHINE_ACTIONS,
  list: MACHINE_ACTION_LIST,
  reply: {
    status: 200,
    schema: collectionOf(machineActionSchema),
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#MachineActions',
      value: [machineActionExample],
    },
  },
  errors: ['ResourceNotFound', 'ODataError'],
  notes: [UNDOCUMENTED, 'It takes the query options of the list of machine actions.'],
};

export const listAvailableMachineActions: Operation = {
  ...navigation,
  id: 'listAvailableMachineActions',
  path: '/machines/{id}/availableMachineActions',
  summary: 'List what can be done about a machine now',
  resource: 'Machine actions',
  permissions: READ_MACHINE_ACTIONS,
  reply: {
    status: 200,
    schema: availableMachineActionsSchema,
    example: {
      '@odata.context':
        'https://api.security.microsoft.com/api/$metadata#Collection(microsoft.windowsDefenderATP.api.AvailableMachineAction)',
      value: [
        { action: 'FullIsolation', isAvailable: true },
        { action: 'RestrictCodeExecution', isAvailable: false },
      ],
    },
  },
  errors: ['ResourceNotFound', 'ODataError'],
  notes: [
    `${UNDOCUMENTED} They read \`action\` and \`isAvailable\`, and these names of actions.`,
    'An action is available when the device’s operating system has the means, a sensor has enrolled there, and no action of that type is open; an investigation needs no sensor. Whether the device’s owner allows actions only the device knows.',
  ],
};

export const listMachineTimeline: Operation = {
  ...navigation,
  id: 'listMachineTimeline',
  path: '/machines/{id}/timeline',
  summary: 'List what happened on a machine, the latest first',
  resource: 'Machines',
  permissions: READ_MACHINES,
  query: [
    {
      name: 'fromDate',
      description: 'ISO 8601; a day before `toDate` when not given.',
      required: false,
      schema: Type.String({ format: 'date-time' }),
    },
    {
      name: 'toDate',
      description: 'ISO 8601; now when not given.',
      required: false,
      schema: Type.String({ format: 'date-time' }),
    },
    {
      name: 'pageSize',
      description: `How many events, at most and unless given ${MOST_TIMELINE_EVENTS}.`,
      required: false,
      schema: Type.Integer({ minimum: 1, maximum: MOST_TIMELINE_EVENTS }),
    },
  ],
  reply: {
    status: 200,
    schema: machineTimelineSchema,
    example: {
      '@odata.context':
        'https://api.security.microsoft.com/api/$metadata#Collection(microsoft.windowsDefenderATP.api.TimelineEvent)',
      value: [
        {
          timestamp: '2026-11-21T05:00:00.1234567Z',
          table: 'DeviceProcessEvents',
          reportId: '4711',
          actionType: 'ProcessCreated',
          fileName: 'curl',
          folderPath: '/usr/bin/curl',
          sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
          processId: 4711,
          processCommandLine: 'curl https://example.com',
          accountName: 'alice',
          remoteIp: null,
          remotePort: null,
          remoteUrl: null,
          registryKey: null,
          initiatingProcessFileName: 'bash',
          initiatingProcessId: 4000,
          initiatingProcessCommandLine: '-bash',
          additionalFields: null,
        },
      ],
    },
  },
  errors: ['ResourceNotFound', 'InvalidInput', 'ODataError', 'ServiceUnavailable'],
  notes: [
    `${UNDOCUMENTED} Its shape is not known; Vakt writes the columns of hunting in lower camel case.`,
    'Without links to further pages: ask again with the time of the last event as `toDate`. Both ends belong to the stretch of time, which is 30 days long at most.',
  ],
};
