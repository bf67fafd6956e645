import { BlockList, isIP, isIPv4, SocketAddress } from 'node:net';

/** What DeviceNetworkEvents calls kinds of addresses (reference: hunting action types, RemoteIPType). */
export type IpType =
  | 'Public'
  | 'Private'
  | 'Reserved'
  | 'Loopback'
  | 'LinkLocal'
  | 'Multicast'
  | 'Broadcast'
  | 'Teredo'
  | 'FourToSixMapping';

/** The registries' special ranges, the narrower before the wider. */
const RANGES: readonly (readonly [IpType, readonly string[]])[] = [
  ['Broadcast', ['255.255.255.255/32']],
  ['Loopback', ['127.0.0.0/8', '::1/128']],
  ['Private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']],
  ['LinkLocal', ['169.254.0.0/16', 'fe80::/10']],
  ['Multicast', ['224.0.0.0/4', 'ff00::/8']],
  ['Teredo', ['2001::/32']],
  [
    'Reserved',
    ['0.0.0.0/8', '100.64.0.0/10', '192.0.0.0/24', '192.0.2.0/24', '198.18.0.0/15', '198.51.100.0/24'],
  ],
  ['Reserved', ['203.0.113.0/24', '240.0.0.0/4', '::/128', '100::/64', '2001:db8::/32']],
];

const listOf = (ranges: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    list.addSubnet(network, Number(prefix), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list;
};

const lists = RANGES.map(([type, ranges]) => [type, listOf(ranges)] as const);
const MAPPED = /^(?:::|(?:0+:){5})ffff:/i;
const remembered = new Map<string, IpType | undefined>();
const MAX_REMEMBERED = 4_096;

const classify = (address: string): IpType | undefined => {
  const family = isIP(address);
  if (family === 0) return undefined;
  if (family === 6 && MAPPED.test(address)) return 'FourToSixMapping';
  return lists.find(([, list]) => list.check(address, family === 4 ? 'ipv4' : 'ipv6'))?.[0] ?? 'Public';
};

/** The kind of an address; `undefined` when `address` is none. */
export const ipTypeOf = (address: string): IpType | undefined => {
  if (remembered.has(address)) return remembered.get(address);
  const type = classify(address);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(address, type);
  return type;
};

/** An address in its one spelling: IPv6 shortened (Sysmon writes `fe80:0:0:0:…`); other text as it is. */
export const normaliseAddress = (text: string): string =>
  isIP(text) === 6 ? new SocketAddress({ address: text, family: 'ipv6' }).address : text;
