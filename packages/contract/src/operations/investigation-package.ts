import { packageUriSchema } from '../schemas/machine-action.ts';
import { DEFENDER_AUDIENCES, type Operation } from './operation.ts';

/** Reference: defender-endpoint-core, section 4.5. */
export const getPackageUri: Operation = {
  id: 'getPackageUri',
  method: 'GET',
  path: '/machineactions/{id}/getPackageUri',
  summary: 'Get a link to the investigation package that a machine action collected',
  resource: 'Machine actions',
  permissions: {
    resource: 'WindowsDefenderATP',
    application: ['Machine.Read.All', 'Machine.ReadWrite.All'],
    delegated: ['Machine.CollectForensics'],
  },
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: { perMinute: 2, perHour: 120 },
  reply: {
    status: 200,
    schema: packageUriSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Edm.String',
      value:
        'https://api.security.microsoft.com/safedownload/WDATP_Investigation_Package.zip?token=2e9da30d-27f6-4208-81f2-9cd3d67893ba.1795245300000.VnPs4Xq1Z0u3tq8ZxkYw0uE9mZ3n4dQH2b7JxT5cR6A',
    },
  },
  errors: ['ResourceNotFound'],
  notes: [
    'The link is good for 15 minutes and needs no token; the page says only that it is short-lived.',
    'The sample prints a second pair of quotes inside the value; Vakt sends the link alone, so that it can be followed as it is.',
    'An action that collects no package, or has not succeeded, is refused with 404.',
  ],
};
