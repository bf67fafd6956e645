import { Type } from 'typebox';
import { alertSchema } from '../schemas/alert.ts';
import { machineSchema } from '../schemas/machine.ts';
import { collectionOf } from '../schemas/values.ts';
import { READ_ALERTS } from './alerts.ts';
import { alertExample } from './examples/alert.ts';
import { machineExample } from './examples/machine.ts';
import { READ_MACHINES } from './machines.ts';
import {
  DEFENDER_AUDIENCES,
  GENERAL_LIMITS,
  type Operation,
  type QueryParameter,
  type RequiredPermissions,
} from './operation.ts';

/** How far back statistics can look; also how far they look when nothing is said. */
export const MOST_LOOK_BACK_HOURS = 720;

/** A permission of one name that applications and users may have. */
export const readPermission = (permission: string): RequiredPermissions => ({
  resource: 'WindowsDefenderATP',
  application: [permission],
  delegated: [permission],
});

/** What the pages of files, domains, addresses and users agree on. */
export const entityOperation = {
  method: 'GET',
  audiences: DEFENDER_AUDIENCES,
  // The pages name Plan 1 and Plan 2, most of them Defender XDR; Business has what Plan 1 has.
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
} as const;

export const relatedAlertsSchema = collectionOf(alertSchema);
export const relatedMachinesSchema = collectionOf(machineSchema);

type Particulars = Pick<Operation, 'id' | 'path' | 'summary' | 'resource' | 'errors' | 'notes'>;

const NO_OPTIONS = 'Takes no query options, like the alerts of a machine.';

/** An operation that lists the alerts that name an entity. */
export const relatedAlerts = ({ notes = [], errors, ...particulars }: Particulars): Operation => ({
  ...entityOperation,
  ...particulars,
  permissions: READ_ALERTS,
  reply: {
    status: 200,
    schema: relatedAlertsSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Alerts',
      value: [{ ...alertExample, evidence: [] }],
    },
  },
  errors: ['ODataError', ...errors],
  notes: [
    ...notes,
    'Those whose evidence names it, the 10,000 newest; an empty collection when there are none. `evidence` is an empty array.',
    NO_OPTIONS,
  ],
});

/** An operation that lists the machines at which an entity was seen. */
export const relatedMachines = ({ notes = [], errors, ...particulars }: Particulars): Operation => ({
  ...entityOperation,
  ...particulars,
  permissions: READ_MACHINES,
  reply: {
    status: 200,
    schema: relatedMachinesSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Machines',
      value: [machineExample],
    },
  },
  errors: ['ODataError', 'ServiceUnavailable', ...errors],
  notes: [...notes, NO_OPTIONS],
});

const lookBackHours: QueryParameter = {
  name: 'lookBackHours',
  description: 'How many hours of events to look at, 720 when not given. In any letter case.',
  required: false,
  schema: Type.Integer({ minimum: 1, maximum: MOST_LOOK_BACK_HOURS }),
};

/** An operation that counts at how many machines an entity was seen. */
export const statistics = (operation: Particulars & Pick<Operation, 'permissions' | 'reply'>): Operation => ({
  ...entityOperation,
  ...operation,
  query: [lookBackHours],
  errors: ['InvalidInput', 'ServiceUnavailable', ...operation.errors],
  notes: [
    ...(operation.notes ?? []),
    'The prevalence is the number of machines. `organizationPrevalence` is a number as on the page; `orgPrevalence` is the text that clients in use read.',
    '`lookBackHours` beyond 720, or no whole number, is refused with `InvalidInput`; the page does not say what happens.',
  ],
});
