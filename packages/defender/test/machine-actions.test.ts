import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Principal } from '@vakt/contract/principal';
import { ok } from '@vakt/contract/result';
import { changeOpenMachineAction } from '@vakt/store/machine-actions';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { application, OTHER_TENANT, TENANT, TestApi, user } from './api.ts';
import { addDevices, deviceId } from './records.ts';

const LINUX = deviceId('0');
const WINDOWS = deviceId('1');
const HOUR_MS = 3_600_000;

const analyst = user(['Machine.Isolate', 'Machine.Scan', 'Machine.Read']);
const responder = application([
  'Machine.Isolate',
  'Machine.Scan',
  'Machine.RestrictExecution',
  'Machine.StopAndQuarantine',
  'Machine.Read.All',
]);

interface Action {
  readonly id: string;
  readonly status: string;
  readonly [property: string]: unknown;
}

describe('machine actions', () => {
  let test: TestStore;
  let api: TestApi;

  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
    api.hunt = () => ok({ columns: [], rows: [] } as never);
    await addDevices(test.store.tenant(TENANT), { osPlatform: 'Linux' }, { osPlatform: 'Windows11' });
  });
  after(() => test.close());
  // What an earlier test began is over by then.
  beforeEach(() => {
    api.now += 4 * 24 * HOUR_MS;
  });

  const post = (path: string, body: unknown, as: Principal = responder) =>
    api.call(`/api${path}`, { method: 'POST', as, body });

  const begin = async (path: string, body: unknown, as?: Principal): Promise<Action> => {
    const answer = await post(path, body, as);
    assert.equal(answer.status, 201, answer.text);
    return answer.json<Action>();
  };

  const read = async (id: string): Promise<Action> =>
    (await api.call(`/api/machineactions/${id}`, { as: responder })).json<Action>();

  it('are pending until the device takes them up, and say who wanted what', async () => {
    const action = await begin(
      `/machines/${LINUX}/isolate`,
      { Comment: 'due to alert 7', IsolationType: 'Selective', ExternalId: 'ticket-9' },
      analyst,
    );
    assert.equal(
      action['@odata.context'],
      'https://api.security.microsoft.com/api/$metadata#MachineActions/$entity',
    );
    assert.deepEqual(
      [action.status, action['type'], action['scope'], action['requestor'], action['requestorComment']],
      ['Pending', 'Isolate', 'Selective', 'ann@contoso.com', 'due to alert 7'],
    );
    assert.equal(action['externalId'], 'ticket-9');
    assert.equal(action['computerDnsName'], 'host0.contoso.com');
    assert.deepEqual(await read(action.id), { ...action, '@odata.context': action['@odata.context'] });
  });

  it('name the device by its name as well', async () => {
    const action = await begin('/machines/host0.contoso.com/unisolate', { Comment: 'done' });
    assert.equal(action['machineId'], LINUX);
  });

  it('are begun once, however often and at once they are asked for', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post(`/machines/${LINUX}/isolate`, { Comment: 'again' })),
    );
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 400, 400, 400, 400]);
    const refused = answers.find(({ status }) => status === 400);
    assert.equal(refused?.error.code, 'ActiveRequestAlreadyExists');
    assert.equal(refused?.error.message, 'Action is already in progress');
    // Another action, and the same one on another device, are not in the way.
    await begin(`/machines/${LINUX}/runAntiVirusScan`, { Comment: 'scan', ScanType: 'Quick' });
    await begin(`/machines/${WINDOWS}/isolate`, { Comment: 'that one, too' });
  });

  it('can be begun again when the earlier one has ended', async () => {
    const { id } = await begin(`/machines/${LINUX}/isolate`, { Comment: 'first' });
    await changeOpenMachineAction(test.store.tenant(TENANT), id, { status: 'Failed' });
    await begin(`/machines/${LINUX}/isolate`, { Comment: 'second' });
  });

  it('time out after three days without the device', async () => {
    const { id } = await begin(`/machines/${LINUX}/isolate`, { Comment: 'it is off' });
    api.now += 71 * HOUR_MS;
    assert.equal((await read(id)).status, 'Pending');
    api.now += 2 * HOUR_MS;
    assert.equal((await read(id)).status, 'TimeOut');
    const list = await api.call(`/api/machineactions?$filter=id eq '${id}' and status eq 'TimeOut'`, {
      as: responder,
    });
    assert.equal(list.json<{ value: unknown[] }>().value.length, 1);
  });

  it('are collected by the time of their last change, in its order', async () => {
    const first = await begin(`/machines/${LINUX}/isolate`, { Comment: 'first' });
    api.now += 1_000;
    const second = await begin(`/machines/${WINDOWS}/isolate`, { Comment: 'second' });
    const changedSince = async ({ lastUpdateDateTimeUtc: time }: Record<string, unknown>) => {
      const query = `$filter=lastUpdateDateTimeUtc gt ${time}&$orderby=lastUpdateDateTimeUtc asc&$top=100&$skip=0`;
      const answer = await api.call(`/api/machineactions?${query}`, { as: responder });
      return answer.json<{ value: Action[] }>().value.map(({ id }) => id);
    };
    assert.deepEqual(await changedSince(first), [second.id]);
    api.now += 1_000;
    await post(`/machineactions/${first.id}/cancel`, { Comment: 'a mistake' }, analyst);
    assert.deepEqual(await changedSince(second), [first.id]);
  });

  it('are cancelled while they have not ended, and not afterwards', async () => {
    const { id } = await begin(`/machines/${LINUX}/isolate`, { Comment: 'a mistake' });
    const cancelled = await post(`/machineactions/${id}/cancel`, { Comment: 'not this one' }, analyst);
    assert.equal(cancelled.status, 200, cancelled.text);
    const action = cancelled.json<Action>();
    assert.equal(action.status, 'Cancelled');
    assert.equal(action['cancellationRequestor'], 'ann@contoso.com');
    assert.equal(action['cancellationComment'], 'not this one');
    assert.ok(action['cancellationDateTimeUtc']);
    const again = await post(`/machineactions/${id}/cancel`, { Comment: 'again' });
    assert.equal(again.status, 400);
    assert.match(again.error.message, /has ended \(Cancelled\)/);
  });

  it('are refused where the system has no means', async () => {
    for (const verb of ['restrictCodeExecution', 'unrestrictCodeExecution']) {
      const refused = await post(`/machines/${LINUX}/${verb}`, { Comment: 'x' });
      assert.equal(refused.error.code, 'OsPlatformNotSupported', verb);
      await begin(`/machines/${WINDOWS}/${verb}`, { Comment: 'x' });
    }
  });

  it('keep the file that they are about', async () => {
    const action = await begin(`/machines/${LINUX}/StopAndQuarantineFile`, {
      Comment: 'malware',
      Sha1: '87662BC3D60E4200CEAF7AAE249D1C343F4B83C9',
    });
    assert.deepEqual(action['relatedFileInfo'], {
      fileIdentifier: '87662bc3d60e4200ceaf7aae249d1c343f4b83c9',
      fileIdentifierType: 'Sha1',
    });
  });

  it('are refused with a body that does not fit', async () => {
    const wrong: [string, unknown][] = [
      ['isolate', {}],
      ['isolate', { comment: 'in the wrong case' }],
      ['isolate', { Comment: '' }],
      ['isolate', { Comment: 'x', IsolationType: 'full' }],
      ['isolate', { Comment: 'x'.repeat(4_001) }],
      ['runAntiVirusScan', { Comment: 'x' }],
      ['StopAndQuarantineFile', { Comment: 'x', Sha1: 'abc' }],
      ['StopAndQuarantineFile', { Comment: 'x', Sha1: `'; drop table machine_actions --`.padEnd(40) }],
    ];
    for (const [verb, body] of wrong) {
      const answer = await post(`/machines/${LINUX}/${verb}`, body);
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.equal(answer.error.code, 'InvalidRequestBody');
    }
    const unmanaged = await post(`/machines/${LINUX}/isolate`, {
      Comment: 'x',
      IsolationType: 'UnManagedDevice',
    });
    assert.equal(unmanaged.error.code, 'InvalidInput');
  });

  it('are nobody’s but the tenant’s', async () => {
    const { id } = await begin(`/machines/${LINUX}/isolate`, { Comment: 'ours' });
    const stranger = application(['Machine.Isolate', 'Machine.Read.All'], { tenantId: OTHER_TENANT });
    for (const path of [`/machines/${LINUX}/isolate`, `/machineactions/${id}/cancel`])
      assert.equal((await post(path, { Comment: 'x' }, stranger)).status, 404, path);
    assert.equal((await read(id)).status, 'Pending');
  });
});
