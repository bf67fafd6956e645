import { ELEMENT, type Filter, type QueryValue } from '@vakt/contract/query';
import { TICKS_PER_SECOND } from '@vakt/contract/ticks';
import { deviceId, ticks } from './security-records.ts';

/** The time of the last of the rows that the filters are tried on; they are a second apart. */
export const NOW = ticks('2026-11-21T06:00:00Z');
const GUID = '00000000-0000-0000-0000-000000000007';

/** A comparison of a property. */
export const compare = (
  property: string,
  value: QueryValue,
  operator: 'eq' | 'gt' | 'ge' | 'lt' | 'ne' = 'eq',
): Filter => ({ kind: 'comparison', property, operator, value });
const among = (property: string, ...values: QueryValue[]): Filter => ({ kind: 'in', property, values });
const both = (...operands: Filter[]): Filter => ({ kind: 'and', operands });
const recently = { ticks: NOW - 100n * TICKS_PER_SECOND };

type Filters = Readonly<Record<string, Filter>>;

/** Conditions on alerts by what they are about: each documented property, and what clients combine. */
export const ALERT_FILTERS: Filters = {
  'alertCreationTime ge a moment ago': compare('alertCreationTime', recently, 'ge'),
  'lastUpdateTime gt a moment ago': compare('lastUpdateTime', recently, 'gt'),
  'lastEventTime gt a moment ago': compare('lastEventTime', recently, 'gt'),
  'a window of alertCreationTime': both(
    compare('alertCreationTime', { ticks: NOW - 50_000n * TICKS_PER_SECOND }, 'gt'),
    compare('alertCreationTime', { ticks: NOW - 49_900n * TICKS_PER_SECOND }, 'lt'),
  ),
  incidentId: compare('incidentId', 77),
  investigationId: compare('investigationId', 77),
  id: compare('id', 'da77'),
  'id in (…)': among('id', 'da77', 'da78'),
  assignedTo: compare('assignedTo', 'bob'),
  detectionSource: compare('detectionSource', 'CustomDetection'),
  'status eq': compare('status', 'New'),
  "status ne 'Resolved'": among('status', 'Unknown', 'New', 'InProgress', null),
  severity: compare('severity', 'High'),
  category: compare('category', 'Ransomware'),
  'severity and a time': both(
    compare('severity', 'Medium'),
    compare('lastUpdateTime', recently, 'gt'),
    compare('status', 'Resolved'),
  ),
  'evidence/any(e: e/sha1 eq …)': {
    kind: 'any',
    property: 'evidence',
    condition: both(compare(`${ELEMENT}/entityType`, 'File'), compare(`${ELEMENT}/sha1`, 'a7')),
  },
  machineId: compare('machineId', deviceId('0').slice(1) + '7'),
};

/** Conditions on machines. */
export const MACHINE_FILTERS: Filters = {
  computerDnsName: compare('computerDnsName', 'host77.contoso.com'),
  'startswith(computerDnsName, …)': {
    kind: 'text',
    function: 'startswith',
    property: 'computerDnsName',
    value: 'host777',
  },
  id: compare('id', deviceId('0').slice(1) + '7'),
  aadDeviceId: compare('aadDeviceId', '77'),
  version: compare('version', '12.77'),
  deviceValue: compare('deviceValue', 'High'),
  machineTags: { kind: 'any', property: 'machineTags', condition: compare(ELEMENT, 'lab') },
  rbacGroupId: compare('rbacGroupId', 1),
  lastSeen: compare('lastSeen', recently, 'gt'),
  exposureLevel: compare('exposureLevel', 'High'),
  onboardingStatus: compare('onboardingStatus', 'CanBeOnboarded'),
  lastIpAddress: compare('lastIpAddress', '10.7.7.7'),
  osPlatform: compare('osPlatform', 'macOS'),
  "riskScore eq 'High'": compare('riskScore', 'High'),
  "healthStatus eq 'NoSensorData'": compare('healthStatus', 'NoSensorData'),
  "healthStatus ne 'Active'": among(
    'healthStatus',
    'Inactive',
    'ImpairedCommunication',
    'NoSensorData',
    'NoSensorDataImpairedCommunication',
    'Unknown',
    null,
  ),
};

/** Conditions on machine actions. */
export const ACTION_FILTERS: Filters = {
  id: compare('id', GUID),
  status: compare('status', 'Pending'),
  machineId: compare('machineId', deviceId('0').slice(1) + '7'),
  type: compare('type', 'Isolate'),
  requestor: compare('requestor', 'bob'),
  'requestor and type': both(compare('requestor', 'bob'), compare('type', 'Isolate')),
  creationDateTimeUtc: compare('creationDateTimeUtc', recently, 'gt'),
  lastUpdateDateTimeUtc: compare('lastUpdateDateTimeUtc', recently, 'gt'),
};

/** Conditions on incidents. */
export const INCIDENT_FILTERS: Filters = {
  lastUpdateTime: compare('lastUpdateTime', recently, 'gt'),
  createdTime: compare('createdTime', recently, 'gt'),
  status: compare('status', 'Active'),
  assignedTo: compare('assignedTo', 'bob'),
};

/** Conditions on indicators. */
export const INDICATOR_FILTERS: Filters = {
  indicatorValue: compare('indicatorValue', 'bad77.example'),
  indicatorType: compare('indicatorType', 'IpAddress'),
  action: compare('action', 'Block'),
  createdBy: compare('createdBy', 'feed 2'),
  createdByDisplayName: compare('createdByDisplayName', 'Feed 2'),
  severity: compare('severity', 'High'),
  application: compare('application', 'curl'),
  title: compare('title', 'title 7'),
  creationTimeDateTimeUtc: compare('creationTimeDateTimeUtc', recently, 'lt'),
  expirationTime: compare('expirationTime', recently, 'gt'),
  generateAlert: compare('generateAlert', true),
  rbacGroupNames: { kind: 'any', property: 'rbacGroupNames', condition: compare(ELEMENT, 'Lab') },
  rbacGroupIds: { kind: 'not', operand: { kind: 'any', property: 'rbacGroupIds' } },
};

/** The properties that conditions name. */
export const propertiesOf = (filters: Filters): ReadonlySet<string> => {
  const namesIn = (filter: Filter): string[] => {
    if ('operands' in filter) return filter.operands.flatMap(namesIn);
    return 'operand' in filter ? namesIn(filter.operand) : [filter.property];
  };
  return new Set(Object.values(filters).flatMap(namesIn));
};
