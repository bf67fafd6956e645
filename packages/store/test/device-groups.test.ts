import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeviceCondition } from '@vakt/contract/device-group';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { sql } from 'kysely';
import { changeDevices } from '../src/device-changes.ts';
import {
  createDeviceGroup,
  type DeviceGroup,
  type DeviceGroupOutcome,
  deleteDeviceGroup,
  listDeviceGroups,
  updateDeviceGroup,
} from '../src/device-groups.ts';
import { saveSightings } from '../src/device-sightings.ts';
import { countDevices, findDevice } from '../src/devices.ts';
import { deviceId, HOME, STRANGER, sighting, ticks } from './security-records.ts';

const NOW = ticks('2026-11-21T06:00:00Z');

const made = (outcome: DeviceGroupOutcome): DeviceGroup => {
  assert.ok(outcome.kind === 'saved', outcome.kind);
  return outcome.group;
};

const draft = (name: string, ...conditions: readonly DeviceCondition[]) =>
  ({ name, description: '', remediationLevel: 'full', conditions }) as const;

const tagged = (value: string): DeviceCondition => ({ property: 'tag', operator: 'equals', value });

describe('device groups', () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
  });
  after(() => test.close());

  const db = () => test.store.tenant(HOME);

  const groupOf = async (digit: string): Promise<string | null | undefined> =>
    (await findDevice(db(), deviceId(digit), NOW))?.rbac_group_name;

  const fresh = async (): Promise<void> => {
    await sql`truncate devices, device_groups cascade`.execute(test.store.authority);
  };

  it('take devices by name, domain, tag and operating system, whatever the letter case', async () => {
    await fresh();
    await saveSightings(db(), [
      sighting({
        deviceName: 'LON-web1.eu.Contoso.com',
        osPlatform: 'Windows11',
        registryDeviceTag: 'Kiosk 7',
      }),
    ]);
    const cases: readonly [DeviceCondition['property'], DeviceCondition['operator'], string, boolean][] = [
      ['name', 'equals', 'lon-WEB1', true],
      ['name', 'equals', 'lon-web1.eu.contoso.com', true],
      ['name', 'startsWith', 'Lon-', true],
      ['name', 'endsWith', 'WEB1', true],
      ['name', 'contains', '-w', true],
      ['name', 'equals', 'lon', false],
      ['domain', 'equals', 'EU.contoso.com', true],
      ['domain', 'endsWith', 'contoso.com', true],
      ['domain', 'contains', 'lon', false],
      ['tag', 'startsWith', 'kiosk', true],
      ['tag', 'equals', 'kiosk', false],
      ['osPlatform', 'equals', 'windows11', true],
      ['osPlatform', 'contains', 'Linux', false],
      ['osPlatform', 'startsWith', '%', false],
    ];
    const { group_id } = made(await createDeviceGroup(db(), draft('Wanted', tagged('nobody'))));
    for (const [property, operator, value, isIn] of cases) {
      await updateDeviceGroup(db(), group_id, { conditions: [{ property, operator, value }] });
      assert.equal(
        await groupOf('a'),
        isIn ? 'Wanted' : 'UnassignedGroup',
        `${property} ${operator} ${value}`,
      );
    }
  });

  it('ask for all their conditions, and the one of the first rank wins', async () => {
    await fresh();
    await saveSightings(db(), [sighting({ osPlatform: 'Linux', registryDeviceTag: 'web' })]);
    const linux: DeviceCondition = { property: 'osPlatform', operator: 'equals', value: 'Linux' };
    made(await createDeviceGroup(db(), draft('Databases', linux, tagged('db'))));
    assert.equal(await groupOf('a'), 'UnassignedGroup');
    made(await createDeviceGroup(db(), draft('Linux', linux)));
    assert.equal(await groupOf('a'), 'Linux');
    const web = made(await createDeviceGroup(db(), draft('Web', tagged('web'))));
    assert.equal(await groupOf('a'), 'Linux', 'a new group is asked last');
    await updateDeviceGroup(db(), web.group_id, {}, 1);
    assert.equal(await groupOf('a'), 'Web');
    assert.deepEqual(
      (await listDeviceGroups(db())).map(({ name, rank, device_count }) => [name, rank, device_count]),
      [
        ['Web', 1, 1n],
        ['Databases', 2, 0n],
        ['Linux', 3, 0n],
        ['UnassignedGroup', null, 0n],
      ],
    );
    await deleteDeviceGroup(db(), web.group_id);
    assert.equal(await groupOf('a'), 'Linux');
  });

  it('follow the facts of a device: a new one, a tag, another name, another operating system', async () => {
    await fresh();
    made(await createDeviceGroup(db(), draft('Web', tagged('web'))));
    const windows: DeviceCondition = { property: 'osPlatform', operator: 'startsWith', value: 'Windows' };
    made(await createDeviceGroup(db(), draft('Windows', windows)));
    made(
      await createDeviceGroup(db(), draft('Old', { property: 'name', operator: 'startsWith', value: 'old' })),
    );
    await saveSightings(db(), [sighting({ deviceName: 'old1' })]);
    assert.equal(await groupOf('a'), 'Old');
    await saveSightings(db(), [sighting({ deviceName: 'new1' })]);
    assert.equal(await groupOf('a'), 'UnassignedGroup');
    await saveSightings(db(), [sighting({ deviceName: 'new1', osPlatform: 'Windows10' })]);
    assert.equal(await groupOf('a'), 'Windows');
    await changeDevices(db(), [deviceId('a')], { addTag: 'WEB' }, NOW);
    assert.equal(await groupOf('a'), 'Web');
    await changeDevices(db(), [deviceId('a')], { removeTag: 'WEB' }, NOW);
    assert.equal(await groupOf('a'), 'Windows');
  });

  it('are found by their number', async () => {
    await fresh();
    await saveSightings(db(), [
      sighting({ registryDeviceTag: 'web' }),
      sighting({ deviceId: deviceId('b') }),
    ]);
    const { group_id } = made(await createDeviceGroup(db(), draft('Web', tagged('web'))));
    const ofGroup = { kind: 'comparison', property: 'rbacGroupId', operator: 'eq', value: group_id } as const;
    assert.equal(await countDevices(db(), { filter: ofGroup }, NOW), 1);
  });

  it('say what the device says as long as the tenant has none', async () => {
    await fresh();
    await saveSightings(db(), [sighting({ machineGroup: 'Berlin' })]);
    assert.equal(await groupOf('a'), 'Berlin');
  });

  it('cannot be written into a device', async () => {
    await fresh();
    const { group_id } = made(await createDeviceGroup(db(), draft('Web', tagged('web'))));
    await saveSightings(db(), [sighting()]);
    await sql`update devices set rbac_group_id = ${group_id}`.execute(db());
    assert.equal(await groupOf('a'), 'UnassignedGroup');
  });

  it('refuse a name that another one has', async () => {
    await fresh();
    made(await createDeviceGroup(db(), draft('Web', tagged('web'))));
    assert.deepEqual(await createDeviceGroup(db(), draft('WEB', tagged('other'))), { kind: 'name-taken' });
  });

  it('keep the one of the devices that no rule takes', async () => {
    await fresh();
    made(await createDeviceGroup(db(), draft('Web', tagged('web'))));
    assert.equal(await deleteDeviceGroup(db(), 0), false);
    assert.equal((await listDeviceGroups(db())).at(-1)?.group_id, 0);
  });

  it('belong to one tenant', async () => {
    await fresh();
    const stranger = test.store.tenant(STRANGER);
    await saveSightings(stranger, [sighting({ registryDeviceTag: 'web' })]);
    const { group_id } = made(await createDeviceGroup(db(), draft('Web', tagged('web'))));
    assert.equal((await findDevice(stranger, deviceId('a'), NOW))?.rbac_group_name, null);
    assert.deepEqual(await listDeviceGroups(stranger), []);
    assert.equal(await deleteDeviceGroup(stranger, group_id), false);
  });

  it('take devices that are written while the rules change', async () => {
    await fresh();
    const writer = await db().startTransaction().execute();
    await saveSightings(writer, [sighting({ registryDeviceTag: 'web' })]);
    const changing = createDeviceGroup(db(), draft('Web', tagged('web')));
    // The rules are there as soon as others see them; the change then waits for the writer.
    while ((await listDeviceGroups(db())).length === 0) await sql`select`.execute(db());
    await writer.commit().execute();
    made(await changing);
    assert.equal(await groupOf('a'), 'Web');
  });
});
