import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CellValue } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { type IndicatorType, indicatorKey } from '@vakt/contract/indicator-value';
import { fail } from '@vakt/contract/result';
import { nowTicks, TICKS_PER_HOUR } from '@vakt/contract/ticks';
import type { LakeFailure } from '@vakt/lake/query/failure';
import { matchKeysOf } from '@vakt/store/indicator-keys';
import { type IndicatorDraft, submitIndicators } from '@vakt/store/indicator-submission';
import { sql } from 'kysely';
import type { Detection, DetectionOptions } from '../src/detection.ts';
import { type BuiltInRule, CREATED_PROCESS } from '../src/rule.ts';
import {
  DEVICE,
  type Fixture,
  newTenant,
  OTHER_DEVICE,
  processRow,
  withDetection,
} from './vakt-with-detection.ts';

type Row = Readonly<Record<string, CellValue>>;

const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d';

const PROCESS_RULE: BuiltInRule = {
  id: 'test/process',
  title: 'A process',
  description: 'It started.',
  severity: 'Low',
  category: 'Execution',
  techniques: [],
  recommendedActions: 'Nothing.',
  entities: CREATED_PROCESS,
  query: 'DeviceProcessEvents | where ProcessId > 0',
};

const networkRow = (overrides: Row = {}): Row => ({
  Timestamp: '2026-03-01T12:00:00.1234567Z',
  DeviceId: DEVICE,
  DeviceName: 'build-7.example.org',
  ReportId: 1,
  ActionType: 'ConnectionSuccess',
  RemoteIP: '198.51.100.7',
  RemotePort: 443,
  InitiatingProcessFileName: 'curl',
  InitiatingProcessId: 4_711,
  InitiatingProcessAccountName: 'alice',
  ...overrides,
});

describe('indicators over new events', () => {
  let fixture: Fixture;
  let detection: Detection;
  before(async () => {
    fixture = await withDetection();
    detection = fixture.start();
  });
  after(() => fixture.close());

  const submit = async (
    tenant: TenantId,
    indicator_type: IndicatorType,
    value: string,
    changes: Partial<IndicatorDraft> = {},
  ) => {
    const key = indicatorKey(indicator_type, value);
    assert.ok(key.ok, value);
    const draft: IndicatorDraft = {
      indicator_type,
      indicator_value: value,
      match_key: key.value,
      action: 'Audit',
      severity: 'High',
      title: 'Seen in a report',
      description: 'From {{DeviceName}}',
      recommended_actions: 'Look at it',
      generate_alert: true,
      rbac_group_names: '[]',
      ...changes,
    };
    const [outcome] = await submitIndicators(fixture.store.tenant(tenant), [draft], {
      submitter: {
        owner_id: 'x',
        created_by: 'x',
        created_by_display_name: 'x',
        source_type: 'AadApp',
        mayChangeAll: true,
      },
      now: nowTicks(fixture.clock),
      capacity: 10,
    });
    assert.equal(outcome?.kind, 'saved');
  };
  const arrive = async (tenant: TenantId, table: string, ...rows: readonly Row[]) => {
    await fixture.lake.append(tenant, { table, rows });
    await detection.notify(tenant, table);
    await detection.flush();
  };
  const alertsOf = (tenant: TenantId) =>
    fixture.store.tenant(tenant).selectFrom('alerts').selectAll().orderBy('title').execute();

  it('raise an alert in the words of the indicator, with the event as evidence', async () => {
    const tenant = newTenant();
    await submit(tenant, 'FileSha1', SHA1.toUpperCase());
    await arrive(tenant, 'DeviceProcessEvents', processRow({ SHA1 }));
    const [alert, ...others] = await alertsOf(tenant);
    assert.deepEqual(others, []);
    assert.equal(alert?.title, 'Seen in a report');
    assert.equal(alert.description, 'From {{DeviceName}}');
    assert.equal(alert.recommended_action, 'Look at it');
    assert.equal(alert.severity, 'High');
    assert.equal(alert.detection_source, 'CustomerTI');
    assert.equal(alert.machine_id, DEVICE);
    assert.ok(alert.incident_id);
    assert.equal(alert.evidence[0]?.sha1, SHA1);
    assert.equal(alert.evidence[0]?.processId, 4_711);
  });

  it('look at events that arrive after them, and at each once', async () => {
    const tenant = newTenant();
    await arrive(tenant, 'DeviceProcessEvents', processRow({ SHA1 }));
    await submit(tenant, 'FileSha1', SHA1);
    await detection.notify(tenant, 'DeviceProcessEvents');
    await detection.flush();
    assert.deepEqual(await alertsOf(tenant), []);
    await arrive(tenant, 'DeviceProcessEvents', processRow({ SHA1, ReportId: 2 }));
    const again = fixture.start();
    await again.notify(tenant, 'DeviceProcessEvents');
    await again.flush();
    assert.equal((await alertsOf(tenant)).length, 1);
  });

  it('share an alert on one device, and have one for each device', async () => {
    const tenant = newTenant();
    await submit(tenant, 'IpAddress', '198.51.100.7');
    await arrive(
      tenant,
      'DeviceNetworkEvents',
      networkRow(),
      networkRow({ ReportId: 2 }),
      networkRow({ DeviceId: OTHER_DEVICE }),
    );
    const alerts = await alertsOf(tenant);
    assert.deepEqual(
      alerts.map(({ machine_id }) => machine_id).toSorted(),
      [DEVICE, OTHER_DEVICE].toSorted(),
    );
  });

  const meetings: readonly (readonly [IndicatorType, string, string, Row])[] = [
    ['FileSha256', 'ab'.repeat(32), 'DeviceFileEvents', { FileName: 'a.exe', SHA256: 'AB'.repeat(32) }],
    ['FileMd5', 'cd'.repeat(16), 'DeviceImageLoadEvents', { FileName: 'a.so', MD5: 'cd'.repeat(16) }],
    [
      'CertificateThumbprint',
      'EF'.repeat(20),
      'DeviceFileCertificateInfo',
      { SHA1, SignerHash: 'ef'.repeat(20) },
    ],
    ['IpAddress', '2001:0db8:0:0:0:0:0:1', 'DeviceNetworkEvents', { RemoteIP: '2001:db8::1' }],
    ['IpAddress', '198.51.100.9', 'DeviceNetworkEvents', { RemoteIP: '::ffff:198.51.100.9' }],
    ['IpAddress', '198.51.100.9', 'DeviceLogonEvents', { RemoteIP: '198.51.100.9' }],
    ['DomainName', 'Evil.example', 'DeviceNetworkEvents', { RemoteUrl: 'cdn.evil.example' }],
    ['DomainName', 'evil.example', 'DeviceFileEvents', { FileOriginUrl: 'https://evil.example/a.exe' }],
    [
      'Url',
      'https://evil.example/a?b=1',
      'DeviceNetworkEvents',
      { RemoteUrl: 'http://EVIL.example/a?b=1#c' },
    ],
    ['Url', 'evil.example/a', 'DeviceEvents', { RemoteUrl: 'https://evil.example/a/?b=1' }],
    ['Url', 'https://evil.example/', 'DeviceNetworkEvents', { RemoteUrl: 'https://evil.example/deep/path' }],
  ];
  describe('in every place that an event has', { concurrency: true }, () => {
    for (const [type, value, table, columns] of meetings)
      it(`find ${type} ${value.slice(0, 40)} in ${Object.values(columns).join(' ').slice(0, 60)} of ${table}`, async () => {
        const tenant = newTenant();
        await submit(tenant, type, value);
        const { Timestamp, DeviceId, ReportId } = processRow();
        await arrive(tenant, table, { Timestamp, DeviceId, ReportId, ...columns });
        const [alert] = await alertsOf(tenant);
        assert.notEqual(alert?.evidence.length ?? 0, 0);
      });
  });

  it('are met by nothing that only resembles them', async () => {
    const tenant = newTenant();
    await submit(tenant, 'DomainName', 'evil.example');
    await submit(tenant, 'Url', 'https://evil.test/a');
    await submit(tenant, 'IpAddress', '198.51.100.7');
    await submit(tenant, 'FileSha1', SHA1);
    const urls = ['notevil.example', 'evil.example.net', 'evil.test', 'https://evil.test/b', 'not a url', ''];
    await arrive(
      tenant,
      'DeviceNetworkEvents',
      ...urls.map((RemoteUrl, index) =>
        networkRow({ RemoteUrl, RemoteIP: '198.51.100.70', ReportId: index + 1 }),
      ),
    );
    await arrive(tenant, 'DeviceProcessEvents', processRow({ SHA1: '', InitiatingProcessSHA1: SHA1 }));
    assert.deepEqual(await alertsOf(tenant), []);
  });

  it('are silent when allowed, told to be, expired or another tenant’s', async () => {
    const [tenant, other] = [newTenant(), newTenant()];
    await submit(tenant, 'FileSha1', SHA1, { action: 'Allowed' });
    await submit(tenant, 'FileSha256', 'ab'.repeat(32), { generate_alert: false });
    const expires_ticks = nowTicks(fixture.clock) + TICKS_PER_HOUR;
    await submit(tenant, 'FileMd5', 'cd'.repeat(16), { expires_ticks });
    await submit(other, 'FileSha1', SHA1);
    fixture.clock.advance(3_600_000);
    await arrive(
      tenant,
      'DeviceProcessEvents',
      processRow({ SHA1, SHA256: 'ab'.repeat(32), MD5: 'cd'.repeat(16) }),
    );
    assert.deepEqual(await alertsOf(tenant), []);
    assert.deepEqual(await alertsOf(other), []);
  });

  it('are informational where the device would have blocked or warned', async () => {
    const tenant = newTenant();
    await submit(tenant, 'FileSha1', SHA1, { action: 'Block', title: 'a' });
    await submit(tenant, 'FileSha256', 'ab'.repeat(32), { action: 'BlockAndRemediate', title: 'b' });
    await arrive(tenant, 'DeviceProcessEvents', processRow({ SHA1, SHA256: 'ab'.repeat(32) }));
    assert.deepEqual(
      (await alertsOf(tenant)).map(({ title, severity }) => [title, severity]),
      [
        ['a', 'Informational'],
        ['b', 'High'],
      ],
    );
  });

  it('for device groups look at the devices of those groups alone', async () => {
    const tenant = newTenant();
    await fixture.store
      .tenant(tenant)
      .insertInto('devices')
      .values({
        device_id: OTHER_DEVICE,
        computer_dns_name: 'x',
        first_seen_ticks: 1n,
        last_seen_ticks: 1n,
        rbac_group_name: 'Berlin',
        ip_addresses: '[]',
        logged_on_users: '[]',
      })
      .execute();
    await submit(tenant, 'IpAddress', '198.51.100.7', { rbac_group_names: '["Berlin"]' });
    await arrive(tenant, 'DeviceNetworkEvents', networkRow(), networkRow({ DeviceId: OTHER_DEVICE }));
    assert.deepEqual(
      (await alertsOf(tenant)).map(({ machine_id }) => machine_id),
      [OTHER_DEVICE],
    );
  });

  /** Detection over a lake that fails when indicators ask for the values of some stretches. */
  const startOver = (failureOf: (events: number) => LakeFailure | undefined): Detection => {
    const lake: DetectionOptions['lake'] = {
      highestSequence: (tenant, table) => fixture.lake.highestSequence(tenant, table),
      query: async (tenant, query) => {
        if (!query.sql.includes('groupUniqArray')) return fixture.lake.query(tenant, query);
        const sql = query.sql.replace(/SELECT [^]*? FROM|SELECT [^]*?FROM/, 'SELECT count() FROM');
        const counted = await fixture.lake.query(tenant, { ...query, sql });
        const failure = failureOf(counted.ok ? Number(counted.value.rows[0]?.[0]) : Number.NaN);
        return failure ? fail(failure) : fixture.lake.query(tenant, query);
      },
    };
    return fixture.start({ lake, builtInRules: [PROCESS_RULE] });
  };

  it('hold up no rule when they cannot be compared, and are compared later', async () => {
    const tenant = newTenant();
    let failures = 0;
    const failing = startOver(() => {
      failures += 1;
      return failures === 1 ? { kind: 'unavailable', message: 'away' } : undefined;
    });
    await submit(tenant, 'FileSha1', SHA1);
    await fixture.lake.append(tenant, { table: 'DeviceProcessEvents', rows: [processRow({ SHA1 })] });
    await failing.notify(tenant, 'DeviceProcessEvents');
    await failing.flush();
    assert.deepEqual(
      (await alertsOf(tenant)).map(({ title }) => title),
      ['A process'],
    );
    await failing.notify(tenant, 'DeviceProcessEvents');
    await failing.flush();
    assert.deepEqual(
      (await alertsOf(tenant)).map(({ title }) => title),
      ['A process', 'Seen in a report'],
    );
  });

  it('are compared in pieces when the new events are too many at once', async () => {
    const tenant = newTenant();
    const cautious = startOver(events =>
      events > 2 ? { kind: 'result-size', message: 'too much' } : undefined,
    );
    await submit(tenant, 'FileSha1', SHA1);
    const rows = Array.from({ length: 9 }, (_, index) =>
      processRow({ ReportId: index + 1, SHA1: index === 8 ? SHA1 : '' }),
    );
    await fixture.lake.append(tenant, { table: 'DeviceProcessEvents', rows });
    await cautious.notify(tenant, 'DeviceProcessEvents');
    await cautious.flush();
    const titles = (await alertsOf(tenant)).map(({ title }) => title);
    assert.ok(titles.includes('Seen in a report'), titles.join());
  });

  it('look their values up in an index, however many there are', async () => {
    const db = fixture.store.tenant(newTenant());
    await sql`
      insert into indicators (indicator_type, indicator_value, match_key, action, severity, title, description,
        generate_alert, rbac_group_names, owner_id, created_by, created_by_display_name, source_type,
        created_ticks, updated_ticks)
      select 'DomainName', 'd' || n || '.example', 'd' || n || '.example', 'Audit', 'Low', 't', 'd',
        true, '[]', 'x', 'x', 'x', 'AadApp', 1, 1
      from generate_series(1, 15000) n`.execute(db);
    await sql`analyze indicators`.execute(fixture.store.authority);
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select indicator_id from indicators
      join unnest(array['DomainName'], array['d7.example']) wanted(type, key)
        on indicator_type = wanted.type and match_key = wanted.key`.execute(db);
    const plan = rows.map(row => row['QUERY PLAN']).join('\n');
    assert.match(plan, /Index (?:Only )?Scan using indicators_match_key/);
    assert.doesNotMatch(plan, /Seq Scan on indicators/);
  });
});

describe('the keys of a place on the web', () => {
  it('are its domains, and its address with and without what follows', () => {
    assert.deepEqual(matchKeysOf('Place', 'https://a.evil.example/x/?q=1'), [
      { type: 'DomainName', key: 'a.evil.example' },
      { type: 'DomainName', key: 'evil.example' },
      { type: 'Url', key: 'a.evil.example/x?q=1' },
      { type: 'Url', key: 'a.evil.example/x' },
      { type: 'Url', key: 'a.evil.example' },
    ]);
    assert.deepEqual(matchKeysOf('Place', 'nothing'), []);
  });
});
