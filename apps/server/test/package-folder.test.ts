import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { systemClock } from '@vakt/contract/clock';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import { changeOpenMachineAction, insertMachineAction } from '@vakt/store/machine-actions';
import { newMachineAction } from '@vakt/testing/machine-action';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { createDevicePackages, PackageFolder, type PackageLimits } from '../src/events/package-folder.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const OTHER_TENANT = '22222222-2222-4222-8222-222222222222' as TenantId;
const DEVICE = 'a'.repeat(40) as DeviceId;
const OTHER_DEVICE = 'b'.repeat(40) as DeviceId;
const ZIP = Buffer.from('a zip');
const HOUR_MS = 3_600_000;
const START = Date.parse('2026-11-21T06:00:00Z');

const temporaryFolder = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-packages-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

describe('the folder of investigation packages', () => {
  it('keeps them for the server’s user alone', async t => {
    const folder = join(temporaryFolder(t), 'packages');
    const packages = new PackageFolder(folder, systemClock);
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

  /** A folder with packages of ten bytes each, the first one the oldest, an hour apart. */
  const withPackages = async (t: TestContext, limits: PackageLimits, count: number) => {
    const folder = join(temporaryFolder(t), 'packages');
    const clock = { now: () => START };
    const roomy = new PackageFolder(folder, clock);
    const ids = Array.from({ length: count }, () => randomUUID());
    for (const [index, id] of ids.entries()) {
      await roomy.keep(id, Buffer.alloc(10));
      const writtenAt = new Date(START - (count - index) * HOUR_MS);
      utimesSync(join(folder, `${id}.zip`), writtenAt, writtenAt);
    }
    const packages = new PackageFolder(folder, clock, limits);
    return { packages, folder, ids };
  };

  it('drops what is older than it is kept, and what was never written to its end', async t => {
    const { packages, folder, ids } = await withPackages(t, { keptMs: 2.5 * HOUR_MS, mostBytes: 1_000 }, 4);
    const broken = join(folder, `${randomUUID()}.zip.new`);
    writeFileSync(broken, 'half');
    utimesSync(broken, new Date(START - 3 * HOUR_MS), new Date(START - 3 * HOUR_MS));
    await packages.removeSurplus();
    assert.deepEqual(
      readdirSync(folder).toSorted(),
      ids
        .slice(2)
        .map(id => `${id}.zip`)
        .toSorted(),
    );
    assert.equal(await packages.read(ids[0] ?? ''), undefined);
  });

  it('never takes more room than it may: the oldest go first, with each one that comes', async t => {
    const { packages, folder } = await withPackages(t, { keptMs: 100 * HOUR_MS, mostBytes: 25 }, 4);
    const newest = randomUUID();
    await packages.keep(newest, Buffer.alloc(10));
    const left = readdirSync(folder);
    assert.equal(left.length, 2);
    assert.ok(left.includes(`${newest}.zip`));
  });

  it('is not there before the first package', async t => {
    const packages = new PackageFolder(join(temporaryFolder(t), 'packages'), systemClock);
    await assert.doesNotReject(packages.removeSurplus());
  });

  it('is never left by way of an id', async t => {
    const folder = temporaryFolder(t);
    const packages = new PackageFolder(join(folder, 'packages'), systemClock);
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
    const action = newMachineAction({ type, machine_id: DEVICE });
    return (await insertMachineAction(test.store.tenant(TENANT), action)).action_id;
  };

  it('are taken for its own open action to collect one, and for nothing else', async t => {
    const folder = join(temporaryFolder(t), 'packages');
    const files = new PackageFolder(folder, systemClock);
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
