import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { newMachineAction } from '@vakt/testing/machine-action';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { listLibraryFiles, saveLibraryFile } from '../src/library-files.ts';
import { beginLiveResponse } from '../src/live-response.ts';
import { changeTenantSettings, readTenantSettings } from '../src/tenant-settings.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const OTHER_TENANT = '22222222-2222-4222-8222-222222222222' as TenantId;

/** How many of each there are. */
const tally = (outcomes: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(outcomes, outcome => outcome)].map(([name, all]) => [name, all.length]));

describe('live response, asked for by many at once', () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
  });
  after(() => test.close());

  const begin = async (machineId: string, most: number, tenant = TENANT): Promise<string> => {
    const outcome = await beginLiveResponse(
      test.store.tenant(tenant),
      newMachineAction({ machine_id: machineId }),
      most,
    );
    return typeof outcome === 'string' ? outcome : 'begun';
  };

  it('opens no more sessions than a tenant may have, and one a device', async () => {
    const devices = Array.from({ length: 12 }, (_, index) => `device ${index}`);
    assert.deepEqual(tally(await Promise.all(devices.map(device => begin(device, 5)))), {
      begun: 5,
      'tenant-busy': 7,
    });
    const same = await Promise.all(Array.from({ length: 4 }, () => begin('host', 50, OTHER_TENANT)));
    assert.deepEqual(tally(same), { begun: 1, 'device-busy': 3 });
  });

  it('keeps one of several files with one name, and no more than there is room for', async () => {
    const save = async (name: string, size: number): Promise<string> => {
      const file = {
        file_name: name,
        sha256: 'x',
        size,
        content: Buffer.alloc(size),
        has_parameters: false,
        created_by: 'ann',
        created_ticks: 1n,
        updated_ticks: 1n,
      };
      const bounds = { files: 4, bytes: 10 };
      const saved = await saveLibraryFile(test.store.tenant(TENANT), file, { override: false, bounds });
      return typeof saved === 'string' ? saved : 'saved';
    };
    assert.deepEqual(tally(await Promise.all(['a.sh', 'A.sh', 'a.SH'].map(name => save(name, 1)))), {
      saved: 1,
      exists: 2,
    });
    assert.deepEqual(tally(await Promise.all(['b', 'c', 'd'].map(name => save(name, 4)))), {
      saved: 2,
      full: 1,
    });
    assert.equal((await listLibraryFiles(test.store.tenant(TENANT))).length, 3);
  });

  it('loses no change of a tenant’s settings', async () => {
    const db = test.store.tenant(TENANT);
    await Promise.all([
      changeTenantSettings(db, { liveResponse: true }),
      changeTenantSettings(db, { liveResponseUnsignedScripts: true }),
    ]);
    assert.deepEqual(await readTenantSettings(db), { liveResponse: true, liveResponseUnsignedScripts: true });
  });
});
