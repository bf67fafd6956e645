import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { formatTicks } from '@vakt/contract/ticks';
import type { Detection } from '../src/detection.ts';
import { type BuiltInRule, CREATED_PROCESS } from '../src/rule.ts';
import {
  DEVICE,
  type Fixture,
  newTenant,
  OTHER_DEVICE,
  processRow,
  withDetection,
} from './vakt-with-detection.ts';

const rule = (overrides: Partial<BuiltInRule> = {}): BuiltInRule => ({
  id: 'test/marked-process',
  title: 'A marked process',
  description: 'It carries the mark.',
  severity: 'Medium',
  category: 'Execution',
  techniques: ['T1059.004'],
  recommendedActions: 'Nothing.',
  entities: CREATED_PROCESS,
  query: 'DeviceProcessEvents | where ProcessCommandLine has "marked"',
  ...overrides,
});

/** A marked process that started at noon and so many minutes. */
const marked = (minute: number, ProcessId: number, DeviceId = DEVICE) =>
  processRow({
    Timestamp: new Date(Date.parse('2026-03-01T12:00:00Z') + minute * 60_000).toISOString(),
    ReportId: ProcessId,
    ProcessId,
    ProcessCommandLine: 'marked',
    DeviceId,
  });

describe('detection over new events', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await withDetection();
  });
  after(() => fixture.close());

  const append = async (detection: Detection, tenant: TenantId, ...rows: ReturnType<typeof processRow>[]) => {
    await fixture.lake.append(tenant, { table: 'DeviceProcessEvents', rows });
    await detection.notify(tenant, 'DeviceProcessEvents');
  };
  const alertsOf = (tenant: TenantId) =>
    fixture.store.tenant(tenant).selectFrom('alerts').selectAll().orderBy('created_ticks').execute();
  const incidentsOf = (tenant: TenantId) =>
    fixture.store.tenant(tenant).selectFrom('incidents').selectAll().execute();

  it('raises one alert with the created process as evidence', async () => {
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules: [rule()] })];
    await append(
      detection,
      tenant,
      processRow(),
      processRow({ ReportId: 2, ProcessCommandLine: 'sh -c marked' }),
    );
    await detection.flush();
    const [alert, ...others] = await alertsOf(tenant);
    assert.deepEqual(others, []);
    assert.equal(alert?.title, 'A marked process');
    assert.equal(alert?.severity, 'Medium');
    assert.equal(alert?.detection_source, 'WindowsDefenderAtp');
    assert.deepEqual(alert?.mitre_techniques, ['T1059.004']);
    assert.equal(alert?.machine_id, DEVICE);
    assert.equal(formatTicks(alert?.first_event_ticks ?? 0n), '2026-03-01T12:00:00.1234567Z');
    assert.deepEqual(alert?.related_user, { userName: 'alice', domainName: 'build-7' });
    const process = alert?.evidence.find(({ entityType }) => entityType === 'Process');
    assert.equal(Object.keys(process ?? {}).length, 26);
    assert.deepEqual(
      { ...process, evidenceCreationTime: undefined },
      {
        entityType: 'Process',
        evidenceCreationTime: undefined,
        sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        fileName: 'dash',
        filePath: '/usr/bin',
        processId: 4_711,
        processCommandLine: 'sh -c marked',
        processCreationTime: '2026-03-01T12:00:00.1200000Z',
        parentProcessId: 4_000,
        parentProcessCreationTime: '2026-03-01T11:00:00.0000000Z',
        parentProcessFileName: 'bash',
        parentProcessFilePath: '/usr/bin',
        ipAddress: null,
        url: null,
        registryKey: null,
        registryHive: null,
        registryValueType: null,
        registryValue: null,
        registryValueName: null,
        accountName: null,
        domainName: null,
        userSid: null,
        aadUserId: null,
        userPrincipalName: null,
        detectionStatus: 'Detected',
      },
    );
  });

  it('raises nothing twice: not on a second notice, not after a restart', async () => {
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules: [rule()] })];
    await append(detection, tenant, processRow({ ProcessCommandLine: 'marked' }));
    await detection.flush();
    await detection.notify(tenant, 'DeviceProcessEvents');
    await detection.flush();
    await detection.close();
    const restarted = fixture.start({ builtInRules: [rule()] });
    await append(restarted, tenant, processRow({ ReportId: 9 }));
    await restarted.flush();
    assert.equal((await alertsOf(tenant)).length, 1);
  });

  it('takes up after a crash what was appended and not looked at', async () => {
    const tenant = newTenant();
    const crashed = fixture.start({ builtInRules: [rule()] });
    await crashed.expect(tenant, ['DeviceProcessEvents']);
    await fixture.lake.append(tenant, {
      table: 'DeviceProcessEvents',
      rows: [processRow({ ProcessCommandLine: 'marked' })],
    });
    // Nobody was told: the process died between the append and the notice.
    const restarted = fixture.start({ builtInRules: [rule()] });
    await restarted.flush();
    assert.equal((await alertsOf(tenant)).length, 1);
  });

  it('repeats nothing when it died between the alert and the progress', async () => {
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules: [rule()] })];
    await append(detection, tenant, processRow({ ProcessCommandLine: 'marked' }));
    await detection.flush();
    await fixture.store.tenant(tenant).deleteFrom('detection_progress').execute();
    await detection.notify(tenant, 'DeviceProcessEvents');
    await detection.flush();
    assert.equal((await alertsOf(tenant)).length, 1);
  });

  it('finds events that arrive late, with an earlier time than what it has seen', async () => {
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules: [rule()] })];
    await append(detection, tenant, processRow({ Timestamp: '2026-03-01T12:00:00Z' }));
    await detection.flush();
    await append(
      detection,
      tenant,
      processRow({ Timestamp: '2026-02-20T08:00:00Z', ReportId: 2, ProcessCommandLine: 'marked' }),
    );
    await detection.flush();
    assert.equal((await alertsOf(tenant)).length, 1);
  });

  it('gathers hits of one rule on one device into one alert while they are close in time', async () => {
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules: [rule()] })];
    await append(detection, tenant, marked(0, 10), marked(5, 11));
    await detection.flush();
    await append(detection, tenant, marked(50, 12), marked(7, 13, OTHER_DEVICE), marked(170, 14));
    await detection.flush();
    const alerts = await alertsOf(tenant);
    const processIds = alerts.map(({ evidence }) =>
      evidence.flatMap(({ processId }) => (processId === null ? [] : [processId])),
    );
    assert.deepEqual(processIds.toSorted(), [[10, 11, 12], [13], [14]]);
    const first = alerts.find(({ evidence }) => evidence[0]?.processId === 10);
    assert.equal(formatTicks(first?.last_event_ticks ?? 0n), '2026-03-01T12:50:00.0000000Z');
  });

  it('starts a new alert when the one before is resolved', async () => {
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules: [rule()] })];
    await append(detection, tenant, processRow({ ProcessCommandLine: 'marked' }));
    await detection.flush();
    await fixture.store.tenant(tenant).updateTable('alerts').set({ status: 'Resolved' }).execute();
    await append(detection, tenant, processRow({ ReportId: 2, ProcessCommandLine: 'marked' }));
    await detection.flush();
    assert.deepEqual((await alertsOf(tenant)).map(({ status }) => status).toSorted(), ['New', 'Resolved']);
  });

  it('keeps hits apart whose words or group columns differ', async () => {
    const builtInRules = [
      rule({ title: 'Marked: {{FileName}}' }),
      rule({ id: 'test/by-account', groupBy: ['AccountName'] }),
    ];
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules })];
    await append(
      detection,
      tenant,
      processRow({ ProcessCommandLine: 'marked' }),
      processRow({ ReportId: 2, ProcessCommandLine: 'marked', FileName: 'bash', AccountName: 'bob' }),
    );
    await detection.flush();
    const titles = (await alertsOf(tenant)).map(({ title }) => title).toSorted();
    assert.deepEqual(titles, ['A marked process', 'A marked process', 'Marked: bash', 'Marked: dash']);
  });

  it('puts alerts of one device that come at once into one incident', async () => {
    const builtInRules = Array.from({ length: 6 }, (_, index) => rule({ id: `test/rule-${index}` }));
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules })];
    const twin = fixture.start({ builtInRules });
    await append(detection, tenant, processRow({ ProcessCommandLine: 'marked' }));
    await twin.notify(tenant, 'DeviceProcessEvents');
    await Promise.all([detection.flush(), twin.flush()]);
    const alerts = await alertsOf(tenant);
    assert.equal(alerts.length, 6);
    assert.equal((await incidentsOf(tenant)).length, 1);
    assert.equal(new Set(alerts.map(({ incident_id }) => incident_id)).size, 1);
  });

  it('never sees the events of another tenant', async () => {
    const detection = fixture.start({ builtInRules: [rule()] });
    const [one, other] = [newTenant(), newTenant()];
    await append(detection, one, processRow({ ProcessCommandLine: 'marked' }));
    await detection.notify(other, 'DeviceProcessEvents');
    await detection.flush();
    assert.deepEqual([(await alertsOf(one)).length, (await alertsOf(other)).length], [1, 0]);
  });

  it('leaves imported events alone until it is asked, and then raises each alert once', async () => {
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules: [rule()] })];
    const rows = [processRow({ Timestamp: '2020-09-04T03:06:08.123Z', ProcessCommandLine: 'marked' })];
    await fixture.lake.append(tenant, { table: 'DeviceProcessEvents', rows, importName: 'recording' });
    await detection.notify(tenant, 'DeviceProcessEvents');
    await detection.flush();
    assert.deepEqual(await alertsOf(tenant), []);
    const report = await detection.runOverImport(tenant, 'recording');
    assert.deepEqual(
      report.rules.map(({ ruleKey, status, hits, newAlerts }) => ({ ruleKey, status, hits, newAlerts })),
      [{ ruleKey: 'test/marked-process', status: 'completed', hits: 1, newAlerts: 1 }],
    );
    assert.equal((await detection.runOverImport(tenant, 'recording')).rules[0]?.newAlerts, 0);
    assert.equal((await detection.runOverImport(tenant, 'another')).rules[0]?.hits, 0);
    assert.equal((await alertsOf(tenant)).length, 1);
  });

  it('runs a rule that counts over a stretch of time, and keeps to one alert as the count grows', async () => {
    const query =
      'DeviceLogonEvents | where ActionType == "LogonFailed" | summarize Failures = count(), arg_max(Timestamp, ReportId) by DeviceId | where Failures >= 3';
    const builtInRules = [rule({ id: 'test/counting', query, entities: {} })];
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules })];
    for (const ReportId of [1, 2, 3, 4, 5]) {
      const row = {
        Timestamp: `2026-03-01T12:00:0${ReportId}Z`,
        DeviceId: DEVICE,
        ReportId,
        ActionType: 'LogonFailed',
      };
      await fixture.lake.append(tenant, { table: 'DeviceLogonEvents', rows: [row] });
      await detection.notify(tenant, 'DeviceLogonEvents');
      await detection.flush();
    }
    assert.equal((await alertsOf(tenant)).length, 1);
  });

  it('records a rule that fails and runs the others', async () => {
    const broken = rule({ id: 'test/broken', query: 'DeviceProcessEvents | where Nothing == 1' });
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules: [broken, rule()] })];
    await append(detection, tenant, processRow({ ProcessCommandLine: 'marked' }));
    await detection.flush();
    assert.equal((await alertsOf(tenant)).length, 1);
    const runs = await fixture.store.tenant(tenant).selectFrom('detection_last_runs').selectAll().execute();
    assert.deepEqual(Object.fromEntries(runs.map(({ rule_key, status }) => [rule_key, status])), {
      'test/broken': 'failed',
      'test/marked-process': 'completed',
    });
  });

  it('asks nothing of tenants without events when it starts', async () => {
    await fixture.store.authority.deleteFrom('detection_backlog').execute();
    const asked: TenantId[] = [];
    const tenantOf = (tenant: TenantId) => {
      asked.push(tenant);
      return fixture.store.tenant(tenant);
    };
    const detection = fixture.start({
      store: { ...fixture.store, tenant: tenantOf },
      builtInRules: [rule()],
    });
    await detection.flush();
    assert.deepEqual(asked, []);
  });

  it('leaves nothing for the next start after a clean stop', async () => {
    const [tenant, detection] = [newTenant(), fixture.start({ builtInRules: [rule()] })];
    await append(detection, tenant, processRow());
    await detection.flush();
    await detection.close();
    assert.deepEqual(
      await fixture.store.tenant(tenant).selectFrom('detection_backlog').selectAll().execute(),
      [],
    );
  });
});
