import { Type } from 'typebox';
import { alertUserSchema } from '../schemas/account.ts';
import { fileSchema } from '../schemas/file.ts';
import { machineSchema } from '../schemas/machine.ts';
import { collectionOf } from '../schemas/values.ts';
import { machineExample } from './examples/machine.ts';
import { READ_MACHINES } from './machines.ts';
import { DEFENDER_AUDIENCES, GENERAL_LIMITS, type Operation, type RequiredPermissions } from './operation.ts';

export const domainsSchema = collectionOf(Type.Object({ host: Type.String() }));
export const addressesSchema = collectionOf(Type.Object({ id: Type.String() }));
export const filesSchema = collectionOf(fileSchema);

const context = (fragment: string) => ({
  '@odata.context': `https://api.security.microsoft.com/api/$metadata#${fragment}`,
});

/** What the pages of an alert's entities agree on. */
const entityOperation = {
  method: 'GET',
  resource: 'Alerts',
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
  errors: ['ResourceNotFound'],
} as const;

/** A permission of one name that applications and users may have. */
const READ = (permission: string): RequiredPermissions => ({
  resource: 'WindowsDefenderATP',
  application: [permission],
  delegated: [permission],
});

const WITHOUT_API = 'The page’s sample leaves `/api` out of the path; it is served there, too.';
const FROM_EVIDENCE = 'What the alert’s evidence names, each once; an empty collection when it names none.';

export const listAlertDomains: Operation = {
  ...entityOperation,
  id: 'listAlertDomains',
  path: '/alerts/{id}/domains',
  otherPaths: ['/alerts/{id}/domains'],
  summary: 'List the domains that an alert names',
  permissions: READ('URL.Read.All'),
  reply: {
    status: 200,
    schema: domainsSchema,
    example: { ...context('Domains'), value: [{ host: 'www.example.com' }] },
  },
  notes: [FROM_EVIDENCE, 'The domain is the host of a URL; a URL with an address has none.', WITHOUT_API],
};

export const listAlertFiles: Operation = {
  ...entityOperation,
  id: 'listAlertFiles',
  path: '/alerts/{id}/files',
  summary: 'List the files that an alert names',
  permissions: READ('File.Read.All'),
  reply: {
    status: 200,
    schema: filesSchema,
    example: {
      ...context('Files'),
      value: [
        {
          sha1: '654f19c41d9662cf86be21bf0af5a88c38c56a9d',
          sha256: '2f905feec2798cee6f63da2c26758d86bfeaab954c01e20ac7085bf55fedde87',
          md5: '82849dc81d94056224445ea73dc6153a',
          globalPrevalence: 33,
          globalFirstObserved: '2018-07-17T18:17:27.5909748Z',
          globalLastObserved: '2018-08-06T16:07:12.9414137Z',
          size: 801112,
          fileType: null,
          isPeFile: null,
          filePublisher: null,
          fileProductName: null,
          signer: 'Contoso',
          issuer: 'Contoso CA',
          signerHash: '1e5bc9d7e413ddd7902c2932e418702b84d0cc07',
          isValidCertificate: true,
          determinationType: 'Unknown',
          determinationValue: null,
        },
      ],
    },
  },
  errors: ['ResourceNotFound', 'ServiceUnavailable'],
  notes: [
    FROM_EVIDENCE,
    'Images of processes count as files. Sizes, versions and certificates come from the tenant’s events.',
    'Vakt sees no other tenant: the “global” figures are the number of devices and the times of the tenant’s own events, null when there are none. What only the vendor’s cloud knows (`fileType`, `isPeFile`, a determination) is null or `Unknown`.',
  ],
};

export const listAlertIps: Operation = {
  ...entityOperation,
  id: 'listAlertIps',
  path: '/alerts/{id}/ips',
  otherPaths: ['/alerts/{id}/ips'],
  summary: 'List the IP addresses that an alert names',
  permissions: READ('Ip.Read.All'),
  reply: {
    status: 200,
    schema: addressesSchema,
    example: { ...context('Ips'), value: [{ id: '104.80.104.128' }] },
  },
  notes: [FROM_EVIDENCE],
};

export const getAlertMachine: Operation = {
  ...entityOperation,
  id: 'getAlertMachine',
  path: '/alerts/{id}/machine',
  summary: 'Get the machine of an alert',
  permissions: READ_MACHINES,
  reply: { status: 200, schema: machineSchema, example: machineExample },
  notes: ['404, too, when the machine is not among the tenant’s any more.'],
};

export const getAlertUser: Operation = {
  ...entityOperation,
  id: 'getAlertUser',
  path: '/alerts/{id}/user',
  summary: 'Get the user of an alert',
  permissions: READ('User.Read.All'),
  reply: {
    status: 200,
    schema: alertUserSchema,
    example: {
      ...context('Users/$entity'),
      id: 'contoso\\user1',
      accountName: 'user1',
      accountDomain: 'contoso',
      accountSid: 'S-1-5-21-72051607-1745760036-109187956-93922',
      firstSeen: '2019-12-08T06:33:39.0000000Z',
      lastSeen: '2020-01-05T06:58:34.0000000Z',
      mostPrevalentMachineId: '1e5bc9d7e413ddd7902c2932e418702b84d0cc07',
      leastPrevalentMachineId: '111e6dd8c833c8a052ea231ec1b19adaf497b625',
      logonTypes: 'Network',
      logOnMachinesCount: 2,
      isDomainAdmin: false,
      isOnlyNetworkUser: true,
    },
  },
  errors: ['ResourceNotFound', 'ServiceUnavailable'],
  notes: [
    'The alert’s related user, else the first user of its evidence; 404 when it names none.',
    'Times, log-on types and machines come from the tenant’s successful log-ons; without any, the times are the alert’s. Several log-on types are separated by a comma and a blank.',
    '`isDomainAdmin` is false: events do not tell the groups of a domain.',
  ],
};
