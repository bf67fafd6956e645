import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { formatTicks } from '@vakt/contract/ticks';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { createAlert } from '../src/alert-creation.ts';
import { saveSightings } from '../src/device-sightings.ts';
import { countDevices, findDevice, findDeviceByName, findDevices, listDevices } from '../src/devices.ts';
import {
  findSensorByToken,
  findTenantOfEnrolmentKey,
  insertEnrolmentKey,
  saveSensor,
} from '../src/sensors.ts';
import { creation, deviceId, finding, HOME, STRANGER, sighting, ticks } from './security-records.ts';

const NOW = ticks('2026-11-21T06:00:00Z');

describe('devices at rest', () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
  });
  after(() => test.close());

  it('keeps the earliest and the latest time and the later facts, in any order of arrival', async () => {
    const db = test.store.tenant(HOME);
    await saveSightings(db, [
      sighting({
        osPlatform: 'Linux',
        osVersion: '12',
        publicIp: '203.0.113.7',
        deviceName: 'New.Contoso.com',
      }),
    ]);
    await saveSightings(db, [
      sighting({
        firstSeen: '2026-11-20T00:00:00Z',
        lastSeen: '2026-11-20T01:00:00Z',
        osVersion: '11',
        vendor: 'Contoso',
        deviceName: 'old.contoso.com',
      }),
    ]);
    const device = await findDevice(db, deviceId('a'), NOW);
    assert.equal(formatTicks(device?.first_seen_ticks ?? 0n), '2026-11-20T00:00:00.0000000Z');
    assert.equal(formatTicks(device?.last_seen_ticks ?? 0n), '2026-11-21T05:59:59.1234567Z');
    assert.equal(device?.os_version, '12');
    assert.equal(device?.vendor, 'Contoso');
    assert.equal(device?.computer_dns_name, 'new.contoso.com');
    assert.equal((await findDeviceByName(db, 'NEW.contoso.com', NOW))?.device_id, deviceId('a'));
  });

  it('merges addresses and users', async () => {
    const db = test.store.tenant(HOME);
    const id = deviceId('b');
    const lastSeen = '2026-11-21T05:00:00.0000000Z';
    await saveSightings(db, [
      sighting({
        deviceId: id,
        ipAddresses: [{ ipAddress: '10.0.0.1', macAddress: '8CEC4B897E73', lastSeen }],
        loggedOnUsers: [{ accountName: 'ann', accountDomain: 'contoso', lastSeen }],
      }),
    ]);
    await saveSightings(db, [
      sighting({
        deviceId: id,
        ipAddresses: [
          { ipAddress: '10.0.0.1', lastSeen: '2026-11-21T05:30:00.0000000Z' },
          { ipAddress: '10.0.0.2', lastSeen: '2026-11-21T05:40:00.0000000Z' },
        ],
      }),
    ]);
    const device = await findDevice(db, id, NOW);
    assert.deepEqual(device?.ip_addresses, [
      { ipAddress: '10.0.0.2', lastSeen: '2026-11-21T05:40:00.0000000Z' },
      { ipAddress: '10.0.0.1', macAddress: '8CEC4B897E73', lastSeen: '2026-11-21T05:30:00.0000000Z' },
    ]);
    assert.equal(device?.logged_on_users.length, 1);
  });

  it('takes thousands at once, and the same ones from several writers', async () => {
    const db = test.store.tenant(STRANGER);
    const many = Array.from({ length: 2_000 }, (_, index) =>
      sighting({ deviceId: index.toString(16).padStart(40, '0'), deviceName: `host${index}` }),
    );
    await Promise.all([saveSightings(db, many), saveSightings(db, many.toReversed())]);
    assert.equal(await countDevices(db, {}, NOW), 2_000);
    assert.equal((await listDevices(db, { orderBy: [], skip: 1_990 }, 100, NOW)).length, 10);
    assert.equal((await findDevices(test.store.tenant(HOME), ['0'.repeat(40)], NOW)).size, 0);
  });

  it('concludes health and risk when it reads', async () => {
    const db = test.store.tenant(HOME);
    const id = deviceId('c');
    await saveSightings(db, [sighting({ deviceId: id })], { imported: true });
    await createAlert(db, finding({ machineId: id, severity: 'High' }), creation());
    const fresh = await findDevice(db, id, NOW);
    assert.deepEqual([fresh?.health_status, fresh?.risk_score, fresh?.imported], ['Active', 'High', true]);
    const later = await findDevice(db, id, ticks('2026-11-30T06:00:00Z'));
    assert.equal(later?.health_status, 'Inactive');
    const filter = { kind: 'comparison', property: 'riskScore', operator: 'eq', value: 'High' } as const;
    assert.equal(await countDevices(db, { filter }, NOW), 1);
  });

  it('knows a sensor by its token and a tenant by its enrolment key', async () => {
    const now = new Date('2026-11-21T06:00:00Z');
    const db = test.store.tenant(HOME);
    await insertEnrolmentKey(db, {
      keyHash: Buffer.from('k1'),
      createdAt: now,
      expiresAt: new Date(+now + 1),
    });
    assert.equal(await findTenantOfEnrolmentKey(test.store.authority, Buffer.from('k1'), now), HOME);
    const expired = await findTenantOfEnrolmentKey(
      test.store.authority,
      Buffer.from('k1'),
      new Date(+now + 1),
    );
    assert.equal(expired, undefined);
    for (const token of ['t1', 't2'])
      await saveSensor(db, {
        device_id: deviceId('a'),
        token_hash: Buffer.from(token),
        device_name: 'server1',
        os_platform: 'Linux',
        enrolled_at: now,
      });
    assert.equal(await findSensorByToken(test.store.authority, Buffer.from('t1')), undefined);
    assert.deepEqual(await findSensorByToken(test.store.authority, Buffer.from('t2')), {
      tenantId: HOME,
      deviceId: deviceId('a'),
    });
  });
});
