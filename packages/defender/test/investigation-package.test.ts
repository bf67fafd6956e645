import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { nowTicks } from '@vakt/contract/ticks';
import { insertMachineAction } from '@vakt/store/machine-actions';
import { newMachineAction } from '@vakt/testing/machine-action';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { application, ORIGIN, TENANT, TestApi, user } from './api.ts';
import { deviceId } from './records.ts';

const reader = application(['Machine.Read.All']);
const MINUTE_MS = 60_000;

describe('the link to an investigation package', () => {
  let test: TestStore;
  let api: TestApi;

  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
  });
  after(() => test.close());
  // Two calls a minute are allowed.
  beforeEach(() => {
    api.now += 10 * MINUTE_MS;
  });

  const addAction = async (type: string, status: string): Promise<string> => {
    const { action_id } = await insertMachineAction(
      test.store.tenant(TENANT),
      newMachineAction({ type, status, machine_id: deviceId('0'), created_ticks: nowTicks(api.clock) }),
    );
    return action_id;
  };

  const ask = (id: string, as = reader) => api.call(`/api/machineactions/${id}/GetPackageUri`, { as });

  /** The path and query of a link to a package with this content. */
  const linkTo = async (content: string): Promise<string> => {
    const id = await addAction('CollectInvestigationPackage', 'Succeeded');
    api.packages.set(id, Buffer.from(content));
    const answer = await ask(id);
    assert.equal(answer.status, 200, answer.text);
    const { value } = answer.json<{ value: string }>();
    assert.ok(value.startsWith(`${ORIGIN}/safedownload/WDATP_Investigation_Package.zip?token=`), value);
    return value.slice(ORIGIN.length);
  };

  it('opens the package to who holds it, without a token', async () => {
    const link = await linkTo('PK-one');
    const answer = await api.call(link);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/zip');
    assert.match(answer.headers['content-disposition'] ?? '', /^attachment;/);
    assert.equal(answer.headers['cache-control'], 'no-store');
  });

  it('is given to a user who may collect packages', async () => {
    const id = await addAction('CollectInvestigationPackage', 'Succeeded');
    api.packages.set(id, Buffer.from('PK'));
    const path = `/api/machineactions/${id}/getPackageUri`;
    assert.equal((await api.call(path, { as: user(['Machine.CollectForensics']) })).status, 200);
  });

  it('is good for 15 minutes', async () => {
    const link = await linkTo('PK-two');
    api.now += 15 * MINUTE_MS - 1;
    assert.equal((await api.call(link)).status, 200);
    api.now += 1;
    assert.equal((await api.call(link)).status, 403);
  });

  it('is not there while the action is not complete, nor for other actions', async () => {
    for (const [type, status] of [
      ['CollectInvestigationPackage', 'Pending'],
      ['CollectInvestigationPackage', 'Failed'],
      ['Isolate', 'Succeeded'],
    ] as const) {
      const id = await addAction(type, status);
      api.packages.set(id, Buffer.from('PK'));
      const { error, status: answered } = await ask(id);
      assert.equal(answered, 404);
      assert.equal(error.message, `Machine action ${id} (${type}, ${status}) has no investigation package.`);
      api.now += MINUTE_MS;
    }
  });

  it('is not there when no device sent a package, nor for ids that are none', async () => {
    for (const id of [
      await addAction('CollectInvestigationPackage', 'Succeeded'),
      randomUUID(),
      'x',
      '..%2f..%2foperator.token',
    ]) {
      assert.equal((await ask(id)).status, 404);
      api.now += MINUTE_MS;
    }
  });

  it('is asked for twice a minute and no more often', async () => {
    const id = await addAction('CollectInvestigationPackage', 'Succeeded');
    assert.deepEqual(
      [(await ask(id)).status, (await ask(id)).status, (await ask(id)).status],
      [404, 404, 429],
    );
  });

  it('opens nothing when it was changed or made up', async () => {
    const link = await linkTo('PK-three');
    const [path = '', token = ''] = link.split('?token=');
    const [id = '', expires = '', signature = ''] = token.split('.');
    for (const forged of [
      `${randomUUID()}.${expires}.${signature}`,
      `${id}.${Number(expires) + 1}.${signature}`,
      `${id}.${expires}.${'A'.repeat(43)}`,
      `${id}.${expires}.${signature.slice(0, -1)}`,
      `${id}.${expires}.`,
      `${id}.${expires}`,
      `../${id}.${expires}.${signature}`,
      `../../operator.token.${expires}.${signature}`,
      '',
    ])
      assert.equal((await api.call(`${path}?token=${encodeURIComponent(forged)}`)).status, 403, forged);
    assert.equal((await api.call(path)).status, 403);
  });

  it('says so when the package was deleted meanwhile', async () => {
    const link = await linkTo('PK-four');
    api.packages.clear();
    assert.equal((await api.call(link)).status, 404);
  });
});
