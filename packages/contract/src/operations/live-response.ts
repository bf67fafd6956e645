import { liveResponseSchema, resultLinkSchema } from '../schemas/live-response.ts';
import { machineActionSchema } from '../schemas/machine-action.ts';
import { machineActionExample } from './examples/machine-action.ts';
import { DEFENDER_AUDIENCES, GENERAL_LIMITS, type Operation } from './operation.ts';

const runScript = {
  type: 'RunScript',
  params: [
    { key: 'ScriptName', value: 'collect-logs.sh' },
    { key: 'Args', value: '/var/log/nginx' },
  ],
};

/** Reference: defender-endpoint-core, section 5.1. */
export const runLiveResponse: Operation = {
  id: 'runLiveResponse',
  method: 'POST',
  path: '/machines/{id}/runliveresponse',
  summary: 'Run live response commands on a machine',
  resource: 'Machine actions',
  permissions: {
    resource: 'WindowsDefenderATP',
    application: ['Machine.LiveResponse'],
    delegated: ['Machine.LiveResponse'],
  },
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan2', 'XDR'],
  limits: { perMinute: 10 },
  body: {
    schema: liveResponseSchema,
    example: { Commands: [runScript], Comment: 'Testing Live Response API' },
  },
  reply: {
    status: 201,
    schema: machineActionSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#MachineActions/$entity',
      ...machineActionExample,
      type: 'LiveResponse',
      scope: null,
      status: 'Pending',
      requestorComment: 'Testing Live Response API',
      commands: [
        {
          index: 0,
          startTime: null,
          endTime: null,
          commandStatus: 'Created',
          errors: [],
          command: runScript,
        },
      ],
    },
  },
  errors: [
    'BadRequest',
    'InvalidRequestBody',
    'InvalidInput',
    'ResourceNotFound',
    'ActiveRequestAlreadyExists',
    'DisabledFeature',
  ],
  notes: [
    'A success is 201, as today’s page says; an older sample printed 200.',
    'At most 50 sessions of a tenant are open at a time, those that wait for their device included; beyond that 429. An older page said 25.',
    'A session waits three days for an offline device, as every action does; today’s page says two hours, an older one three days.',
    'Commands run in the order of the request, whatever their types: one page wants PutFile, RunScript, GetFile, an older one no order. A session has at most 50.',
    'When a command fails, those behind it stay `Created` and the action fails.',
    'A script that ended is `Completed` whatever its exit code, which is in its result; one that ran longer than 10 minutes is stopped and `Failed`.',
    '`Args` is split into words at blanks, with single and double quotes as in a shell; no shell sees it.',
    'A file of the library must be there when the session is asked for, and unchanged when the device fetches it: what was asked for is what runs.',
    'Live response is off until the tenant’s settings switch it on, and scripts that nobody signed separately: `DisabledFeature`. There is no signature that a Linux device could check, so every script counts as unsigned.',
    '`Comment` may be left out: the page does not mark it as required.',
    'A device whose group has the remediation level `none` is refused with 400. Where Defender’s roles are turned on, the basic live response is for `GetFile` alone.',
  ],
};

/** Reference: defender-endpoint-core, section 5.2. */
export const getLiveResponseResult: Operation = {
  id: 'getLiveResponseResult',
  method: 'GET',
  path: '/machineactions/{id}/GetLiveResponseResultDownloadLink(index={index})',
  summary: 'Get a link to the result of a live response command',
  resource: 'Machine actions',
  permissions: {
    resource: 'WindowsDefenderATP',
    application: ['Machine.Read.All', 'Machine.ReadWrite.All'],
    delegated: ['Machine.LiveResponse'],
  },
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'XDR'],
  limits: GENERAL_LIMITS,
  reply: {
    status: 200,
    schema: resultLinkSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Edm.String',
      value:
        'https://api.security.microsoft.com/safedownload/LiveResponseResult?token=11111111-1111-4111-8111-111111111111~988cc94e-7a8f-4b28-ab65-54970c5d5018~0.1795245300000.VnPs4Xq1Z0u3tq8ZxkYw0uE9mZ3n4dQH2b7JxT5cR6A',
    },
  },
  errors: ['ResourceNotFound', 'InvalidInput'],
  notes: [
    'The link is good for 30 minutes and needs no token; a new call gives a new one.',
    'The result of `GetFile` is the file as it is; that of `RunScript` is JSON. `PutFile` has none and is refused with 404, as a command that has not ended.',
    'Of a tenant’s results the latest are kept, 1 GiB in all.',
  ],
};
