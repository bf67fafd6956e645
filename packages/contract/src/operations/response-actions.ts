import type { TSchema } from 'typebox';
import type { Plan } from '../plan.ts';
import {
  commentSchema,
  isolationSchema,
  machineActionSchema,
  quarantineSchema,
  scanSchema,
} from '../schemas/machine-action.ts';
import { machineActionExample } from './examples/machine-action.ts';
import { DEFENDER_AUDIENCES, GENERAL_LIMITS, type Operation } from './operation.ts';

const COMMENT = { Comment: 'Isolate machine due to alert 1234' };

interface ResponseAction {
  readonly id: string;
  /** The last segment of the path. */
  readonly verb: string;
  readonly summary: string;
  readonly type: string;
  /** Any one of them is enough. */
  readonly application: readonly string[];
  readonly delegated: readonly string[];
  readonly licences: readonly Plan[];
  readonly status?: number;
  readonly body?: { readonly schema: TSchema; readonly example: Readonly<Record<string, string>> };
  readonly scope?: string;
  readonly errors?: Operation['errors'];
  readonly notes?: readonly string[];
}

const OPEN_ONCE =
  'A second call while an action of this type is open on the device is refused with `Action is already in progress`; some pages say that it may also return the open action.';

/** An operation that begins an action on a device (reference: defender-endpoint-core, section 4.4). */
const responseAction = ({
  id,
  verb,
  summary,
  type,
  application,
  delegated,
  licences,
  status = 201,
  body = { schema: commentSchema, example: COMMENT },
  scope,
  errors = [],
  notes = [],
}: ResponseAction): Operation => ({
  id,
  method: 'POST',
  path: `/machines/{id}/${verb}`,
  summary,
  resource: 'Machine actions',
  permissions: { resource: 'WindowsDefenderATP', application, delegated },
  audiences: DEFENDER_AUDIENCES,
  licences,
  limits: GENERAL_LIMITS,
  body,
  reply: {
    status,
    schema: machineActionSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#MachineActions/$entity',
      ...machineActionExample,
      type,
      scope: scope ?? null,
      status: 'Pending',
      requestorComment: body.example['Comment'],
    },
  },
  errors: ['InvalidRequestBody', 'ResourceNotFound', 'ActiveRequestAlreadyExists', ...errors],
  notes: [...notes, OPEN_ONCE],
});

const only = (permission: string) => ({ application: [permission], delegated: [permission] });

const EVERY_PLAN = ['Plan1', 'Plan2', 'Business', 'XDR'] as const;

export const isolateMachine = responseAction({
  id: 'isolateMachine',
  verb: 'isolate',
  summary: 'Cut a machine off the network, but for this service',
  type: 'Isolate',
  ...only('Machine.Isolate'),
  licences: EVERY_PLAN,
  body: { schema: isolationSchema, example: { ...COMMENT, IsolationType: 'Full' } },
  scope: 'Full',
  errors: ['InvalidInput'],
  notes: [
    '`IsolationType` is `Full` when it is not given: the page does not mark it as required.',
    '`UnManagedDevice` is refused: it is for devices that have no sensor, and Vakt knows none.',
  ],
});

export const unisolateMachine = responseAction({
  id: 'unisolateMachine',
  verb: 'unisolate',
  summary: 'Let a machine back onto the network',
  type: 'Unisolate',
  ...only('Machine.Isolate'),
  licences: EVERY_PLAN,
});

export const restrictCodeExecution = responseAction({
  id: 'restrictCodeExecution',
  verb: 'restrictCodeExecution',
  summary: 'Let only programs run that Microsoft signed',
  type: 'RestrictCodeExecution',
  ...only('Machine.RestrictExecution'),
  licences: EVERY_PLAN,
  errors: ['OsPlatformNotSupported'],
});

export const unrestrictCodeExecution = responseAction({
  id: 'unrestrictCodeExecution',
  verb: 'unrestrictCodeExecution',
  summary: 'Let every program run again',
  type: 'UnrestrictCodeExecution',
  ...only('Machine.RestrictExecution'),
  licences: EVERY_PLAN,
  errors: ['OsPlatformNotSupported'],
});

export const runAntiVirusScan = responseAction({
  id: 'runAntiVirusScan',
  verb: 'runAntiVirusScan',
  summary: 'Run an antivirus scan on a machine',
  type: 'RunAntiVirusScan',
  ...only('Machine.Scan'),
  licences: EVERY_PLAN,
  body: {
    schema: scanSchema,
    example: { Comment: 'Check machine for viruses due to alert 3212', ScanType: 'Full' },
  },
  scope: 'Full',
});

export const collectInvestigationPackage = responseAction({
  id: 'collectInvestigationPackage',
  verb: 'collectInvestigationPackage',
  summary: 'Collect what an investigation of a machine needs',
  type: 'CollectInvestigationPackage',
  ...only('Machine.CollectForensics'),
  licences: EVERY_PLAN,
});

export const offboardMachine = responseAction({
  id: 'offboardMachine',
  verb: 'offboard',
  summary: 'Take a machine out of the service',
  type: 'Offboard',
  ...only('Machine.Offboard'),
  licences: EVERY_PLAN,
  status: 200,
  errors: ['OsPlatformNotSupported'],
  notes: ['The page prints "200 - Created"; Vakt answers 200.'],
});

export const stopAndQuarantineFile = responseAction({
  id: 'stopAndQuarantineFile',
  verb: 'StopAndQuarantineFile',
  summary: 'Stop a file’s processes on a machine and put the file away',
  type: 'StopAndQuarantineFile',
  application: ['Machine.StopAndQuarantine', 'Machine.ReadWrite.All'],
  delegated: ['Machine.StopAndQuarantine'],
  licences: EVERY_PLAN,
  body: {
    schema: quarantineSchema,
    example: {
      Comment: 'Stop and quarantine file on machine due to alert 441688558380765161_2136280442',
      Sha1: '87662bc3d60e4200ceaf7aae249d1c343f4b83c9',
    },
  },
});

const CANCELLING = [
  'Machine.CollectForensics',
  'Machine.Isolate',
  'Machine.RestrictExecution',
  'Machine.Scan',
  'Machine.Offboard',
  'Machine.StopAndQuarantine',
  'Machine.LiveResponse',
];

export const cancelMachineAction: Operation = {
  id: 'cancelMachineAction',
  method: 'POST',
  path: '/machineactions/{id}/cancel',
  summary: 'Cancel a machine action that has not ended',
  resource: 'Machine actions',
  permissions: { resource: 'WindowsDefenderATP', application: CANCELLING, delegated: CANCELLING },
  audiences: DEFENDER_AUDIENCES,
  licences: EVERY_PLAN,
  limits: GENERAL_LIMITS,
  body: { schema: commentSchema, example: { Comment: 'Machine action was cancelled by automation' } },
  reply: {
    status: 200,
    schema: machineActionSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#MachineActions/$entity',
      ...machineActionExample,
      status: 'Cancelled',
    },
  },
  errors: ['InvalidRequestBody', 'ResourceNotFound', 'InvalidInput'],
  notes: [
    'An action that has ended is refused with `InvalidInput`; the page does not say what happens then.',
    'Any of the permissions is enough, as the page says, whichever the action needed.',
  ],
};
