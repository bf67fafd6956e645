import { Type } from 'typebox';
import { machineSchema } from '../schemas/machine.ts';
import { collectionOf } from '../schemas/values.ts';
import { machineExample } from './examples/machine.ts';
import { MACHINE_LIST, READ_MACHINES } from './machines.ts';
import { DEFENDER_AUDIENCES, GENERAL_LIMITS, type Operation } from './operation.ts';

export const machinesSchema = collectionOf(machineSchema);

const example = {
  '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Machines',
  value: [machineExample],
};

/** What the pages of searches agree on. */
const searchOperation = {
  method: 'GET',
  resource: 'Machines',
  permissions: READ_MACHINES,
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  reply: { status: 200, schema: machinesSchema, example },
} as const;

const BY_ADDRESS_NOTES = [
  'A device had an address when its events report it: an adapter with it, or an own end of a connection.',
  'Arguments may stand in any order, letter case and spacing, percent-encoded or not, and be quoted or not. Other query options are refused.',
  'A time more than 30 days ago or in the future is refused with 400; a quarter of an hour ahead is taken for a clock that is wrong.',
];

export const findMachinesByIp: Operation = {
  ...searchOperation,
  id: 'findMachinesByIp',
  path: "/machines/findbyip(ip='{ip}',timestamp={timestamp})",
  summary: 'Find machines that had an internal address about a time',
  errors: [
    'InvalidInput',
    'InvalidIpAddress',
    'MissingRequiredParameter',
    'ODataError',
    'ServiceUnavailable',
  ],
  notes: ['Within 15 minutes before or after. No match is an empty collection.', ...BY_ADDRESS_NOTES],
};

export const findMachinesByAddress: Operation = {
  ...searchOperation,
  id: 'findMachinesByAddress',
  path: "/machines/find(timestamp={timestamp},key='{key}')",
  otherPaths: ["/testwdatppreview/machines/find(timestamp={timestamp},key='{key}')"],
  summary: 'Find machines that had an internal address about a time, as older clients do',
  errors: [
    'ResourceNotFound',
    'InvalidInput',
    'InvalidIpAddress',
    'MissingRequiredParameter',
    'ODataError',
    'ServiceUnavailable',
  ],
  notes: [
    'Within 16 minutes before or after. No match is a 404.',
    'The page names no delegated permission; those of its successor are taken. Its sample asks an older path on the host of Microsoft Graph, which is served, too.',
    ...BY_ADDRESS_NOTES,
  ],
};

export const findMachinesByTag: Operation = {
  ...searchOperation,
  id: 'findMachinesByTag',
  path: '/machines/findbytag',
  summary: 'Find machines by a tag or its beginning',
  list: MACHINE_LIST,
  query: [
    { name: 'tag', description: 'The tag, in its own letter case.', required: true, schema: Type.String() },
    {
      name: 'useStartsWithFilter',
      description: 'Whether `tag` is only the beginning of the tag; false when not given.',
      required: false,
      schema: Type.Boolean(),
    },
  ],
  errors: ['InvalidInput', 'MissingRequiredParameter', 'ODataError'],
  notes: ['Pages like the list of machines, and takes its query options. No match is an empty collection.'],
};
