import { Type } from 'typebox';
import { logonUserSchema } from '../schemas/account.ts';
import { alertSchema } from '../schemas/alert.ts';
import { collectionOf } from '../schemas/values.ts';
import { ALERT_FILTER, READ_ALERTS } from './alerts.ts';
import { alertExample } from './examples/alert.ts';
import { DEFENDER_AUDIENCES, GENERAL_LIMITS, type Operation } from './operation.ts';

export const logonUsersSchema = collectionOf(logonUserSchema);
export const machineAlertsSchema = collectionOf(alertSchema);

/** What the pages of a machine's details agree on. */
const detailOperation = {
  method: 'GET',
  resource: 'Machines',
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
} as const;

export const listMachineLogonUsers: Operation = {
  ...detailOperation,
  id: 'listMachineLogonUsers',
  path: '/machines/{id}/logonusers',
  summary: 'List the users who logged on to a machine, the latest first',
  permissions: {
    resource: 'WindowsDefenderATP',
    application: ['User.Read.All'],
    delegated: ['User.Read.All'],
  },
  reply: {
    status: 200,
    schema: logonUsersSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Users',
      value: [
        {
          id: 'contoso\\user1',
          accountName: 'user1',
          accountDomain: 'contoso',
          accountSid: null,
          firstSeen: '2019-12-18T08:02:54.0000000Z',
          lastSeen: '2020-01-06T08:01:48.0000000Z',
          mostPrevalentMachineId: null,
          leastPrevalentMachineId: null,
          logonTypes: 'Interactive',
          logOnMachinesCount: null,
          isDomainAdmin: true,
          isOnlyNetworkUser: false,
        },
      ],
    },
  },
  errors: ['ResourceNotFound', 'ServiceUnavailable'],
  notes: [
    'The fifty users seen last; accounts of the system itself are left out.',
    'What goes beyond the machine (`mostPrevalentMachineId`, `leastPrevalentMachineId`, `logOnMachinesCount`) is null here, as clients meet it.',
    'Several log-on types are separated by a comma and a blank. `isDomainAdmin` is false: events do not tell the groups of a domain.',
  ],
};

export const listMachineAlerts: Operation = {
  ...detailOperation,
  id: 'listMachineAlerts',
  path: '/machines/{id}/alerts',
  summary: 'List the alerts of a machine, the newest first',
  permissions: READ_ALERTS,
  reply: {
    status: 200,
    schema: machineAlertsSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Alerts',
      value: [{ ...alertExample, evidence: [] }],
    },
  },
  errors: ['ResourceNotFound', 'ODataError'],
  notes: [
    'Takes no query options, as clients find; `/alerts` with a filter and `/machines/{id}/alerts/$count` do.',
    'The 10,000 newest; `evidence` is an empty array as in the list of alerts.',
  ],
};

export const countMachineAlerts: Operation = {
  ...detailOperation,
  id: 'countMachineAlerts',
  path: '/machines/{id}/alerts/$count',
  summary: 'Count the alerts of a machine',
  permissions: READ_ALERTS,
  filter: ALERT_FILTER,
  reply: { status: 200, form: 'text', schema: Type.Integer({ minimum: 0 }), example: 4 },
  errors: ['ResourceNotFound', 'ODataError'],
  notes: ['The number alone, as plain text.'],
};
