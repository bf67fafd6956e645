import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { nowTicks } from '@vakt/contract/ticks';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { application, TENANT, TestApi } from './api.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

const HOUR_MS = 3_600_000;
const WRITER = application(['Incident.ReadWrite.All', 'Alert.ReadWrite.All']);

interface Incident {
  readonly incidentId: number;
  readonly redirectIncidentId: number | null;
  readonly status: string;
  readonly lastUpdateTime: string;
  readonly tags: readonly string[];
  readonly comments: readonly { comment: string }[];
  readonly alerts: readonly { alertId: string; incidentId: number }[];
}

describe('incidents that turn out to be one', () => {
  let test: TestStore;
  let api: TestApi;
  let first: bigint;
  let second: bigint;
  let bridge: { readonly alertId: string; readonly incidentId: bigint };
  let mergedAt: string;

  const get = async (id: bigint): Promise<Incident> => {
    const answer = await api.call(`/api/incidents/${id}`, { as: WRITER });
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Incident>();
  };
  const patch = (id: bigint, body: unknown) =>
    api.call(`/api/incidents/${id}`, { method: 'PATCH', as: WRITER, body });

  /** Raises an alert whose events happened in those hours, counted from the morning of 19 November. */
  const raise = (fromHour: number, toHour = fromHour, machineId = deviceId('0')) => {
    const ticksAt = (hour: number): bigint =>
      nowTicks({ now: () => Date.parse('2026-11-19T06:00:00Z') + hour * HOUR_MS });
    return addAlert(test.store.tenant(TENANT), api.now, {
      machineId,
      firstEventTicks: ticksAt(fromHour),
      lastEventTicks: ticksAt(toHour),
    });
  };

  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
    await addDevices(test.store.tenant(TENANT), {}, {});
    first = (await raise(0)).incidentId;
    second = (await raise(40)).incidentId;
    assert.notEqual(first, second);
    await patch(first, { tags: ['ransomware'], comment: 'seen first' });
    api.now += HOUR_MS;
    await patch(second, { tags: ['ransomware', 'finance'], comment: 'seen second' });
    api.now += HOUR_MS;
    mergedAt = new Date(api.now).toISOString();
    bridge = await raise(20);
  });
  after(() => test.close());

  it('are merged into the oldest by the alert that connects them in time', async () => {
    assert.equal(bridge.incidentId, first);
    const whole = await get(first);
    assert.deepEqual([whole.status, whole.redirectIncidentId], ['Active', null]);
    assert.equal(whole.alerts.length, 3);
    for (const alert of whole.alerts) assert.equal(alert.incidentId, Number(first));
  });

  it('keep what people noted', async () => {
    const { tags, comments } = await get(first);
    assert.deepEqual(tags, ['ransomware', 'finance']);
    assert.deepEqual(
      comments.map(({ comment }) => comment),
      ['seen first', 'seen second'],
    );
  });

  it('are still answered, and lead to the one that they were merged into', async () => {
    const { status, redirectIncidentId, alerts } = await get(second);
    assert.deepEqual([status, redirectIncidentId, alerts], ['Redirected', Number(first), []]);
    const list = await api.call("/api/incidents?$filter=status eq 'Redirected'", { as: WRITER });
    assert.deepEqual(
      list.json<{ value: Incident[] }>().value.map(({ incidentId }) => incidentId),
      [Number(second)],
    );
  });

  it('are seen by who polls by the last update, and so are the alerts that went over', async () => {
    for (const [set, count] of [
      ['incidents', 2],
      ['alerts', 2],
    ] as const) {
      const answer = await api.call(`/api/${set}?$filter=lastUpdateTime ge ${mergedAt}`, { as: WRITER });
      const times = answer.json<{ value: Incident[] }>().value.map(({ lastUpdateTime }) => lastUpdateTime);
      assert.equal(new Set(times).size, count, set);
    }
  });

  it('are not changed any more once they are merged', async () => {
    const refused = await patch(second, { status: 'Active' });
    assert.deepEqual([refused.status, refused.error.code], [400, 'InvalidInput']);
    assert.match(refused.error.message, new RegExp(`merged into incident ${first}\\. Change that one`));
    assert.equal((await get(second)).status, 'Redirected');
  });

  it('get no further alerts, and lead on when their target is merged, too', async () => {
    const machine = deviceId('1');
    const raiseThere = async (from: number, to = from) => (await raise(from, to, machine)).incidentId;
    const [one, two, three] = [await raiseThere(0), await raiseThere(60), await raiseThere(100)];
    assert.equal(new Set([one, two, three]).size, 3);
    assert.equal(await raiseThere(80), two);
    assert.equal(await raiseThere(10, 50), one);
    for (const merged of [two, three]) assert.equal((await get(merged)).redirectIncidentId, Number(one));
    assert.equal(await raiseThere(101), one);
  });

  it('are listed alike with and without $expand=alerts', async () => {
    const [plain, expanded] = await Promise.all(
      ['/api/incidents', '/api/incidents?$expand=alerts'].map(path => api.call(path, { as: WRITER })),
    );
    assert.equal(expanded?.status, 200);
    assert.equal(plain?.text, expanded?.text);
  });
});
