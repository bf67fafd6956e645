import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { addressesOf, type DeviceAddress } from '../../devices/addresses.ts';
import { type DeviceUser, usersOf } from '../../devices/users.ts';

/** What a device's own rows say about it on one day. */
interface Day {
  deviceId: string;
  deviceName: string;
  lastSeen: string;
  readonly addresses: Map<string, DeviceAddress>;
  readonly users: Map<string, DeviceUser>;
}

/** Days of devices remembered at once; the longest known is told when there are more. */
const MAX_DAYS = 10_000;
const MAX_LISTED = 100;

const dayOf = (timestamp: string): string => timestamp.slice(0, 10);

const infoRow = (day: Day): HuntingRow => ({
  Timestamp: day.lastSeen,
  DeviceId: day.deviceId,
  DeviceName: day.deviceName,
  OSPlatform: 'Windows',
  LoggedOnUsers:
    day.users.size === 0
      ? ''
      : JSON.stringify(
          [...day.users.values()].map(({ accountName, accountDomain, accountSid }) => ({
            UserName: accountName,
            DomainName: accountDomain,
            Sid: accountSid ?? '',
          })),
        ),
  ReportId: 0,
});

const networkRow = (day: Day): HuntingRow => ({
  Timestamp: day.lastSeen,
  DeviceId: day.deviceId,
  DeviceName: day.deviceName,
  IPAddresses: JSON.stringify([...day.addresses.values()].map(({ ipAddress }) => ({ IPAddress: ipAddress }))),
  ReportId: 0,
});

/**
 * DeviceInfo and DeviceNetworkInfo, one row a device and day (reference: telemetry mapping, section 7): who logged on at
 * the device, and its own addresses in connections that it began. What no event says, the Windows version for one, stays
 * empty.
 */
export class DeviceFactsKeeper {
  readonly #days = new Map<string, Day>();

  /** Learns from a row; returns rows of a day that has to be forgotten. */
  observe(table: string, row: HuntingRow): readonly (readonly [string, HuntingRow])[] {
    const { Timestamp, DeviceId, DeviceName } = row;
    if (typeof Timestamp !== 'string') return [];
    const key = `${String(DeviceId)} ${dayOf(Timestamp)}`;
    let day = this.#days.get(key);
    if (!day) {
      day = {
        deviceId: String(DeviceId),
        deviceName: String(DeviceName),
        lastSeen: Timestamp,
        addresses: new Map(),
        users: new Map(),
      };
      this.#days.set(key, day);
    }
    if (Timestamp > day.lastSeen) day.lastSeen = Timestamp;
    for (const address of addressesOf(table, row, Timestamp))
      if (day.addresses.size < MAX_LISTED) day.addresses.set(address.ipAddress, address);
    for (const user of usersOf(table, row, Timestamp))
      if (day.users.size < MAX_LISTED) day.users.set(`${user.accountDomain}\\${user.accountName}`, user);
    return this.#days.size > MAX_DAYS ? this.#release(1) : [];
  }

  /** The rows of all days. */
  finish(): readonly (readonly [string, HuntingRow])[] {
    return this.#release(this.#days.size);
  }

  #release(count: number): readonly (readonly [string, HuntingRow])[] {
    const oldest = [...this.#days].slice(0, count);
    for (const [key] of oldest) this.#days.delete(key);
    return oldest.flatMap(([, day]) => [
      ['DeviceInfo', infoRow(day)] as const,
      ...(day.addresses.size > 0 ? [['DeviceNetworkInfo', networkRow(day)] as const] : []),
    ]);
  }
}
