import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import { changeOpenMachineAction, insertMachineAction } from '@vakt/store/machine-actions';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { createDevicePackages, PackageFolder } from '../src/events/package-folder.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const OTHER_TENANT = '22222222-2222-4222-8222-222222222222' as TenantId;
const DEVICE = 'a'.repeat(40) as DeviceId;
const OTHER_DEVICE = 'b'.repeat(40) as DeviceId;
const ZIP = Buffer.from('a zip');

const temporaryFolder = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-packages-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

describe('the folder of investigation packages', () => {
  it('keeps them for the server’s user alone', async t => {
    const folder = join(temporaryFolder(t), 'packages');
    const packages = new PackageFolder(folder);
    const id = randomUUID();
    assert.equal(await packages.has(id), false);
    assert.equal(await packages.read(id), undefined);
    await packages.keep(id, Buffer.from('older'));
    await packages.keep(id, ZIP);
    assert.deepEqual(await packages.read(id), ZIP);
    assert.deepEqual(readdirSync(folder), [`${id}.zip`]);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.equal(statSync(join(folder, `${id}.zip`)).mode & 0o777, 0o600);
  });

  it('is never left by way of an id', async t => {
    const folder = temporaryFolder(t);
    const packages = new PackageFolder(join(folder, 'packages'));
    writeFileSync(join(folder, 'secret.zip'), 'secret');
    for (const id of ['../secret', '..%2fsecret', '', `${randomUUID()}/../../secret`]) {
      await assert.rejects(packages.read(id), TypeError);
      await assert.rejects(packages.has(id), TypeError);
      await assert.rejects(packages.keep(id, ZIP), TypeError);
    }
  });
});

describe('the packages of a device', () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
  });
  after(() => test.close());

  const begin = async (type: string): Promise<string> => {
    const { action_id } = await insertMachineAction(test.store.tenant(TENANT), {
      action_id: randomUUID(),
      type,
      status: 'Pending',
      machine_id: DEVICE,
      computer_dns_name: 'host',
      requestor: 'ann',
      requestor_comment: 'x',
      request_source: 'PublicApi',
      created_ticks: 1n,
      updated_ticks: 1n,
    });
    return action_id;
  };

  it('are taken for its own open action to collect one, and for nothing else', async t => {
    const folder = join(temporaryFolder(t), 'packages');
    const files = new PackageFolder(folder);
    const packages = createDevicePackages(test.store, files);
    const id = await begin('CollectInvestigationPackage');
    const scan = await begin('RunAntiVirusScan');
    const device = { tenantId: TENANT, deviceId: DEVICE };
    for (const [liar, action] of [
      [{ tenantId: TENANT, deviceId: OTHER_DEVICE }, id],
      [{ tenantId: OTHER_TENANT, deviceId: DEVICE }, id],
      [device, scan],
      [device, randomUUID()],
    ] as const)
      assert.equal(await packages.keep(liar, action, ZIP), false);
    assert.equal(existsSync(folder), false);
    assert.equal(await packages.keep(device, id, ZIP), true);
    assert.deepEqual(await files.read(id), ZIP);
    await changeOpenMachineAction(test.store.tenant(TENANT), id, { status: 'Succeeded' });
    assert.equal(await packages.keep(device, id, Buffer.from('another')), false);
    assert.deepEqual(await files.read(id), ZIP);
  });
});
