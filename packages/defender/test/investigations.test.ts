import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import type { NewAlert } from '@vakt/store/alert-creation';
import { insertMachineAction } from '@vakt/store/machine-actions';
import { newMachineAction } from '@vakt/testing/machine-action';
import { type InvestigationDuty, startInvestigationDuty } from '../src/investigations/investigation-duty.ts';
import { application, OTHER_TENANT, user } from './api.ts';
import { EventWorld } from './events.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

const MINUTE_MS = 60_000;
const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d';
const WRITER = application(['Alert.ReadWrite.All', 'Ti.ReadWrite.All']);

interface Investigation {
  readonly id: string;
  readonly state: string;
  readonly startTime: string;
  readonly endTime: string | null;
  readonly statusDetails: string | null;
  readonly machineId: string;
  readonly triggeringAlertId: string;
}

interface ShownAlert {
  readonly title: string;
  readonly investigationId: number | null;
  readonly investigationState: string;
  readonly lastUpdateTime: string;
}

describe('automated investigations', () => {
  let world: EventWorld;
  let duty: InvestigationDuty;
  /** A device of the test’s own: an investigation sees all of one. */
  let machine: string;
  let machines = 0;
  const logged: string[] = [];

  const newDuty = (): InvestigationDuty =>
    startInvestigationDuty({
      store: world.store,
      hunting: { run: async (tenant, kql) => world.api.hunt(kql, tenant) },
      clock: world.api.clock,
      log: {
        warn: message => void logged.push(message),
        error: (message, fields) => void logged.push(`${message} ${String(fields?.['error'])}`),
      },
    });

  before(async () => {
    world = await EventWorld.start();
    duty = newDuty();
  });
  after(async () => {
    await duty.close();
    await world.close();
  });
  beforeEach(async () => {
    world.api.now += 60 * MINUTE_MS;
    machines += 1;
    machine = machines.toString(16).padStart(40, '0');
    await addDevices(world.db, { deviceId: machine, deviceName: `host${machines}` });
  });

  const post = (path: string, body: unknown, as = WRITER) =>
    world.api.call(path, { method: 'POST', as, body });
  const start = async (): Promise<Investigation> => {
    const answer = await post(`/api/machines/${machine}/startInvestigation`, { Comment: 'due to alert 7' });
    assert.equal(answer.status, 201, answer.text);
    return answer.json<Investigation>();
  };
  const get = async (id: string): Promise<Investigation> =>
    (await world.api.call(`/api/investigations/${id}`, { as: WRITER })).json<Investigation>();
  const alert = async (id: string): Promise<ShownAlert> =>
    (await world.api.call(`/api/alerts/${id}`, { as: WRITER })).json<ShownAlert>();
  const raise = async (changes: Partial<NewAlert> = {}): Promise<string> =>
    (await addAlert(world.db, world.api.now, { machineId: machine, ...changes })).alertId;
  const happened = (columns: HuntingRow): HuntingRow => ({
    Timestamp: new Date(world.api.now - MINUTE_MS).toISOString(),
    DeviceId: machine,
    ReportId: 1,
    ...columns,
  });
  const ranFile = (sha1 = SHA1) =>
    world.add(
      'DeviceProcessEvents',
      happened({
        ActionType: 'ProcessCreated',
        SHA1: sha1,
        FileName: 'dropper',
        AccountName: 'alice',
        AccountDomain: 'host1',
      }),
    );
  const indicate = async (action: string): Promise<void> => {
    const answer = await post('/api/indicators', {
      indicatorValue: SHA1,
      indicatorType: 'FileSha1',
      action,
      title: 'dropper',
      description: 'a dropper',
      severity: 'High',
      generateAlert: action === 'Audit',
    });
    assert.equal(answer.status, 200, answer.text);
  };
  const carriedOut = async (id: string): Promise<Investigation> => {
    world.api.now += 3 * MINUTE_MS;
    await duty.run();
    return get(id);
  };

  it('begin with an alert of their own, which shows how they stand', async () => {
    const begun = await start();
    assert.deepEqual(
      [begun.state, begun.endTime, begun.statusDetails, begun.machineId],
      ['Running', null, null, machine],
    );
    assert.deepEqual(await get(begun.id), await get(begun.triggeringAlertId));
    const trigger = await alert(begun.triggeringAlertId);
    assert.equal(trigger.title, 'Automated investigation started manually');
    assert.deepEqual([trigger.investigationId, trigger.investigationState], [Number(begun.id), 'Running']);
  });

  it('run one at a time on a device, however many ask at once', async () => {
    const ask = () => post(`/api/machines/${machine}/startInvestigation`, { Comment: 'x' });
    const answers = await Promise.all([ask(), ask(), ask()]);
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 400, 400]);
    const refused = answers.find(({ status }) => status === 400)?.error;
    assert.deepEqual(
      [refused?.code, refused?.message],
      ['ActiveRequestAlreadyExists', 'Action is already in progress'],
    );
    const alerts = await world.api.call(`/api/machines/${machine}/alerts`, { as: WRITER });
    assert.equal(alerts.json<{ value: unknown[] }>().value.length, 1);
  });

  it('wait for what the device still reports, and say what they looked at when nothing was found', async () => {
    const { id, triggeringAlertId } = await start();
    const before = await alert(triggeringAlertId);
    world.api.now += MINUTE_MS;
    await ranFile();
    await world.add(
      'DeviceNetworkEvents',
      happened({ RemoteIP: '198.51.100.7', RemoteUrl: 'cdn.example.net', ActionType: 'ConnectionSuccess' }),
    );
    await duty.run();
    assert.equal((await get(id)).state, 'Running');
    const ended = await carriedOut(id);
    assert.equal(ended.state, 'Benign', ended.statusDetails ?? '');
    assert.ok(ended.endTime && ended.endTime > ended.startTime);
    assert.match(
      ended.statusDetails ?? '',
      /^Looked at 1 alert, 1 process, 1 file, 2 addresses and domains, 1 user of the device .* No threats were found\.$/,
    );
    const shown = await alert(triggeringAlertId);
    assert.equal(shown.investigationState, 'Benign');
    assert.ok(shown.lastUpdateTime > before.lastUpdateTime);
  });

  it('take in the alerts that the device gets meanwhile, and no later ones', async () => {
    const { id } = await start();
    const joined = await raise();
    assert.deepEqual((await alert(joined)).investigationId, Number(id));
    const ended = await carriedOut(id);
    assert.equal(ended.state, 'PartiallyInvestigated');
    assert.match(ended.statusDetails ?? '', /Suspicious: alert da\S+: Suspicious shell \(Medium\)/);
    assert.equal((await alert(joined)).investigationState, 'PartiallyInvestigated');
    assert.equal((await alert(await raise())).investigationId, null);
  });

  it('leave alerts out that somebody judged to be harmless', async () => {
    const { id } = await start();
    const body = { classification: 'FalsePositive', determination: 'Clean' };
    await world.api.call(`/api/alerts/${await raise()}`, { method: 'PATCH', as: WRITER, body });
    assert.equal((await carriedOut(id)).state, 'Benign');
  });

  it('know threats by indicators, and what is allowed', async () => {
    await ranFile();
    for (const [action, state, words] of [
      ['Block', 'PartiallyInvestigated', /Malicious: file dropper \(a9993e.*\): indicator \d+ \(Block\)/],
      ['Audit', 'PartiallyInvestigated', /Suspicious: file dropper .*\(Audit\)/],
      ['Allowed', 'Benign', /No threats/],
    ] as const) {
      await indicate(action);
      const ended = await carriedOut((await start()).id);
      assert.equal(ended.state, state, ended.statusDetails ?? '');
      assert.match(ended.statusDetails ?? '', words);
    }
  });

  it('know threats by the antivirus of the device', async () => {
    await world.add(
      'DeviceEvents',
      happened({
        ActionType: 'AntivirusDetection',
        FileName: 'eicar.com',
        FolderPath: '/tmp/eicar.com',
        SHA1: 'b'.repeat(40),
        AdditionalFields: JSON.stringify({ ThreatName: 'Eicar-Test-Signature' }),
      }),
    );
    const ended = await carriedOut((await start()).id);
    assert.equal(ended.state, 'PartiallyInvestigated');
    assert.match(
      ended.statusDetails ?? '',
      /Malicious: file \/tmp\/eicar\.com: antivirus detected Eicar-Test-Signature/,
    );
  });

  it('call a threat remediated only when the device has quarantined its file', async () => {
    await indicate('Block');
    await ranFile();
    const { id } = await start();
    const ticks = nowTicks(world.api.clock);
    const quarantine = (status: string) =>
      insertMachineAction(
        world.db,
        newMachineAction({
          type: 'StopAndQuarantineFile',
          status,
          machine_id: machine,
          created_ticks: ticks,
          updated_ticks: ticks,
          related_file_info: JSON.stringify({
            fileIdentifier: SHA1.toUpperCase(),
            fileIdentifierType: 'Sha1',
          }),
        }),
      );
    await quarantine('Failed');
    assert.equal((await carriedOut(id)).state, 'PartiallyInvestigated');
    const again = await start();
    await quarantine('Succeeded');
    assert.equal((await carriedOut(again.id)).state, 'SuccessfullyRemediated');
    const third = await start();
    await raise();
    const ended = await carriedOut(third.id);
    assert.equal(ended.state, 'PartiallyRemediated');
    assert.match(ended.statusDetails ?? '', /Quarantined on the device: 1 of 2\./);
  });

  it('are not confused by what happened on other devices', async () => {
    await world.add(
      'DeviceEvents',
      happened({ DeviceId: deviceId('f'), ActionType: 'AntivirusDetection', SHA1, FileName: 'dropper' }),
    );
    assert.equal((await carriedOut((await start()).id)).state, 'Benign');
  });

  it('are tried again while the events are away, and given up after a day', async () => {
    const { id } = await start();
    const { hunt } = world.api;
    world.api.hunt = () => fail({ kind: 'unavailable', message: 'away' });
    assert.equal((await carriedOut(id)).state, 'Running');
    world.api.hunt = hunt;
    // Whose attempt it was may still be at it.
    assert.equal((await carriedOut(id)).state, 'Running');
    assert.equal((await carriedOut(id)).state, 'Benign');
    const other = await start();
    world.api.hunt = () => fail({ kind: 'timeout', message: 'slow' });
    world.api.now += 25 * 60 * MINUTE_MS;
    const ended = await carriedOut(other.id);
    world.api.hunt = hunt;
    assert.equal(ended.state, 'TerminatedBySystem');
    assert.match(ended.statusDetails ?? '', /could not be read for a day/);
  });

  it('fail in words when Vakt makes a mistake, and the log has the reason', async () => {
    const { id } = await start();
    const { hunt } = world.api;
    world.api.hunt = () => fail({ kind: 'syntax', message: 'unexpected pipe' });
    const ended = await carriedOut(id);
    world.api.hunt = hunt;
    assert.equal(ended.state, 'Failed');
    assert.match(logged.at(-1) ?? '', /unexpected pipe/);
  });

  it('say when a device did more than they looked at', async () => {
    const { id } = await start();
    const { hunt } = world.api;
    const rows = Array.from({ length: 5_000 }, (_, at) => [at.toString(16).padStart(40, '0')]);
    world.api.hunt = () => ok({ columns: [{ name: 'SHA1' }], rows } as never);
    const ended = await carriedOut(id);
    world.api.hunt = hunt;
    assert.match(ended.statusDetails ?? '', /5000 files.* Of each kind the first 5000 different values/);
  });

  it('go on after a restart of the server', async () => {
    const { id } = await start();
    await duty.close();
    world.api.now += 3 * MINUTE_MS;
    await duty.run();
    assert.equal((await get(id)).state, 'Running');
    duty = newDuty();
    await duty.run();
    assert.equal((await get(id)).state, 'Benign');
  });

  it('are begun by an alert about an event, once', async () => {
    const eventTime = new Date(world.api.now - MINUTE_MS).toISOString();
    await ranFile();
    const body = {
      machineId: machine,
      severity: 'Medium',
      title: 'Dropper',
      description: 'A dropper ran',
      recommendedAction: 'Look',
      eventTime,
      reportId: '1',
      category: 'Malware',
    };
    const raised = await post('/api/alerts/CreateAlertByReference', body);
    const { id, investigationId, investigationState } = raised.json<ShownAlert & { id: string }>();
    assert.equal(investigationState, 'Running', raised.text);
    assert.equal((await get(id)).id, String(investigationId));
    const ended = await carriedOut(id);
    assert.equal(ended.state, 'PartiallyInvestigated');
    const extended = (await post('/api/alerts/CreateAlertByReference', body)).json<ShownAlert>();
    assert.deepEqual(
      [extended.investigationId, extended.investigationState],
      [investigationId, 'PartiallyInvestigated'],
    );
  });

  it('are listed newest first and by every documented condition', async () => {
    const { id, triggeringAlertId, startTime } = await start();
    const found = async (query: string): Promise<string[]> => {
      const answer = await world.api.call(`/api/investigations?${query}`, { as: user(['Alert.Read']) });
      assert.equal(answer.status, 200, answer.text);
      return answer.json<{ value: Investigation[] }>().value.map(one => one.id);
    };
    assert.deepEqual(await found('$top=1'), [id]);
    for (const filter of [
      `id eq '${id}'`,
      `state eq 'running' and machineId eq '${machine}'`,
      `triggeringAlertId eq '${triggeringAlertId}'`,
      `startTime ge ${startTime} and state eq 'Running'`,
    ])
      assert.deepEqual(await found(`$filter=${filter}`), [id], filter);
    assert.deepEqual(await found(`$filter=id eq '1 or true'`), []);
    const refused = await world.api.call('/api/investigations?$filter=endTime ne null', { as: WRITER });
    assert.equal(refused.error.code, 'ODataError');
  });

  it('need a comment, a device and the permission to write', async () => {
    const path = `/api/machines/${machine}/startInvestigation`;
    for (const body of [{}, { comment: 'x' }, { Comment: '' }, { Comment: 7 }])
      assert.equal((await post(path, body)).error.code, 'InvalidRequestBody', JSON.stringify(body));
    assert.equal((await post('/api/machines/nowhere/startInvestigation', { Comment: 'x' })).status, 404);
    assert.equal((await post(path, { Comment: 'x' }, application(['Alert.Read.All']))).status, 403);
  });

  it('are nobody else’s', async () => {
    const { id, triggeringAlertId } = await start();
    const stranger = application(['Alert.ReadWrite.All'], { tenantId: OTHER_TENANT });
    for (const name of [id, triggeringAlertId, 'x', `${'9'.repeat(30)}`])
      assert.equal((await world.api.call(`/api/investigations/${name}`, { as: stranger })).status, 404);
  });
});
