import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { addressKind, formatIPv6 } from '../network/address.ts';

const CLASS = '/sys/class/net';

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
};

/** Hardware types of `include/uapi/linux/if_arp.h`, in the words of .NET's NetworkInterfaceType. */
const ADAPTER_TYPES: Readonly<Record<number, string>> = {
  1: 'Ethernet',
  512: 'Ppp',
  768: 'Tunnel',
  769: 'Tunnel',
  772: 'Loopback',
  776: 'Tunnel',
  778: 'Tunnel',
  801: 'Wireless80211',
  65534: 'Tunnel',
};

/** Operational states of RFC 2863, in the words of .NET's OperationalStatus. */
const STATES: Readonly<Record<string, string>> = {
  up: 'Up',
  down: 'Down',
  testing: 'Testing',
  dormant: 'Dormant',
  notpresent: 'NotPresent',
  lowerlayerdown: 'LowerLayerDown',
  unknown: 'Unknown',
};

const adapterType = (name: string): string =>
  existsSync(`${CLASS}/${name}/wireless`)
    ? 'Wireless80211'
    : (ADAPTER_TYPES[Number(readText(`${CLASS}/${name}/type`))] ?? 'Unknown');

const macAddress = (name: string): string => {
  const address = readText(`${CLASS}/${name}/address`).replaceAll(':', '').toUpperCase();
  return /^0*$/.test(address) ? '' : address;
};

/** The name servers of a `resolv.conf`. */
export const parseNameServers = (text: string): string[] =>
  text.split('\n').flatMap(line => /^\s*nameserver\s+(\S+)/.exec(line)?.[1] ?? []);

/** The search domain of a `resolv.conf`. */
export const parseSearchDomain = (text: string): string =>
  /^\s*(?:search|domain)\s+(\S+)/m.exec(text)?.[1] ?? '';

/** Default gateways by adapter, from the text of `/proc/net/route`. */
export const parseRoutes = (text: string): [string, string][] =>
  text.split('\n').flatMap(line => {
    const [adapter = '', destination, gateway = ''] = line.split('\t');
    if (destination !== '00000000' || !/^[0-9A-F]{8}$/.test(gateway) || gateway === '00000000') return [];
    return [[adapter, Buffer.from(gateway, 'hex').reverse().join('.')]];
  });

/** Default gateways by adapter, from the text of `/proc/net/ipv6_route`. */
export const parseRoutes6 = (text: string): [string, string][] =>
  text.split('\n').flatMap(line => {
    const fields = line.trim().split(/\s+/);
    const [destination = '', bits, , , gateway = ''] = fields;
    const isDefault = bits === '00' && /^0{32}$/.test(destination);
    if (!isDefault || !/^[0-9a-f]{32}$/.test(gateway) || /^0+$/.test(gateway)) return [];
    return [[fields[9] ?? '', formatIPv6(Buffer.from(gateway, 'hex'))]];
  });

const addressesOf = (name: string) =>
  (networkInterfaces()[name] ?? []).map(({ address, cidr }) => ({
    IPAddress: address,
    SubnetPrefix: cidr ? Number(cidr.split('/')[1]) : null,
    AddressType: addressKind(address),
  }));

const rowOf = (
  name: string,
  timestamp: string,
  resolver: string,
  gateways: readonly [string, string][],
): HuntingRow => ({
  Timestamp: timestamp,
  NetworkAdapterName: name,
  MacAddress: macAddress(name),
  NetworkAdapterType: adapterType(name),
  NetworkAdapterStatus: STATES[readText(`${CLASS}/${name}/operstate`)] ?? 'Unknown',
  IPAddresses: JSON.stringify(addressesOf(name)),
  DnsAddresses: JSON.stringify(parseNameServers(resolver)),
  DefaultGateways: JSON.stringify(
    gateways.filter(([adapter]) => adapter === name).map(([, gateway]) => gateway),
  ),
  NetworkAdapterDnsSuffix: parseSearchDomain(resolver),
  OnboardingStatus: 'Onboarded',
});

const adapters = (): string[] => {
  try {
    return readdirSync(CLASS).filter(name => existsSync(`${CLASS}/${name}/operstate`));
  } catch {
    return Object.keys(networkInterfaces());
  }
};

/** Rows of DeviceNetworkInfo, one for each network adapter. */
export const networkInfoRows = (timestamp: string): HuntingRow[] => {
  const resolver = readText('/etc/resolv.conf');
  const gateways = [
    ...parseRoutes(readText('/proc/net/route')),
    ...parseRoutes6(readText('/proc/net/ipv6_route')),
  ];
  return adapters().map(name => rowOf(name, timestamp, resolver, gateways));
};
