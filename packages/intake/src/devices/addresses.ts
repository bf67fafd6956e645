import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { isJsonObject, type JsonValue, parseJson } from '../json/parse.ts';

/** An address of a device. */
export interface DeviceAddress {
  readonly ipAddress: string;
  /** As the adapter has it, when an adapter told. */
  readonly macAddress?: string;
  /** The adapter's type, for example `Ethernet`. */
  readonly type?: string;
  readonly operationalStatus?: string;
  readonly lastSeen: string;
}

/** Addresses by which nobody else could reach the device. */
const NOWHERE = /^(?:127\.|0\.0\.0\.0$|::1?$|::ffff:127\.|0:0:0:0:0:0:0:[01]$|22[4-9]\.|23\d\.|ff|255\.)/i;

const listOf = (text: unknown): readonly JsonValue[] => {
  const parsed = typeof text === 'string' && text !== '' ? parseJson(text) : undefined;
  return parsed?.ok && Array.isArray(parsed.value) ? parsed.value : [];
};

const adapterFacts = (row: HuntingRow): Partial<DeviceAddress> => ({
  ...(row.MacAddress && { macAddress: String(row.MacAddress) }),
  ...(row.NetworkAdapterType && { type: String(row.NetworkAdapterType) }),
  ...(row.NetworkAdapterStatus && { operationalStatus: String(row.NetworkAdapterStatus) }),
});

const ofAdapter = (row: HuntingRow, lastSeen: string): readonly DeviceAddress[] =>
  listOf(row.IPAddresses).flatMap(entry => {
    const ipAddress = isJsonObject(entry) ? entry.IPAddress : entry;
    if (typeof ipAddress !== 'string' || ipAddress === '' || NOWHERE.test(ipAddress)) return [];
    return [{ ipAddress, ...adapterFacts(row), lastSeen }];
  });

/** The addresses that a row shows the device to have: of its adapters, and of its own end of a connection. */
export const addressesOf = (table: string, row: HuntingRow, lastSeen: string): readonly DeviceAddress[] => {
  if (table === 'DeviceNetworkInfo') return ofAdapter(row, lastSeen);
  if (table !== 'DeviceNetworkEvents' || row.ActionType !== 'ConnectionSuccess') return [];
  const { LocalIP } = row;
  return typeof LocalIP === 'string' && LocalIP !== '' && !NOWHERE.test(LocalIP)
    ? [{ ipAddress: LocalIP, lastSeen }]
    : [];
};
