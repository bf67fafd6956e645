import { domainStatisticsSchema } from '../schemas/statistics.ts';
import { readPermission, relatedAlerts, relatedMachines, statistics } from './entity-operation.ts';

const THIS_HOST = 'The domain itself, as the host of a URL; not its subdomains.';
const errors = ['InvalidDomainName'] as const;

export const listDomainAlerts = relatedAlerts({
  id: 'listDomainAlerts',
  path: '/domains/{domain}/alerts',
  summary: 'List the alerts that name a domain, the newest first',
  resource: 'Domains',
  errors,
  notes: [THIS_HOST],
});

export const listDomainMachines = relatedMachines({
  id: 'listDomainMachines',
  path: '/domains/{domain}/machines',
  summary: 'List the machines that spoke with a domain, the latest first',
  resource: 'Domains',
  errors,
  notes: [THIS_HOST, 'At most 500 machines, as the page says: those that spoke with it last.'],
});

export const getDomainStatistics = statistics({
  id: 'getDomainStatistics',
  path: '/domains/{domain}/stats',
  summary: 'Count the machines that spoke with a domain',
  resource: 'Domains',
  permissions: readPermission('URL.Read.All'),
  reply: {
    status: 200,
    schema: domainStatisticsSchema,
    example: {
      '@odata.context':
        'https://api.security.microsoft.com/api/$metadata#microsoft.windowsDefenderATP.api.InOrgDomainStats',
      host: 'example.com',
      orgPrevalence: '4070',
      organizationPrevalence: 4070,
      orgFirstSeen: '2017-07-30T13:23:48.0000000Z',
      orgLastSeen: '2017-08-29T13:09:05.0000000Z',
    },
  },
  errors,
  notes: [THIS_HOST, 'A domain that nobody spoke with has a prevalence of 0 and no times.'],
});
