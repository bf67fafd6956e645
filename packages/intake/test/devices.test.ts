import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deviceSightings } from '../src/devices.ts';

const ID = 'a'.repeat(40);
const at = (minute: number): string => `2026-11-21T05:${String(minute).padStart(2, '0')}:00.0000000Z`;
const seen = (minute: number, columns: object = {}) => ({
  Timestamp: at(minute),
  DeviceId: ID,
  DeviceName: 'WS1',
  ...columns,
});

const logon = (minute: number, AccountName: string, LogonType: string, AccountDomain = 'corp') =>
  seen(minute, {
    ActionType: 'LogonSuccess',
    AccountName,
    AccountDomain,
    LogonType,
    AccountSid: `S-${AccountName}`,
  });

describe('device sightings', () => {
  it('span the first and the last row, with the latest name in lower case', () => {
    const [sighting, ...others] = deviceSightings([
      { table: 'DeviceEvents', rows: [seen(5), seen(3, { DeviceName: 'old' })] },
      { table: 'DeviceFileEvents', rows: [seen(9, { DeviceName: 'New.example' })] },
    ]);
    assert.equal(others.length, 0);
    assert.deepEqual(
      [sighting?.deviceId, sighting?.deviceName, sighting?.firstSeen, sighting?.lastSeen],
      [ID, 'new.example', at(3), at(9)],
    );
  });

  it('take facts of the latest DeviceInfo and leave out what it does not say', () => {
    const [sighting] = deviceSightings([
      {
        table: 'DeviceInfo',
        rows: [
          seen(2, { OSPlatform: 'Linux', OSBuild: 22_621, PublicIP: '', OSArchitecture: '64-bit' }),
          seen(1, { OSPlatform: 'Windows10' }),
        ],
      },
    ]);
    assert.equal(sighting?.osPlatform, 'Linux');
    assert.equal(sighting?.osBuild, 22_621);
    assert.equal(sighting?.osArchitecture, '64-bit');
    assert.ok(sighting && !('publicIp' in sighting));
  });

  it('list addresses of adapters and of connections, without loopback', () => {
    const addresses = JSON.stringify([{ IPAddress: '10.0.0.5' }, { IPAddress: '127.0.0.1' }, 'fe80::1']);
    const [sighting] = deviceSightings([
      {
        table: 'DeviceNetworkInfo',
        rows: [seen(1, { IPAddresses: addresses, MacAddress: '00-11', NetworkAdapterType: 'Ethernet' })],
      },
      {
        table: 'DeviceNetworkEvents',
        rows: [seen(2, { ActionType: 'ConnectionSuccess', LocalIP: '10.0.0.5' })],
      },
    ]);
    assert.deepEqual(sighting?.ipAddresses, [
      { ipAddress: '10.0.0.5', macAddress: '00-11', type: 'Ethernet', lastSeen: at(2) },
      { ipAddress: 'fe80::1', macAddress: '00-11', type: 'Ethernet', lastSeen: at(1) },
    ]);
  });

  it('list the users that were at the device, not services or the network', () => {
    const [sighting] = deviceSightings([
      {
        table: 'DeviceLogonEvents',
        rows: [
          logon(1, 'ann', 'Interactive'),
          logon(2, 'bob', 'Network'),
          logon(3, 'cyd', 'RemoteInteractive'),
          logon(4, 'dwm-1', 'Interactive', 'Window Manager'),
        ],
      },
    ]);
    assert.deepEqual(
      sighting?.loggedOnUsers.map(({ accountName }) => accountName),
      ['cyd', 'ann'],
    );
  });

  it('ignore rows without a real device id and tables that are conclusions about devices', () => {
    assert.deepEqual(
      deviceSightings([
        { table: 'DeviceEvents', rows: [seen(1, { DeviceId: '00000000-0000-0000-0000-000000000000' })] },
        { table: 'DeviceTvmSoftwareInventory', rows: [seen(1)] },
        { table: 'AlertEvidence', rows: [seen(1)] },
      ]),
      [],
    );
  });
});
