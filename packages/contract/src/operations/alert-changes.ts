import { alertSchema } from '../schemas/alert.ts';
import { alertBatchUpdateSchema, alertByReferenceSchema } from '../schemas/alert-requests.ts';
import { nothingSchema } from '../schemas/values.ts';
import { CLASSIFICATION_NOTES } from './alerts.ts';
import { alertReplyExample } from './examples/alert.ts';
import { DEFENDER_AUDIENCES, type Operation } from './operation.ts';

const WRITE = {
  resource: 'WindowsDefenderATP',
  application: ['Alert.ReadWrite.All'],
  delegated: ['Alert.ReadWrite'],
} as const;

export const batchUpdateAlerts: Operation = {
  id: 'batchUpdateAlerts',
  method: 'POST',
  path: '/alerts/batchUpdate',
  summary: 'Change many alerts at once',
  resource: 'Alerts',
  permissions: WRITE,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: { perMinute: 10, perHour: 500 },
  body: {
    schema: alertBatchUpdateSchema,
    example: {
      alertIds: ['da637399794050273582_760707377', 'da637399989469816469_51697947354'],
      status: 'Resolved',
      assignedTo: 'secop2@contoso.com',
      classification: 'FalsePositive',
      determination: 'Malware',
      comment: 'Resolve my alert and assign to secop2',
    },
  },
  reply: { status: 200, form: 'none', schema: nothingSchema, example: undefined },
  errors: ['ResourceNotFound', 'InvalidRequestBody', 'MaximumBatchSizeExceeded'],
  notes: [
    'At most 1,000 alerts a call; no page gives a number.',
    'An unknown id fails the call by its name and no alert is changed: the answer has no body that could say which were.',
    ...CLASSIFICATION_NOTES,
  ],
};

export const createAlertByReference: Operation = {
  id: 'createAlertByReference',
  method: 'POST',
  path: '/alerts/CreateAlertByReference',
  summary: 'Raise an alert about an event found by hunting',
  resource: 'Alerts',
  permissions: WRITE,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: { perMinute: 15 },
  body: {
    schema: alertByReferenceSchema,
    example: {
      machineId: '1e5bc9d7e413ddd7902c2932e418702b84d0cc07',
      severity: 'Low',
      title: 'example',
      description: 'example alert',
      recommendedAction: 'nothing',
      eventTime: '2018-08-03T16:45:21.7115183Z',
      reportId: '20776',
      category: 'Exploit',
    },
  },
  reply: { status: 200, schema: alertSchema, example: alertReplyExample },
  errors: ['ResourceNotFound', 'InvalidRequestBody'],
  notes: [
    'The event is looked for in every table of device events, by device, time (all seven digits) and report id; `reportId` may also be a number.',
    'An unresolved alert of the same title on the same device takes the event in; otherwise a new alert is raised.',
    'What the event names (process, file, user, address …) becomes the alert’s evidence.',
  ],
};
