import { addressStatisticsSchema } from '../schemas/statistics.ts';
import { readPermission, relatedAlerts, relatedMachines, statistics } from './entity-operation.ts';

const errors = ['InvalidIpAddress'] as const;

export const listIpAlerts = relatedAlerts({
  id: 'listIpAlerts',
  path: '/ips/{ip}/alerts',
  summary: 'List the alerts that name an IP address, the newest first',
  resource: 'IP addresses',
  errors,
});

export const listIpMachines = relatedMachines({
  id: 'listIpMachines',
  path: '/ips/{ip}/machines',
  summary: 'List the machines that opened a connection to an IP address, the latest first',
  resource: 'IP addresses',
  errors,
  notes: ['No page names it; the one of domains is its model, at most 500 machines included.'],
});

export const getIpStatistics = statistics({
  id: 'getIpStatistics',
  path: '/ips/{ip}/stats',
  summary: 'Count the machines that opened a connection to an IP address',
  resource: 'IP addresses',
  permissions: readPermission('Ip.Read.All'),
  reply: {
    status: 200,
    schema: addressStatisticsSchema,
    example: {
      '@odata.context':
        'https://api.security.microsoft.com/api/$metadata#microsoft.windowsDefenderATP.api.InOrgIPStats',
      ipAddress: '10.209.67.177',
      orgPrevalence: '63515',
      organizationPrevalence: 63515,
      orgFirstSeen: '2017-07-30T13:36:06.0000000Z',
      orgLastSeen: '2017-08-29T13:32:59.0000000Z',
    },
  },
  errors,
  notes: ['An address that nobody connected to has a prevalence of 0 and no times.'],
});
