import { fileSchema } from '../schemas/file.ts';
import { fileStatisticsSchema } from '../schemas/statistics.ts';
import {
  entityOperation,
  readPermission,
  relatedAlerts,
  relatedMachines,
  statistics,
} from './entity-operation.ts';
import { fileExample } from './examples/file.ts';
import type { Operation } from './operation.ts';

const READ_FILES = readPermission('File.Read.All');

const OWN_EVENTS =
  'Vakt sees no other tenant: the “global” figures are the number of devices and the times of all of the tenant’s own events.';

export const getFile: Operation = {
  ...entityOperation,
  id: 'getFile',
  path: '/files/{id}',
  summary: 'Get what is known of a file, by its SHA-1 or SHA-256',
  resource: 'Files',
  permissions: READ_FILES,
  reply: {
    status: 200,
    schema: fileSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Files/$entity',
      ...fileExample,
    },
  },
  errors: ['InvalidHashValue', 'ResourceNotFound', 'ServiceUnavailable'],
  notes: [
    'A file that no event of the tenant names is a 404.',
    'An MD5, which the page’s title speaks of and its text does not, is refused with `InvalidHashValue`.',
    OWN_EVENTS,
    'What only the vendor’s cloud knows (`fileType`, `isPeFile`, a determination) is null or `Unknown`.',
  ],
};

export const getFileStatistics = statistics({
  id: 'getFileStatistics',
  path: '/files/{id}/stats',
  summary: 'Count the machines at which a file was seen',
  resource: 'Files',
  permissions: READ_FILES,
  reply: {
    status: 200,
    schema: fileStatisticsSchema,
    example: {
      '@odata.context':
        'https://api.security.microsoft.com/api/$metadata#microsoft.windowsDefenderATP.api.InOrgFileStats',
      sha1: '0991a395da64e1c5fbe8732ed11e6be064081d9f',
      orgPrevalence: '14850',
      organizationPrevalence: 14850,
      orgFirstSeen: '2019-12-07T13:44:16.0000000Z',
      orgLastSeen: '2020-01-06T13:39:36.0000000Z',
      globalPrevalence: '705012',
      globallyPrevalence: 705012,
      globalFirstObserved: '2015-03-19T12:20:07.3432441Z',
      globalLastObserved: '2020-01-06T13:39:36.0000000Z',
      topFileNames: ['MREC.exe', 'x.exe'],
    },
  },
  errors: ['InvalidHashValue', 'ResourceNotFound'],
  notes: [OWN_EVENTS, 'The five names that most events give the file, the most frequent first.'],
});

const SHA1_ONLY = 'SHA-1 only, as the page says; other hashes are refused with `InvalidHashValue`.';

export const listFileAlerts = relatedAlerts({
  id: 'listFileAlerts',
  path: '/files/{sha1}/alerts',
  summary: 'List the alerts that name a file, the newest first',
  resource: 'Files',
  errors: ['InvalidHashValue'],
  notes: [SHA1_ONLY],
});

export const listFileMachines = relatedMachines({
  id: 'listFileMachines',
  path: '/files/{sha1}/machines',
  summary: 'List the machines at which a file was seen, the latest first',
  resource: 'Files',
  errors: ['InvalidHashValue'],
  notes: [SHA1_ONLY, 'The 10,000 where it was seen last.'],
});
