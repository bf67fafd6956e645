import type { QueryProperties } from '../query.ts';
import { investigationSchema, investigationStates } from '../schemas/investigation.ts';
import { commentSchema } from '../schemas/machine-action.ts';
import { collectionOf } from '../schemas/values.ts';
import { READ_ALERTS } from './alerts.ts';
import { DEFENDER_AUDIENCES, ENDPOINT_PAGE, GENERAL_LIMITS, type Operation } from './operation.ts';

const properties: QueryProperties = {
  id: { type: 'string' },
  startTime: { type: 'datetime' },
  endTime: { type: 'datetime' },
  state: { type: 'enum', values: investigationStates },
  machineId: { type: 'string' },
  computerDnsName: { type: 'string' },
  triggeringAlertId: { type: 'string' },
};

const example = {
  id: '63017',
  startTime: '2020-01-06T14:11:34.0000000Z',
  endTime: '2020-01-06T14:13:39.0000000Z',
  state: 'PartiallyInvestigated',
  cancelledBy: null,
  statusDetails:
    'Looked at 1 alert, 14 files, 3 addresses and domains and 2 users of the events of one hour before it until 2020-01-06T14:13:34Z. Malicious: file a9993e364706816aba3e25717850c26c9cd0d89d (indicator 12, Block).',
  machineId: 'e828a0624ed33f919db541065190d2f75e50a071',
  computerDnsName: 'desktop-test123',
  triggeringAlertId: 'da637139127150012465_1011995739',
};

const ENTITY = {
  '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Investigations/$entity',
  ...example,
};

/** What the pages of investigations agree on (reference: defender-endpoint-core, section 6). */
const investigationOperation = {
  resource: 'Investigations',
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
} as const;

export const listInvestigations: Operation = {
  ...investigationOperation,
  id: 'listInvestigations',
  method: 'GET',
  path: '/investigations',
  summary: 'List automated investigations, the newest first',
  permissions: READ_ALERTS,
  limits: GENERAL_LIMITS,
  list: {
    entity: 'Investigation',
    properties,
    filterable: ['startTime', 'id', 'state', 'machineId', 'triggeringAlertId'],
    expandable: [],
    ...ENDPOINT_PAGE,
  },
  reply: {
    status: 200,
    schema: collectionOf(investigationSchema),
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Investigations',
      value: [example],
    },
  },
  errors: ['ODataError'],
  notes: ['The page prints `$stop`; it means `$top`, as in its sample.'],
};

export const getInvestigation: Operation = {
  ...investigationOperation,
  id: 'getInvestigation',
  method: 'GET',
  path: '/investigations/{id}',
  summary: 'Get an investigation by its id or by the alert that triggered it',
  permissions: READ_ALERTS,
  limits: GENERAL_LIMITS,
  reply: { status: 200, schema: investigationSchema, example: ENTITY },
  errors: ['ResourceNotFound'],
  notes: [
    'The page names no failure; an id that is not there is refused with 404 as elsewhere.',
    'An investigation of Vakt’s is `Running` while it waits for what the device still reports, then one of: `Benign`, nothing was found; `PartiallyInvestigated`, threats were found and are not removed; `PartiallyRemediated` and `SuccessfullyRemediated`, some or all of what was found is a file that a response action has quarantined on the device since; `TerminatedBySystem`, the events could not be read for a day; `Failed`, Vakt made a mistake. `statusDetails` says what was looked at and what was found.',
  ],
};

export const startInvestigation: Operation = {
  ...investigationOperation,
  id: 'startInvestigation',
  method: 'POST',
  path: '/machines/{id}/startInvestigation',
  summary: 'Investigate a machine',
  permissions: {
    resource: 'WindowsDefenderATP',
    application: ['Alert.ReadWrite.All'],
    delegated: ['Alert.ReadWrite'],
  },
  limits: { perHour: 50 },
  body: { schema: commentSchema, example: { Comment: 'Test investigation' } },
  reply: {
    status: 201,
    schema: investigationSchema,
    example: { ...ENTITY, endTime: null, state: 'Running', statusDetails: null },
  },
  errors: ['InvalidRequestBody', 'ResourceNotFound', 'ActiveRequestAlreadyExists'],
  notes: [
    'It raises the alert `Automated investigation started manually`, which is the triggering one. Alerts that the device gets while it runs are added to it.',
    'A second one while one runs on the device is refused with `Action is already in progress`; the page is silent.',
    'The page names Windows versions; Vakt reads the events that the device has reported, so any platform will do.',
    'An alert made by `CreateAlertByReference` starts one by itself, as its page says.',
  ],
};
