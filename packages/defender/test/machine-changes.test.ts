import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Route } from '@vakt/contract/http';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { application, ORIGIN, OTHER_TENANT, TENANT, TestApi } from './api.ts';
import { addDevices, deviceId } from './records.ts';

interface Machine {
  readonly '@odata.context'?: string;
  readonly id: string;
  readonly machineTags: readonly string[];
  readonly deviceValue: string;
}

const ROLES = ['Machine.ReadWrite.All'];
const WRITER = application(ROLES);
const HOME = deviceId('0');
const UNKNOWN = 'f'.repeat(40);

describe('changes of machines', () => {
  let test: TestStore;
  let api: TestApi;
  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
    await addDevices(test.store.tenant(TENANT), {}, {}, { registryDeviceTag: 'from the device' });
  });
  after(() => test.close());

  const send = (method: Route['method'], path: string, body: unknown, as = WRITER) => {
    api.now += 1_000;
    return api.call(`/api/machines/${path}`, { method, as, body });
  };
  const machine = async (...call: Parameters<typeof send>): Promise<Machine> => {
    const answer = await send(...call);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Machine>();
  };
  const get = async (id: string): Promise<Machine> =>
    (await api.call(`/api/machines/${id}`, { as: WRITER })).json<Machine>();

  it('add a tag once, and remove it', async () => {
    const tagged = await machine('POST', `${HOME}/tags`, { Value: 'test Tag 2', Action: 'Add' });
    assert.equal(tagged['@odata.context'], `${ORIGIN}/api/$metadata#Machines/$entity`);
    assert.deepEqual(tagged.machineTags, ['test Tag 2']);
    await machine('POST', 'host0.contoso.com/tags', { Value: 'another', Action: 'Add' });
    const again = await machine('POST', `${HOME}/tags`, { Value: 'test Tag 2', Action: 'Add' });
    assert.deepEqual(again.machineTags, ['test Tag 2', 'another']);
    assert.deepEqual(await get(HOME), again);
    const removed = await machine('POST', `${HOME}/tags`, { Value: 'test Tag 2', Action: 'Remove' });
    assert.deepEqual(removed.machineTags, ['another']);
    const absent = await machine('POST', `${HOME}/tags`, { Value: 'ANOTHER', Action: 'Remove' });
    assert.deepEqual(absent.machineTags, ['another']);
  });

  it('keep every tag of callers who write at once', async () => {
    const tags = Array.from({ length: 10 }, (_, n) => `at once ${n}`);
    await Promise.all(tags.map(Value => machine('POST', `${deviceId('1')}/tags`, { Value, Action: 'Add' })));
    assert.deepEqual([...(await get(deviceId('1'))).machineTags].toSorted(), tags);
  });

  it('tag many machines, or none when one is unknown', async () => {
    const MachineIds = [deviceId('2').toUpperCase(), HOME, HOME];
    const path = 'AddOrRemoveTagForMultipleMachines';
    const answer = await send('POST', path, { Value: 'bulk', Action: 'Add', MachineIds });
    const { value } = answer.json<{ value: Machine[] }>();
    assert.deepEqual(
      value.map(({ id, machineTags }) => [id, machineTags.at(-1)]),
      [
        [HOME, 'bulk'],
        [deviceId('2'), 'bulk'],
      ],
    );
    for (const stranger of [UNKNOWN, 'host1.contoso.com']) {
      const body = { Value: 'bulk', Action: 'Remove', MachineIds: [HOME, stranger] };
      const { status, error } = await send('POST', path, body);
      assert.deepEqual([status, error.message], [404, `Machine ${stranger} was not found`]);
    }
    assert.ok((await get(HOME)).machineTags.includes('bulk'));
    const most = Array.from({ length: 501 }, () => HOME);
    const { status, error } = await send('POST', path, { Value: 'x', Action: 'Add', MachineIds: most });
    assert.deepEqual([status, error.code], [400, 'MaximumBatchSizeExceeded']);
    assert.match(error.message, /Received: 501, allowed: 500/);
  });

  it('set the value', async () => {
    const valued = await machine('POST', `${HOME}/setDeviceValue`, { DeviceValue: 'High' });
    assert.equal(valued.deviceValue, 'High');
    assert.equal((await get(HOME)).deviceValue, 'High');
  });

  it('replace the tags and the value, and keep what is left out or null', async () => {
    const first = await machine('PATCH', HOME, { machineTags: ['a', 'b', 'a'], deviceValue: 'Low' });
    assert.deepEqual([first.machineTags, first.deviceValue], [['a', 'b'], 'Low']);
    const second = await machine('PATCH', HOME, { machineTags: ['c'] });
    assert.deepEqual([second.machineTags, second.deviceValue], [['c'], 'Low']);
    const third = await machine('PATCH', HOME, { machineTags: null, deviceValue: null });
    assert.deepEqual([third.machineTags, third.deviceValue], [['c'], 'Low']);
    const none = await machine('PATCH', HOME, { machineTags: [], deviceValue: 'Normal' });
    assert.deepEqual([none.machineTags, none.deviceValue], [[], 'Normal']);
  });

  it('are found by, once made', async () => {
    await machine('POST', `${HOME}/tags`, { Value: 'findable', Action: 'Add' });
    const found = async () =>
      (await api.call('/api/machines/findbytag?tag=findable', { as: WRITER })).json<{ value: Machine[] }>()
        .value.length;
    assert.equal(await found(), 1);
    await machine('POST', `${HOME}/tags`, { Value: 'findable', Action: 'Remove' });
    assert.equal(await found(), 0);
  });

  for (const [method, path, body] of [
    ['POST', `${HOME}/tags`, { Value: 'x', Action: 'Replace' }],
    ['POST', `${HOME}/tags`, { value: 'x', action: 'Add' }],
    ['POST', `${HOME}/tags`, { Value: '', Action: 'Add' }],
    ['POST', `${HOME}/tags`, { Value: 'x'.repeat(201), Action: 'Add' }],
    ['POST', `${HOME}/tags`, ''],
    ['POST', 'AddOrRemoveTagForMultipleMachines', { Value: 'x', Action: 'Add' }],
    ['POST', 'AddOrRemoveTagForMultipleMachines', { Value: 'x', Action: 'Add', MachineIds: [] }],
    ['POST', `${HOME}/setDeviceValue`, { DeviceValue: 'Highest' }],
    ['POST', `${HOME}/setDeviceValue`, { deviceValue: 'High' }],
    ['PATCH', HOME, {}],
    ['PATCH', HOME, { machineTags: 'a' }],
    ['PATCH', HOME, { machineTags: [5] }],
    ['PATCH', HOME, { DeviceValue: 'High' }],
  ] as const)
    it(`are refused for ${method} ${path.replace(HOME, '…')} ${JSON.stringify(body).slice(0, 60)}`, async () => {
      const { status, error } = await send(method, path, body);
      assert.deepEqual([status, error.code], [400, 'InvalidRequestBody']);
    });

  it('are not made on a machine that is not there, or another tenant’s', async () => {
    const stranger = application(ROLES, { tenantId: OTHER_TENANT });
    for (const [method, path, body] of [
      ['POST', 'tags', { Value: 'x', Action: 'Add' }],
      ['POST', 'setDeviceValue', { DeviceValue: 'High' }],
      ['PATCH', '', { deviceValue: 'High' }],
    ] as const) {
      assert.equal((await send(method, `${UNKNOWN}/${path}`, body)).status, 404);
      assert.equal((await send(method, `${HOME}/${path}`, body, stranger)).status, 404);
    }
  });

  it('can hold what PostgreSQL cannot, and what SQL would read', async () => {
    const tags = ["'; drop table devices --", 'nul \0 here', 'half \ud800 pair', '☃'];
    const changed = await machine('PATCH', HOME, { machineTags: tags });
    assert.deepEqual(changed.machineTags, [
      "'; drop table devices --",
      'nul \ufffd here',
      'half \ufffd pair',
      '☃',
    ]);
  });
});
