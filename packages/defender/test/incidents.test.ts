import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { application, OTHER_TENANT, TENANT, TestApi, user } from './api.ts';
import { addAlert, addDevices } from './records.ts';

interface Incident {
  readonly status: string;
  readonly assignedTo: string | null;
  readonly classification: string;
  readonly determination: string;
  readonly lastUpdateTime: string;
  readonly tags: readonly string[];
  readonly comments: readonly { comment: string; createdBy: string; createdTime: string }[];
  readonly alerts: readonly { alertId: string; status: string }[];
}

const WRITER = application(['Incident.ReadWrite.All']);

describe('updating an incident', () => {
  let test: TestStore;
  let api: TestApi;
  let address: string;

  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
    const db = test.store.tenant(TENANT);
    await addDevices(db, {});
    const { incidentId } = await addAlert(db, api.now);
    address = `/api/incidents/${incidentId}`;
  });
  after(() => test.close());

  const patch = (body: unknown) => {
    api.now += 2_000;
    return api.call(address, { method: 'PATCH', as: WRITER, body });
  };
  const update = async (body: unknown): Promise<Incident> => {
    const answer = await patch(body);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Incident>();
  };

  it('changes what the body names and answers the whole incident', async () => {
    const incident = await update({
      status: 'InProgress',
      assignedTo: 'secop2@contoso.com',
      classification: 'TruePositive',
      determination: 'Malware',
      tags: ['Head office', 'Ransomware'],
    });
    assert.equal(incident.status, 'InProgress');
    assert.equal(incident.assignedTo, 'secop2@contoso.com');
    assert.equal(incident.classification, 'TruePositive');
    assert.equal(incident.determination, 'Malware');
    assert.deepEqual(incident.tags, ['Head office', 'Ransomware']);
    assert.equal(incident.lastUpdateTime, '2026-11-21T06:00:02.0000000Z');
    assert.equal(incident.alerts.length, 1);
  });

  it('leaves alone what the body does not name', async () => {
    const incident = await update({ status: 'Resolved' });
    assert.equal(incident.status, 'Resolved');
    assert.equal(incident.assignedTo, 'secop2@contoso.com');
    assert.deepEqual(incident.tags, ['Head office', 'Ransomware']);
    assert.equal(incident.alerts[0]?.status, 'New');
  });

  it('shows the change to who polls by the last update', async () => {
    const { lastUpdateTime } = await update({ status: 'Active' });
    const filter = `lastUpdateTime ge ${lastUpdateTime} and status eq 'Active'`;
    const answer = await api.call(`/api/incidents?$filter=${filter}`, { as: WRITER });
    assert.equal(answer.json<{ value: unknown[] }>().value.length, 1);
  });

  it('replaces the tags, each once, and takes the owner back', async () => {
    assert.deepEqual((await update({ tags: ['a', 'b', 'a'] })).tags, ['a', 'b']);
    assert.deepEqual((await update({ tags: [] })).tags, []);
    assert.equal((await update({ assignedTo: null })).assignedTo, null);
    await update({ assignedTo: 'ann@contoso.com' });
    assert.equal((await update({ assignedTo: '' })).assignedTo, null);
  });

  it('adds comments in the name of the application or the user', async () => {
    await update({ comment: 'first' });
    const answer = await api.call(address, {
      method: 'PATCH',
      as: user(['Incident.ReadWrite']),
      body: { comment: 'second \u0000' },
    });
    const { comments } = answer.json<Incident>();
    assert.deepEqual(
      comments.map(({ comment, createdBy }) => [comment, createdBy]),
      [
        ['first', 'Collector'],
        ['second \uFFFD', 'ann@contoso.com'],
      ],
    );
  });

  it('reads the determinations of both pages and writes those of the entity', async () => {
    for (const [sent, stored] of [
      ['CompromisedAccount', 'CompromisedUser'],
      ['ConfirmedActivity', 'ConfirmedUserActivity'],
      ['NoEnoughDataToValidate', 'InsufficientData'],
      ['Clean', 'Clean'],
    ] as const)
      assert.equal((await update({ determination: sent })).determination, stored);
  });

  it('reads the classifications of both pages, and takes one back', async () => {
    for (const [sent, stored] of [
      ['Informational, expected activity', 'InformationalExpectedActivity'],
      ['FalsePositive', 'FalsePositive'],
      ['Unknown', 'Unknown'],
    ] as const)
      assert.equal((await update({ classification: sent })).classification, stored);
  });

  it('refuses names and values that it does not know', async () => {
    for (const body of [
      {},
      [],
      { status: 'Redirected' },
      { status: 'resolved' },
      { Status: 'Resolved' },
      { comments: ['x'] },
      { classification: 'Maybe' },
      { determination: 'toString' },
      { tags: 'one' },
      { tags: Array.from({ length: 101 }, (_, index) => `tag ${index}`) },
      { comment: 'x'.repeat(10_001) },
    ]) {
      const answer = await patch(body);
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.equal(answer.error.code, 'InvalidRequestBody');
    }
  });

  it('does not know numbers that are no incidents, nor those of other tenants', async () => {
    const body = { status: 'Resolved' };
    for (const id of ['999', 'x', '-1', '9'.repeat(30), '1;drop'])
      assert.equal(
        (await api.call(`/api/incidents/${id}`, { method: 'PATCH', as: WRITER, body })).status,
        404,
      );
    const as = application(['Incident.ReadWrite.All'], { tenantId: OTHER_TENANT });
    assert.equal((await api.call(address, { method: 'PATCH', as, body })).status, 404);
  });

  it('loses no comment when two arrive at once', async () => {
    const before = (await update({ comment: 'start' })).comments.length;
    await Promise.all(['one', 'two', 'three'].map(comment => patch({ comment })));
    assert.equal((await update({ status: 'Active' })).comments.length, before + 3);
  });
});
