import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import type { EnrolledDevice } from '@vakt/intake/ports';
import { saveLibraryFile } from '@vakt/store/library-files';
import { hasCommandResult, keepCommandResult, readCommandResult } from '@vakt/store/live-response-results';
import { changeOpenMachineAction, findMachineAction, insertMachineAction } from '@vakt/store/machine-actions';
import type { StoredCommand } from '@vakt/store/tables/machine-actions';
import { newMachineAction } from '@vakt/testing/machine-action';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { createDeviceActions } from '../src/events/device-actions.ts';
import { createDeviceSessions } from '../src/events/device-sessions.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const OTHER_TENANT = '22222222-2222-4222-8222-222222222222' as TenantId;
const DEVICE = { tenantId: TENANT, deviceId: 'a'.repeat(40) as DeviceId };
/** Sensors that speak of a session that is not theirs. */
const LIARS: readonly EnrolledDevice[] = [
  { tenantId: TENANT, deviceId: 'b'.repeat(40) as DeviceId },
  { tenantId: OTHER_TENANT, deviceId: DEVICE.deviceId },
];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const created = (type: string, param: string, value: string, content?: string) => ({
  startTime: null,
  endTime: null,
  commandStatus: 'Created' as const,
  errors: [],
  command: { type, params: [{ key: param, value }] },
  ...(content !== undefined && { sha256: sha256(content) }),
});

describe('the word of a device on its live response sessions', () => {
  let test: TestStore;
  let now = Date.parse('2026-11-21T06:00:00Z');
  let sessions: ReturnType<typeof createDeviceSessions>;
  let actions: ReturnType<typeof createDeviceActions>;
  let id: string;

  before(async () => {
    test = await withTestStore();
    sessions = createDeviceSessions(test.store, { now: () => now });
    actions = createDeviceActions(test.store, { now: () => now });
    await keepFile('echo one');
  });
  after(() => test.close());
  beforeEach(async () => {
    await test.store.tenant(TENANT).deleteFrom('machine_actions').execute();
    id = await begin([
      created('RunScript', 'ScriptName', 'a.sh', 'echo one'),
      created('GetFile', 'Path', '/var/log/../log/syslog'),
      created('PutFile', 'FileName', 'a.sh', 'echo one'),
    ]);
  });

  const keepFile = async (content: string): Promise<void> => {
    await saveLibraryFile(
      test.store.tenant(TENANT),
      {
        file_name: 'a.sh',
        sha256: sha256(content),
        size: content.length,
        content: Buffer.from(content),
        has_parameters: false,
        created_by: 'ann',
        created_ticks: 1n,
        updated_ticks: 1n,
      },
      { override: true, bounds: { files: 10, bytes: 1_000 } },
    );
  };

  const begin = async (commands: readonly Omit<StoredCommand, 'index'>[]): Promise<string> => {
    const action = newMachineAction({
      type: 'LiveResponse',
      machine_id: DEVICE.deviceId,
      commands: JSON.stringify(commands.map((command, index) => ({ index, ...command }))),
    });
    return (await insertMachineAction(test.store.tenant(TENANT), action)).action_id;
  };

  const tell = (index: number, status: 'InProgress' | 'Completed' | 'Failed', errors: string[] = []) =>
    sessions.progress(DEVICE, { actionId: id, index }, { status, errors });
  const transcript = async () =>
    (await findMachineAction(test.store.tenant(TENANT), id))?.commands.map(
      ({ commandStatus, startTime, endTime, errors }) => [commandStatus, startTime, endTime, errors],
    );

  it('is the transcript of the session, with times of the server', async () => {
    assert.ok(await tell(0, 'InProgress'));
    now += 1_000;
    assert.ok(await tell(0, 'Completed'));
    assert.ok(await tell(1, 'InProgress'));
    now += 1_000;
    assert.ok(await tell(1, 'Failed', ['there is no such file']));
    assert.deepEqual(await transcript(), [
      ['Completed', '2026-11-21T06:00:00.0000000Z', '2026-11-21T06:00:01.0000000Z', []],
      ['Failed', '2026-11-21T06:00:01.0000000Z', '2026-11-21T06:00:02.0000000Z', ['there is no such file']],
      ['Created', null, null, []],
    ]);
  });

  it('counts for the command in turn: none is skipped, repeated or taken back', async () => {
    assert.equal(await tell(1, 'Completed'), false);
    assert.equal(await tell(7, 'InProgress'), false);
    await tell(0, 'Completed');
    assert.equal(await tell(0, 'Failed'), false);
    await tell(1, 'Failed');
    assert.equal(await tell(2, 'InProgress'), false, 'nothing follows a command that failed');
  });

  it('comes too late once the session was cancelled', async () => {
    await changeOpenMachineAction(test.store.tenant(TENANT), id, { status: 'Cancelled' });
    assert.equal(await tell(0, 'InProgress'), false);
    assert.equal(await sessions.libraryFile(DEVICE, { actionId: id, index: 0 }), undefined);
  });

  it('is refused from a sensor that lies about which device it is', async () => {
    const place = { actionId: id, index: 0 };
    for (const liar of LIARS) {
      assert.equal(await sessions.progress(liar, place, { status: 'Completed', errors: [] }), false);
      assert.equal(await sessions.keepResult(liar, place, Buffer.from('forged')), false);
      assert.equal(await sessions.libraryFile(liar, place), undefined);
      assert.deepEqual((await actions.exchange(liar, [{ id, status: 'Succeeded' }])).refused, [id]);
    }
    assert.equal((await transcript())?.[0]?.[0], 'Created');
    assert.equal(await hasCommandResult(test.store.tenant(TENANT), id, 0), false);
  });

  it('does not make a session succeed whose commands are not all done', async () => {
    await tell(0, 'Completed');
    const { refused } = await actions.exchange(DEVICE, [{ id, status: 'Succeeded' }]);
    assert.deepEqual(refused, [id]);
    for (const index of [1, 2]) await tell(index, 'Completed');
    assert.deepEqual(await actions.exchange(DEVICE, [{ id, status: 'Succeeded' }]), {
      open: [],
      refused: [],
    });
  });

  it('brings a result under a name of the command’s own, and replaces it when it comes again', async () => {
    const db = test.store.tenant(TENANT);
    const keep = (index: number, content: string) =>
      sessions.keepResult(DEVICE, { actionId: id, index }, Buffer.from(content));
    assert.ok(await keep(0, 'first'));
    assert.ok(await keep(0, 'second'));
    await tell(0, 'Completed');
    assert.equal(await keep(0, 'later'), false);
    assert.ok(await keep(1, 'log'));
    await tell(1, 'Completed');
    assert.equal(await keep(2, 'of a file that was put'), false);
    const results = await Promise.all([0, 1].map(index => readCommandResult(db, id, index)));
    assert.deepEqual(
      results.map(result => [result?.fileName, Buffer.from(result?.content ?? []).toString()]),
      [
        ['a.sh.json', 'second'],
        ['syslog', 'log'],
      ],
    );
  });

  it('lets the oldest results make room', async () => {
    const db = test.store.tenant(TENANT);
    await db.deleteFrom('live_response_results').execute();
    for (const [index, at] of [0, 1, 2].entries()) {
      const place = { actionId: id, index, machineId: DEVICE.deviceId };
      const result = { fileName: 'x', content: Buffer.from('four') };
      assert.ok(await keepCommandResult(db, place, result, { now: BigInt(at), mostBytes: 8 }));
      await tell(index, 'Completed');
    }
    const kept = await Promise.all([0, 1, 2].map(index => hasCommandResult(db, id, index)));
    assert.deepEqual(kept, [false, true, true]);
  });

  it('gets a device the content that was meant, or none', async () => {
    const place = { actionId: id, index: 0 };
    assert.equal((await sessions.libraryFile(DEVICE, place))?.toString(), 'echo one');
    assert.equal(await sessions.libraryFile(DEVICE, { actionId: id, index: 2 }), undefined, 'not in turn');
    await keepFile('rm -rf /');
    assert.equal(await sessions.libraryFile(DEVICE, place), undefined, 'swapped while the session waited');
    await keepFile('echo one');
  });

  it('is told how far the session has come', async () => {
    await tell(0, 'Completed');
    await tell(1, 'InProgress');
    const { open } = await actions.exchange(DEVICE, []);
    assert.deepEqual(
      open[0]?.commands?.map(({ type, state, sha256: hash }) => [type, state, hash]),
      [
        ['RunScript', 'Completed', sha256('echo one')],
        ['GetFile', 'Started', null],
        ['PutFile', 'Created', sha256('echo one')],
      ],
    );
  });
});
