import { type HuntingRow, huntingTables, type TableRows } from '@vakt/contract/hunting/tables';
import { type DeviceId, parseDeviceId } from '@vakt/contract/ids';
import { addressesOf, type DeviceAddress } from './devices/addresses.ts';
import { type DeviceFacts, factsOfDeviceInfo } from './devices/device-info.ts';
import { type DeviceUser, usersOf } from './devices/users.ts';

/** What a batch of rows says about one device. Facts that no row names are absent. */
export interface DeviceSighting extends DeviceFacts {
  readonly deviceId: DeviceId;
  /** Of the latest row; empty when no row names the device. */
  readonly deviceName: string;
  /** Time of the earliest and of the latest row: ISO 8601 UTC, seven fractional digits. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Addresses of the device's adapters and of its own ends of connections, the latest first. */
  readonly ipAddresses: readonly DeviceAddress[];
  /** Accounts that logged on, the latest first. */
  readonly loggedOnUsers: readonly DeviceUser[];
}

interface Sighting {
  deviceName: string;
  firstSeen: string;
  lastSeen: string;
  facts: DeviceFacts;
  factsFrom: string;
  readonly addresses: Map<string, DeviceAddress>;
  readonly users: Map<string, DeviceUser>;
}

const MAX_LISTED = 50;

const begin = (time: string): Sighting => ({
  deviceName: '',
  firstSeen: time,
  lastSeen: time,
  facts: {},
  factsFrom: '',
  addresses: new Map(),
  users: new Map(),
});

const widen = (sighting: Sighting, row: HuntingRow, time: string): void => {
  if (time < sighting.firstSeen) sighting.firstSeen = time;
  if (row.DeviceName && (time >= sighting.lastSeen || sighting.deviceName === ''))
    sighting.deviceName = String(row.DeviceName).toLowerCase();
  if (time > sighting.lastSeen) sighting.lastSeen = time;
};

const keepLatest = <Item extends { readonly lastSeen: string }>(
  known: Map<string, Item>,
  key: string,
  item: Item,
): void => {
  const before = known.get(key);
  if (!before || before.lastSeen <= item.lastSeen) known.set(key, { ...before, ...item });
};

const learn = (sighting: Sighting, table: string, row: HuntingRow, time: string): void => {
  if (table === 'DeviceInfo' && time >= sighting.factsFrom) {
    sighting.facts = { ...sighting.facts, ...factsOfDeviceInfo(row) };
    sighting.factsFrom = time;
  }
  for (const address of addressesOf(table, row, time))
    keepLatest(sighting.addresses, address.ipAddress, address);
  for (const user of usersOf(table, row, time))
    keepLatest(sighting.users, `${user.accountDomain}\\${user.accountName}`, user);
};

const latestFirst = <Item extends { readonly lastSeen: string }>(items: Map<string, Item>): readonly Item[] =>
  [...items.values()]
    .sort((one, other) => (one.lastSeen < other.lastSeen ? 1 : one.lastSeen > other.lastSeen ? -1 : 0))
    .slice(0, MAX_LISTED);

/** Tables whose rows show a device alive: those with a device and a time, save what was concluded about it. */
const sightingTables: ReadonlySet<string> = new Set(
  [...huntingTables.values()]
    .filter(({ group, columns }) => {
      const names = new Set(columns.map(column => column.name));
      return group === 'Devices' && names.has('DeviceId') && names.has('Timestamp');
    })
    .map(table => table.name),
);

/** Derives what rows say about their devices: one sighting a device, in the order in which they first appear. */
export const deviceSightings = (tables: readonly TableRows[]): readonly DeviceSighting[] => {
  const sightings = new Map<DeviceId, Sighting>();
  for (const { table, rows } of tables) {
    if (!sightingTables.has(table)) continue;
    for (const row of rows) {
      const deviceId = parseDeviceId(String(row.DeviceId ?? ''));
      const time = row.Timestamp;
      if (!deviceId || typeof time !== 'string') continue;
      let sighting = sightings.get(deviceId);
      if (!sighting) sightings.set(deviceId, (sighting = begin(time)));
      widen(sighting, row, time);
      learn(sighting, table, row, time);
    }
  }
  return [...sightings].map(([deviceId, { deviceName, firstSeen, lastSeen, facts, addresses, users }]) => ({
    deviceId,
    deviceName,
    firstSeen,
    lastSeen,
    ...facts,
    ipAddresses: latestFirst(addresses),
    loggedOnUsers: latestFirst(users),
  }));
};
