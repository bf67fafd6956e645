import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import { beginMachineAction, changeOpenMachineAction, findMachineAction } from '@vakt/store/machine-actions';
import { newMachineAction } from '@vakt/testing/machine-action';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { createDeviceActions } from '../src/events/device-actions.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const OTHER_TENANT = '22222222-2222-4222-8222-222222222222' as TenantId;
const DEVICE = 'a'.repeat(40) as DeviceId;
const OTHER_DEVICE = 'b'.repeat(40) as DeviceId;

describe('the word of a device on its actions', () => {
  let test: TestStore;
  let actions: ReturnType<typeof createDeviceActions>;
  before(async () => {
    test = await withTestStore();
    actions = createDeviceActions(test.store, { now: () => Date.parse('2026-11-21T06:00:00Z') });
  });
  after(() => test.close());

  const begin = async (type: string): Promise<string> => {
    const action = newMachineAction({ type, machine_id: DEVICE });
    const begun = await beginMachineAction(test.store.tenant(TENANT), action);
    return begun?.action_id ?? '';
  };

  const stateOf = async (id: string) => {
    const action = await findMachineAction(test.store.tenant(TENANT), id);
    return [action?.status, action?.failure_reason];
  };

  it('moves an action on, and ends it', async () => {
    const device = { tenantId: TENANT, deviceId: DEVICE };
    const id = await begin('Isolate');
    const { open } = await actions.exchange(device, [{ id, status: 'InProgress' }]);
    assert.deepEqual(open, [{ id, type: 'Isolate', scope: null, sha1: null }]);
    assert.deepEqual(await stateOf(id), ['InProgress', null]);
    const ended = await actions.exchange(device, [{ id, status: 'Failed', reason: 'no privilege' }]);
    assert.deepEqual(ended, { open: [], refused: [] });
    assert.deepEqual(await stateOf(id), ['Failed', 'no privilege']);
  });

  it('counts for its own actions only: a sensor that lies about another’s is refused', async () => {
    const id = await begin('Unisolate');
    for (const liar of [
      { tenantId: TENANT, deviceId: OTHER_DEVICE },
      { tenantId: OTHER_TENANT, deviceId: DEVICE },
    ]) {
      const { open, refused } = await actions.exchange(liar, [{ id, status: 'Succeeded' }]);
      assert.deepEqual([open, refused], [[], [id]]);
    }
    assert.deepEqual(await stateOf(id), ['Pending', null]);
  });

  it('comes too late once the action was cancelled', async () => {
    const id = await begin('RunAntiVirusScan');
    await changeOpenMachineAction(test.store.tenant(TENANT), id, { status: 'Cancelled' });
    const { refused } = await actions.exchange({ tenantId: TENANT, deviceId: DEVICE }, [
      { id, status: 'Succeeded' },
    ]);
    assert.deepEqual(refused, [id]);
    assert.deepEqual(await stateOf(id), ['Cancelled', null]);
  });
});
