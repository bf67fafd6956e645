import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ELEMENT, type Filter, type QueryValue } from '@vakt/contract/query';
import { TICKS_PER_SECOND } from '@vakt/contract/ticks';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { type Kysely, sql } from 'kysely';
import { listAlerts } from '../src/alerts.ts';
import type { Database } from '../src/database.ts';
import { createDeviceGroup } from '../src/device-groups.ts';
import { listDevices } from '../src/devices.ts';
import { listIncidents } from '../src/incidents.ts';
import { listMachineActions } from '../src/machine-actions.ts';
import { explain } from './explained.ts';
import { deviceId, HOME, ticks } from './security-records.ts';

const ROWS = 100_000;
const NOW = ticks('2026-11-21T06:00:00Z');
const GUID = '00000000-0000-0000-0000-000000000007';

/**
 * The filters below fit a few hundred rows of the hundred thousand at most. Who finds them by an index touches some
 * thousands: entries of the index, rows, and what a second index rules out.
 */
const MOST_TOUCHED = 5_000;

const compare = (
  property: string,
  value: QueryValue,
  operator: 'eq' | 'gt' | 'ge' | 'lt' | 'ne' = 'eq',
): Filter => ({ kind: 'comparison', property, operator, value });
const among = (property: string, ...values: QueryValue[]): Filter => ({ kind: 'in', property, values });
const both = (...operands: Filter[]): Filter => ({ kind: 'and', operands });
const recently = { ticks: NOW - 100n * TICKS_PER_SECOND };

/** Rows are a second apart, the last one now; one in a thousand is out of the ordinary. */
const TIME = sql`${NOW}::bigint - (${ROWS}::bigint - n) * ${TICKS_PER_SECOND}::bigint`;
const rare = (usual: string, unusual: string) =>
  sql`case when n % 1000 = 7 then ${sql.lit(unusual)} else ${sql.lit(usual)} end`;
const DEVICE = sql`lpad(to_hex(n), 40, '0')`;
const NUMBERS = sql`generate_series(1, ${ROWS}::int) as n`;

const fillDevices = (db: Kysely<Database>) =>
  sql`insert into devices (tenant_id, device_id, computer_dns_name, first_seen_ticks, last_seen_ticks, os_platform,
      os_version, aad_device_id, onboarding_status, sensor_health, exposure_level, device_value, machine_tags,
      ip_addresses, logged_on_users)
    select ${HOME}::uuid, ${DEVICE}, 'host' || n || '.contoso.com', 1, ${TIME}, ${rare('Linux', 'macOS')},
      '12.' || n % 500, gen_random_uuid()::text, ${rare('Onboarded', 'Can be onboarded')},
      ${rare('Active', 'NoSensorData')}, ${rare('Low', 'High')}, ${rare('Normal', 'High')},
      jsonb_build_array(${rare('desk', 'lab')}),
      jsonb_build_array(jsonb_build_object('ipAddress', '10.' || n % 50 || '.' || n % 51 || '.' || n % 53)), '[]'
    from ${NUMBERS}`.execute(db);

const fillAlerts = (db: Kysely<Database>) =>
  sql`insert into alerts (tenant_id, alert_id, deduplication_key, rule_key, incident_id, machine_id, computer_dns_name,
      title, description, recommended_action, severity, status, category, detection_source, mitre_techniques,
      related_user, logged_on_users, assigned_to, investigation_id, created_ticks, first_event_ticks, last_event_ticks,
      updated_ticks, evidence)
    select ${HOME}::uuid, 'da' || n, 'key ' || n, 'rule', n / 5, ${DEVICE}, 'host', 'title', '', '',
      ${rare('Medium', 'High')}, ${rare('Resolved', 'New')}, ${rare('Execution', 'Ransomware')},
      ${rare('WindowsDefenderAv', 'CustomDetection')}, '[]', 'null', '[]', ${rare('ann', 'bob')}, n, ${TIME}, ${TIME},
      ${TIME}, ${TIME}, jsonb_build_array(jsonb_build_object('entityType', 'File', 'sha1', 'a' || n % 1000))
    from ${NUMBERS}`.execute(db);

const fillOthers = async (db: Kysely<Database>) => {
  await sql`insert into alert_entities (tenant_id, kind, name, alert_id)
    select ${HOME}::uuid, 'file', 'a' || n % 1000, 'da' || n from ${NUMBERS}`.execute(db);
  await sql`insert into incidents (tenant_id, incident_id, name, status, assigned_to, created_ticks, updated_ticks)
    select ${HOME}::uuid, n, 'incident', ${rare('Resolved', 'Active')}, ${rare('ann', 'bob')}, ${TIME}, ${TIME}
    from ${NUMBERS}`.execute(db);
  await sql`insert into machine_actions (tenant_id, action_id, type, status, machine_id, computer_dns_name, requestor,
      requestor_comment, request_source, created_ticks, updated_ticks)
    select ${HOME}::uuid, lpad(to_hex(n), 32, '0')::uuid, ${rare('RunAntiVirusScan', 'Isolate')},
      ${rare('Succeeded', 'Pending')}, ${DEVICE}, 'host', ${rare('ann', 'bob')}, '', 'PublicApi', ${TIME}, ${TIME}
    from ${NUMBERS}`.execute(db);
};

describe(`lists of ${ROWS} rows`, () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
    const db = test.store.authority;
    await createDeviceGroup(test.store.tenant(HOME), {
      name: 'Lab',
      description: '',
      remediationLevel: 'full',
      conditions: [{ property: 'tag', operator: 'equals', value: 'lab' }],
    });
    await fillDevices(db);
    await fillAlerts(db);
    await fillOthers(db);
    await sql`analyze devices, device_tags, alerts, alert_entities, incidents, machine_actions`.execute(db);
  });
  after(() => test.close());

  const hold = async (
    list: (db: Kysely<Database>, query: { filter: Filter; orderBy: []; skip: 0 }) => Promise<unknown[]>,
    filter: Filter,
  ) => {
    let found = 0;
    const { sequentialScans, touched, plan } = await explain(test.store.tenant(HOME), async db => {
      found = (await list(db, { filter, orderBy: [], skip: 0 })).length;
    });
    assert.ok(found > 0, 'the filter finds nothing');
    assert.equal(sequentialScans, 0, plan);
    assert.ok(touched <= MOST_TOUCHED, `${touched} rows touched for ${found}: ${plan}`);
  };

  for (const [text, filter] of Object.entries({
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
  } satisfies Record<string, Filter>))
    it(`finds alerts by ${text} with an index`, () =>
      hold((db, query) => listAlerts(db, query, 10_001, { evidence: false }), filter));

  for (const [text, filter] of Object.entries({
    computerDnsName: compare('computerDnsName', 'host77.contoso.com'),
    'startswith(computerDnsName, …)': {
      kind: 'text',
      function: 'startswith',
      property: 'computerDnsName',
      value: 'host777',
    },
    id: compare('id', deviceId('0').slice(1) + '7'),
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
  } satisfies Record<string, Filter>))
    it(`finds machines by ${text} with an index`, () =>
      hold((db, query) => listDevices(db, query, 10_001, NOW), filter));

  for (const [text, filter] of Object.entries({
    id: compare('id', GUID),
    status: compare('status', 'Pending'),
    machineId: compare('machineId', deviceId('0').slice(1) + '7'),
    type: compare('type', 'Isolate'),
    requestor: compare('requestor', 'bob'),
    'requestor and type': both(compare('requestor', 'bob'), compare('type', 'Isolate')),
    creationDateTimeUtc: compare('creationDateTimeUtc', recently, 'gt'),
  }))
    it(`finds machine actions by ${text} with an index`, () =>
      hold((db, query) => listMachineActions(db, query, 10_001), filter));

  for (const [text, filter] of Object.entries({
    lastUpdateTime: compare('lastUpdateTime', recently, 'gt'),
    createdTime: compare('createdTime', recently, 'gt'),
    status: compare('status', 'Active'),
    assignedTo: compare('assignedTo', 'bob'),
  }))
    it(`finds incidents by ${text} with an index`, () =>
      hold((db, query) => listIncidents(db, query, 101), filter));
});
