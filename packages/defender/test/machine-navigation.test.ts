import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { saveSensor } from '@vakt/store/sensors';
import { type Answer, application, OTHER_TENANT } from './api.ts';
import { EventWorld } from './events.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

const LINUX = deviceId('0');
const WINDOWS = deviceId('1');
const IMPORTED = deviceId('2');
const READER = application(['Machine.Read.All', 'Ip.Read.All', 'URL.Read.All']);
const RESPONDER = application(['Machine.Isolate', 'Machine.Scan', 'Alert.ReadWrite.All']);

const values = <Item>(answer: Answer): readonly Item[] => {
  assert.equal(answer.status, 200, answer.text);
  return answer.json<{ value: Item[] }>().value;
};

describe('what clients ask of a machine though no page names it', () => {
  let world: EventWorld;

  const read = (path: string, as = READER): Promise<Answer> => world.api.call(path, { as });
  const begin = async (device: string, verb: string, body: object): Promise<void> => {
    const path = `/api/machines/${device}/${verb}`;
    const answer = await world.api.call(path, {
      method: 'POST',
      as: RESPONDER,
      body: { Comment: 'x', ...body },
    });
    assert.equal(answer.status, 201, answer.text);
  };

  before(async () => {
    world = await EventWorld.start();
    const { db } = world;
    await addDevices(db, { osPlatform: 'Linux' }, { osPlatform: 'Windows11' }, { osPlatform: 'Windows11' });
    for (const [index, device] of [LINUX, WINDOWS].entries())
      await saveSensor(db, {
        device_id: device,
        token_hash: Buffer.alloc(32, index),
        device_name: 'host',
        os_platform: 'Linux',
        enrolled_at: new Date(world.api.now),
      });
  });
  after(() => world.close());

  describe('its actions', () => {
    before(async () => {
      await begin(LINUX, 'isolate', {});
      await begin(LINUX, 'runAntiVirusScan', { ScanType: 'Quick' });
      await begin(WINDOWS, 'isolate', {});
    });

    it('are those of the machine alone, with the options of the list', async () => {
      interface Action {
        readonly type: string;
        readonly machineId: string;
      }
      const all = values<Action>(await read(`/api/machines/${LINUX}/machineactions`));
      assert.deepEqual(all.map(({ type }) => type).toSorted(), ['Isolate', 'RunAntiVirusScan']);
      assert.ok(all.every(({ machineId }) => machineId === LINUX));
      const filter = "type in ('Unisolate', 'Isolate') and status eq 'Pending'";
      const path = `/api/machines/host0.contoso.com/machineactions?$filter=${filter}&$top=1&$count=true`;
      const answer = await read(path);
      assert.deepEqual(
        values<Action>(answer).map(({ type }) => type),
        ['Isolate'],
      );
      assert.equal(answer.json<{ '@odata.count': number }>()['@odata.count'], 1);
      // A condition that reaches out finds nothing more.
      const outside = await read(`/api/machines/${LINUX}/machineactions?$filter=machineId eq '${WINDOWS}'`);
      assert.deepEqual(values(outside), []);
    });

    it('are available where the system has the means, a sensor is, and none of the kind is open', async () => {
      const available = async (device: string): Promise<readonly string[]> =>
        values<{ action: string; isAvailable: boolean }>(
          await read(`/api/machines/${device}/availableMachineActions`),
        )
          .filter(({ isAvailable }) => isAvailable)
          .map(({ action }) => action);
      assert.deepEqual(await available(LINUX), [
        'Unisolate',
        'CollectInvestigationPackage',
        'StopAndQuarantineFile',
        'LiveResponse',
        'InitiateInvestigation',
      ]);
      const onWindows = await available(WINDOWS);
      for (const action of [
        'RestrictCodeExecution',
        'UnrestrictCodeExecution',
        'RunAntiVirusScan',
        'Offboard',
      ])
        assert.ok(onWindows.includes(action), action);
      for (const action of ['FullIsolation', 'SelectiveIsolation'])
        assert.ok(!onWindows.includes(action), action);
      assert.deepEqual(await available(IMPORTED), ['InitiateInvestigation']);
      await begin(IMPORTED, 'startInvestigation', {});
      assert.deepEqual(await available(IMPORTED), []);
    });
  });

  describe('its timeline', () => {
    interface Event {
      readonly timestamp: string;
      readonly table: string;
      readonly reportId: string;
      readonly actionType: string;
      readonly remotePort: number | null;
      readonly processCommandLine: string | null;
    }
    const at = (hoursAgo: number): string => new Date(world.api.now - hoursAgo * 3_600_000).toISOString();
    const row = (hoursAgo: number, columns: HuntingRow): HuntingRow => ({
      Timestamp: at(hoursAgo),
      DeviceId: LINUX,
      ReportId: hoursAgo,
      ...columns,
    });
    const timeline = async (query = ''): Promise<readonly Event[]> =>
      values<Event>(await read(`/api/machines/${LINUX}/timeline${query}`));

    before(async () => {
      await world.add(
        'DeviceProcessEvents',
        row(3, { ActionType: 'ProcessCreated', ProcessCommandLine: 'curl x' }),
        row(30, { ActionType: 'ProcessCreated', ProcessCommandLine: 'old' }),
        row(2, { DeviceId: WINDOWS, ActionType: 'ProcessCreated' }),
      );
      await world.add('DeviceNetworkEvents', row(1, { ActionType: 'ConnectionSuccess', RemotePort: 443 }));
    });

    it('is what happened in the last day, of every kind, the latest first', async () => {
      const found = await timeline();
      assert.deepEqual(
        found.map(({ table, reportId, actionType }) => [table, reportId, actionType]),
        [
          ['DeviceNetworkEvents', '1', 'ConnectionSuccess'],
          ['DeviceProcessEvents', '3', 'ProcessCreated'],
        ],
      );
      assert.deepEqual(
        found.map(({ remotePort, processCommandLine }) => [remotePort, processCommandLine]),
        [
          [443, null],
          [null, 'curl x'],
        ],
      );
    });

    it('is of the stretch of time and as long as asked for', async () => {
      const old = await timeline(`?fromDate=${at(40)}&toDate=${at(20)}`);
      assert.deepEqual(
        old.map(({ processCommandLine }) => processCommandLine),
        ['old'],
      );
      assert.equal((await timeline(`?FROMDATE=${at(40)}&pageSize=2`)).length, 2);
    });

    it('says what it does not understand', async () => {
      for (const query of [
        'fromDate=yesterday',
        'toDate=',
        `fromDate=${at(0)}&toDate=${at(1)}`,
        'fromDate=2020-01-01',
        'pageSize=0',
        'pageSize=1001',
        'pageSize=x',
      ]) {
        const answer = await read(`/api/machines/${LINUX}/timeline?${query}`);
        assert.equal(answer.error.code, 'InvalidInput', query);
      }
      assert.equal((await read(`/api/machines/${LINUX}/timeline?$top=1`)).error.code, 'ODataError');
    });
  });

  it('is answered to nobody else', async () => {
    const stranger = application(['Machine.Read.All'], { tenantId: OTHER_TENANT });
    for (const part of ['machineactions', 'availableMachineActions', 'timeline'])
      assert.equal((await read(`/api/machines/${LINUX}/${part}`, stranger)).status, 404, part);
  });

  it('has older paths, which the vendor’s samples print', async () => {
    const { alertId } = await addAlert(world.db, world.api.now, {
      evidence: [
        { entityType: 'Ip', ipAddress: '198.51.100.7' },
        { entityType: 'Url', url: 'https://evil.example/a' },
      ],
    });
    assert.deepEqual(values(await read(`/alerts/${alertId}/domains`)), [{ host: 'evil.example' }]);
    assert.deepEqual(values(await read(`/alerts/${alertId}/ips`)), [{ id: '198.51.100.7' }]);
    await world.add('DeviceNetworkEvents', {
      Timestamp: new Date(world.api.now - 60_000).toISOString(),
      DeviceId: WINDOWS,
      ReportId: 99,
      ActionType: 'ConnectionSuccess',
      LocalIP: '10.166.93.61',
      RemoteIP: '203.0.113.9',
    });
    const found = await read(
      `/testwdatppreview/machines/find(timestamp=${new Date(world.api.now).toISOString()},key='10.166.93.61')`,
    );
    assert.deepEqual(
      values<{ id: string }>(found).map(({ id }) => id),
      [WINDOWS],
    );
    const machines = await read('/api/ips/203.0.113.9/machines');
    assert.deepEqual(
      values<{ id: string }>(machines).map(({ id }) => id),
      [WINDOWS],
    );
    assert.equal((await read('/api/ips/203.0.113/machines')).error.code, 'InvalidIpAddress');
  });
});
